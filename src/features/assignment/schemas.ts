import { z } from "@hono/zod-openapi";

import { ASSIGNMENT_HOURS, ASSIGNMENT_WAYS } from "#core/assignment/choose";
import { isBlank } from "#core/contact/tag";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { tagText } from "#platform/http/tag-text";

const LIST_MAX = 50;

const When = z
  .strictObject({
    numbers: z
      .array(idOf("number"))
      .max(LIST_MAX)
      .default([])
      .openapi({ description: "Only conversations over one of these numbers.", example: [] }),
    tags: z
      .array(tagText)
      .max(LIST_MAX)
      .default([])
      .openapi({ description: "Only conversations with one of these tags.", example: ["refund"] }),
    languages: z
      .array(z.string().regex(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/))
      .max(LIST_MAX)
      .default([])
      .openapi({
        description: "Only people with one of these languages; `pt` means `pt-BR` too.",
        example: ["pt"],
      }),
    hours: z.enum(ASSIGNMENT_HOURS).nullable().default(null).openapi({
      description:
        "Only while the business is open, or closed, by the workspace's business hours; null: always.",
      example: "open",
    }),
  })
  .openapi("AssignmentWhen", { description: "When it applies; an empty list asks for nothing." });

/** Body of `POST /v1/assignment-rules`, and of a rule's `PUT`. */
export const RuleBody = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .refine((text) => !isBlank(text), {
        message: "Must not be blank.",
        params: { code: "blank" },
      })
      .openapi({ description: "What you call it.", example: "Refunds" }),
    place: z.int().min(0).max(1_000).default(100).openapi({
      description: "Rules are tried in this order, lowest first; the first that applies counts.",
      example: 10,
    }),
    enabled: z
      .boolean()
      .default(true)
      .openapi({ description: "Whether it counts.", example: true }),
    when: When.default({ numbers: [], tags: [], languages: [], hours: null }),
    how: z.enum(ASSIGNMENT_WAYS).openapi({
      description:
        "Who of the members: each in turn, whoever has the fewest open conversations, or the first.",
      example: "round_robin",
    }),
    members: z
      .array(givenId("user"))
      .min(1)
      .max(LIST_MAX)
      .transform((ids) => [...new Set(ids)])
      .openapi({
        type: "array",
        items: { type: "string" },
        description: "Members of the workspace. Who has left it since is passed over.",
        example: ["usr_01k9zq3v6m8r2t4w6y8a0c2e4g"],
      }),
  })
  .openapi("AssignmentRuleBody");
export type RuleBody = z.infer<typeof RuleBody>;

export const RuleView = z
  .object({
    id: idOf("assignmentRule"),
    name: z.string().openapi({ description: "What you call it.", example: "Refunds" }),
    place: z.int().openapi({ description: "Its place in the order.", example: 10 }),
    enabled: z.boolean().openapi({ description: "Whether it counts.", example: true }),
    when: z
      .object({
        numbers: z
          .array(idOf("number"))
          .openapi({ description: "The numbers; empty for all.", example: [] }),
        tags: z
          .array(z.string())
          .openapi({ description: "The tags; empty for any.", example: ["refund"] }),
        languages: z
          .array(z.string())
          .openapi({ description: "The languages; empty for any.", example: ["pt"] }),
        hours: z.enum(ASSIGNMENT_HOURS).nullable().openapi({
          description: "While the business is open, or closed; null: always.",
          example: "open",
        }),
      })
      .openapi({ description: "When it applies." }),
    how: z
      .enum(ASSIGNMENT_WAYS)
      .openapi({ description: "Who of the members.", example: "round_robin" }),
    members: z.array(idOf("user")).openapi({
      description: "Who is given conversations.",
      example: ["usr_01k9zq3v6m8r2t4w6y8a0c2e4g"],
    }),
    created_at: instant("When it was made."),
    updated_at: instant("When it was last changed."),
  })
  .openapi("AssignmentRule", { description: "Who is given conversations that nobody has." });
export type RuleView = z.infer<typeof RuleView>;

export const RulePage = pageOf(RuleView).openapi("AssignmentRulePage");
