import { z } from "@hono/zod-openapi";

import { pageOf, PageQuery } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { givenInstant, instant } from "#platform/http/instant";
import { Head, seqOf } from "#platform/http/ledger";

const given = (description: string) =>
  givenInstant.optional().openapi({
    type: "string",
    format: "date-time",
    description,
    example: "2026-11-24T00:00:00Z",
  });

const text = (description: string, example: string) =>
  z.string().min(1).max(128).optional().openapi({ description, example });

/** Query of `GET /v1/audit-logs`. */
export const ListAuditQuery = PageQuery.extend({
  actor: text("Only what this one did, by id.", "usr_01k9zq3v6m8r2t4w6y8a0c2e4g"),
  action: text("Only acts of this name.", "campaign.launch"),
  target: text("Only what was done to this, by id.", "cmp_01k9zq3v6m8r2t4w6y8a0c2e4g"),
  since: given("Only what was done at this instant or later."),
  until: given("Only what was done before this instant."),
});
export type ListAuditQuery = z.infer<typeof ListAuditQuery>;

const nullable = (description: string, example: string | null) =>
  z.string().nullable().openapi({ description, example });

export const AuditView = z
  .object({
    id: idOf("audit"),
    ledger: z.enum(["workspace", "accounts"]).openapi({
      description:
        "Which trail it is in: what was done in the workspace, or about its people, sessions, keys and connections.",
      example: "workspace",
    }),
    seq: seqOf("Its place in that trail."),
    at: instant("When it was done."),
    actor: z
      .object({
        kind: z.string().openapi({
          description: "`user`, `api_key`, `job`, `meta`, `operator` or `anonymous`.",
          example: "user",
        }),
        id: nullable("Who, by id.", "usr_01k9zq3v6m8r2t4w6y8a0c2e4g"),
      })
      .openapi({ description: "Who did it." }),
    action: z.string().openapi({ description: "What was done.", example: "campaign.launch" }),
    target: nullable("To what, by id.", "cmp_01k9zq3v6m8r2t4w6y8a0c2e4g"),
    ip: nullable("From which address; null for jobs, and once it is forgotten.", "203.0.113.9"),
    user_agent: nullable("By which program; null like `ip`.", "Mozilla/5.0"),
    request_id: z.string().openapi({
      description: "The call, as `X-Request-Id` named it.",
      example: "req_01k9zq3v6m8r2t4w6y8a0c2e4g",
    }),
    outcome: z.enum(["success", "failure"]).openapi({
      description: "Whether it was done.",
      example: "success",
    }),
    changes: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({
        description: "Names of changed fields, counts and ids; never anybody's data.",
        example: { fields: ["name"] },
      }),
  })
  .openapi("AuditLog", { description: "Something that somebody did." });
export type AuditView = z.infer<typeof AuditView>;

export const AuditPage = pageOf(AuditView).openapi("AuditLogPage");

export const AuditVerified = z
  .object({
    valid: z.boolean().openapi({
      description: "Whether every row of this part is as it was sealed.",
      example: true,
    }),
    rows: z.int().openapi({ description: "How many rows were found to be.", example: 17 }),
    begins_after: seqOf("Behind which sequence the trail begins: what was before is forgotten."),
    head: Head.openapi({ description: "How far the trail is sealed." }),
    unsealed: z.int().openapi({ description: "Rows behind the head.", example: 0 }),
    first_invalid: z
      .object({
        from_seq: seqOf("The first sequence of the stretch."),
        to_seq: seqOf("The last sequence of the stretch."),
        reason: z.enum(["missing_row", "record_changed", "head_changed"]).openapi({
          description: "What is not as it was sealed.",
          example: "record_changed",
        }),
      })
      .nullable()
      .openapi({
        description: "The first stretch that is not as it was sealed, null when there is none.",
        example: null,
      }),
    has_more: z.boolean().openapi({
      description: "Whether there is another part: ask again with `after` as `next_after` says.",
      example: false,
    }),
    next_after: seqOf("Up to where the trail was found valid."),
  })
  .openapi("AuditVerified");
export type AuditVerified = z.infer<typeof AuditVerified>;
