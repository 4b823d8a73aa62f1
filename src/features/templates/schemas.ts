import { z } from "@hono/zod-openapi";

import { TEMPLATE_CATEGORIES } from "#core/whatsapp/template-status";
import { givenId, idOf } from "#platform/http/id-of";

/** Components travel in Meta's shape; what is in them is judged by the template rules, with a pointer for each fault. */
const components = z
  .array(z.looseObject({ type: z.string() }))
  .min(1)
  .max(20)
  .openapi({
    description:
      "Meta's components: HEADER with format TEXT, BODY, FOOTER, BUTTONS with QUICK_REPLY. Variables are {{1}}, {{2}}, ….",
    example: [
      {
        type: "BODY",
        text: "Hello {{1}}, your order {{2}} is on its way.",
        example: { body_text: [["Ana", "A-1042"]] },
      },
    ],
  });

/** What is linted: a template without its place. */
const content = {
  name: z.string().min(1).max(1024).openapi({
    description: "Lower-case letters, digits and underscores, at most 512.",
    example: "order_shipped",
  }),
  language: z.string().min(1).max(20).openapi({ example: "en_US" }),
  category: z.enum(TEMPLATE_CATEGORIES).openapi({ example: "UTILITY" }),
  parameter_format: z.enum(["POSITIONAL", "NAMED"]).default("POSITIONAL"),
  components,
};

/** Body of `POST /v1/templates/lint`. */
export const LintTemplateBody = z.strictObject(content).openapi("LintTemplateBody");
export type LintTemplateBody = z.infer<typeof LintTemplateBody>;

/** Body of `POST /v1/templates`. */
export const CreateTemplateBody = z
  .strictObject({
    number_id: givenId("number").optional().openapi({ description: "A number of the account." }),
    waba_id: z
      .string()
      .optional()
      .openapi({ description: "The WhatsApp Business Account, instead of a number." }),
    ...content,
  })
  .refine((body) => (body.number_id === undefined) !== (body.waba_id === undefined), {
    path: ["number_id"],
    message: "Give either number_id or waba_id.",
  })
  .openapi("CreateTemplateBody", {
    example: {
      number_id: "num_01k9zq3v6m8r2t4w6y8a0c2e4g",
      name: "order_shipped",
      language: "en_US",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Your order has left our warehouse." }],
    },
  });
export type CreateTemplateBody = z.infer<typeof CreateTemplateBody>;

/** Body of `PATCH /v1/templates/{id}`: absent members stay. */
export const UpdateTemplateBody = z
  .strictObject({
    name: content.name.optional(),
    language: content.language.optional(),
    category: content.category.optional(),
    components: components.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "Give at least one member to change.")
  .openapi("UpdateTemplateBody");
export type UpdateTemplateBody = z.infer<typeof UpdateTemplateBody>;

export const ProblemsView = z
  .object({
    problems: z.array(
      z.object({
        code: z.string().openapi({ example: "variable_sequence" }),
        severity: z.enum(["error", "warning", "hint"]),
        pointer: z.string().openapi({ example: "/components/0/text" }),
        message: z.string(),
        remedy: z.string(),
      }),
    ),
  })
  .openapi("TemplateProblems");

export const TemplateView = z
  .object({
    id: idOf("template"),
    waba_id: z.string(),
    name: z.string(),
    language: z.string(),
    category: z.enum(TEMPLATE_CATEGORIES),
    parameter_format: z.enum(["POSITIONAL", "NAMED"]),
    components: z.array(z.looseObject({})),
    status: z.string().openapi({
      description: "`draft`, or Meta's status in lower case; only `approved` can be sent.",
      example: "approved",
    }),
    meta_template_id: z.string().nullable(),
    quality: z.string().nullable(),
    rejected_reason: z.string().nullable(),
    paused_until: z.iso.datetime().nullable(),
    created_at: z.iso.datetime().openapi({ description: "RFC 3339, UTC." }),
  })
  .openapi("Template");
export type TemplateView = z.infer<typeof TemplateView>;
