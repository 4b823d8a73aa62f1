import { z } from "@hono/zod-openapi";

import { TEMPLATE_MARKS } from "#core/template/marks";
import { PARAMETER_FORMATS, TEMPLATE_CATEGORIES, TEMPLATE_STATUSES } from "#core/template/states";
import { VARIABLE_KINDS } from "#core/whatsapp/template-variables";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** Components travel in Meta's shape; what is in them is judged by the template rules, with a pointer for each fault. */
const components = z
  .array(
    z.looseObject({
      type: z.string().openapi({ description: "Meta's kind of component.", example: "BODY" }),
    }),
  )
  .min(1)
  .max(20)
  .openapi({
    description:
      "Meta's components of every kind: HEADER (TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION, PRODUCT), BODY, FOOTER, BUTTONS, LIMITED_TIME_OFFER, CAROUSEL. A QUICK_REPLY button with `opt_out: true` withdraws marketing like STOP; Meta is not told of it. Variables are {{1}}, {{2}}, …, or names when `parameter_format` is NAMED.",
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
  language: z
    .string()
    .min(1)
    .max(20)
    .openapi({ description: "Meta's language code.", example: "en_US" }),
  category: z
    .enum(TEMPLATE_CATEGORIES)
    .openapi({ description: "Meta's category.", example: "UTILITY" }),
  parameter_format: z
    .enum(PARAMETER_FORMATS)
    .default("POSITIONAL")
    .openapi({ description: "How variables are written: {{1}} or {{first_name}}." }),
  components,
};

/** Query of `GET /v1/templates`. */
export const ListTemplatesQuery = PageQuery.extend({
  status: z
    .enum(TEMPLATE_STATUSES)
    .optional()
    .openapi({ description: "Only those in this status.", example: "approved" }),
  number: idOf("number").optional().openapi({
    description: "Only those that this number can send: its account's.",
  }),
  category: z
    .enum(TEMPLATE_CATEGORIES)
    .optional()
    .openapi({ description: "Only those of this category.", example: "UTILITY" }),
  language: z
    .string()
    .min(1)
    .max(20)
    .optional()
    .openapi({ description: "Only those in this language, Meta's code.", example: "en_US" }),
  archived: z.enum(["true", "false"]).optional().openapi({
    description: "`true`: only those that were put away; `false`: only the others.",
    example: "false",
  }),
  name: z
    .string()
    .min(1)
    .max(512)
    .optional()
    .openapi({ description: "Only those whose name begins so.", example: "order_" }),
});
export type ListTemplatesQuery = z.infer<typeof ListTemplatesQuery>;

/** Body of `POST /v1/templates/lint`. */
export const LintTemplateBody = z.strictObject(content).openapi("LintTemplateBody");
export type LintTemplateBody = z.infer<typeof LintTemplateBody>;

/** Body of `POST /v1/templates`. */
export const CreateTemplateBody = z
  .strictObject({
    number_id: givenId("number")
      .optional()
      .openapi({ description: "A number of the account that the template belongs to." }),
    waba_id: z.string().optional().openapi({
      description: "The WhatsApp Business Account, instead of a number.",
      example: "102290129340398",
    }),
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
    parameter_format: z
      .enum(PARAMETER_FORMATS)
      .optional()
      .openapi({ description: "How variables are written; of drafts alone." }),
    components: components.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "Give at least one member to change.")
  .openapi("UpdateTemplateBody");
export type UpdateTemplateBody = z.infer<typeof UpdateTemplateBody>;

const TemplateProblem = z.object({
  code: z.string().openapi({ description: "What is wrong.", example: "variable_sequence" }),
  severity: z.enum(["error", "warning", "hint"]).openapi({
    description:
      "An `error` keeps it from being submitted, a `warning` is likely to cost approval, a `hint` is advice.",
  }),
  pointer: z.string().openapi({
    description: "Where: a JSON pointer into the template as it was given.",
    example: "/components/0/text",
  }),
  message: z.string().openapi({
    description: "The same for a person.",
    example: "Variables must be numbered from {{1}} without gaps.",
  }),
  remedy: z.string().openapi({
    description: "What to do about it.",
    example: "Renumber the variables in the order of the text.",
  }),
});

export const ProblemsView = z
  .object({
    problems: z
      .array(TemplateProblem)
      .openapi({ description: "Everything that was found; empty when nothing is wrong." }),
  })
  .openapi("TemplateProblems");

const TemplateVariable = z.object({
  key: z.string().openapi({
    description:
      "Where the value goes: `body.1` or `body.first_name`, `header.1`, `button.0`, `card.0.body.1`, `offer.expires_at`.",
    example: "body.1",
  }),
  kind: z.enum(VARIABLE_KINDS).openapi({
    description:
      "`text`; `image`, `video`, `document`: the id of a medium or an https link; `degrees`; `instant`: RFC 3339; `products`: ids with commas.",
  }),
  max: z.int().openapi({ description: "Longest value, in characters.", example: 998 }),
});

export const TemplateView = z
  .object({
    id: idOf("template"),
    waba_id: z.string().openapi({
      description: "The WhatsApp Business Account that holds it.",
      example: "102290129340398",
    }),
    name: z.string().openapi({ description: "Its name at Meta.", example: "order_shipped" }),
    language: z.string().openapi({ description: "Meta's language code.", example: "en_US" }),
    category: z
      .enum(TEMPLATE_CATEGORIES)
      .openapi({ description: "Meta's category, which Meta may change.", example: "UTILITY" }),
    parameter_format: z
      .enum(PARAMETER_FORMATS)
      .openapi({ description: "How variables are written." }),
    components: z.array(z.looseObject({})).openapi({
      description:
        "Meta's components, with `opt_out: true` on each button that withdraws marketing.",
      example: [{ type: "BODY", text: "Your order has left our warehouse." }],
    }),
    status: z.string().openapi({
      description: "`draft`, or Meta's status in lower case; only `approved` can be sent.",
      example: "approved",
    }),
    meta_template_id: z.string().nullable().openapi({
      description: "Meta's id; null until Meta has taken it.",
      example: "564750795574598",
    }),
    quality: z.string().nullable().openapi({
      description: "Meta's quality score in lower case; null until Meta has one.",
      example: "green",
    }),
    rejected_reason: z
      .string()
      .nullable()
      .openapi({ description: "Why Meta rejected it, if it did.", example: null }),
    marks: z.array(z.enum(TEMPLATE_MARKS)).openapi({
      description:
        "What Meta says of it beside its status: a `flagged` one can be sent and may soon be disabled, a `locked` one cannot be edited.",
      example: ["flagged"],
    }),
    variables: z.array(TemplateVariable).openapi({
      description: "What a send must be given, in order: the keys of a campaign's `variables`.",
    }),
    archived_at: instant("When the business put it away; null when it did not.").nullable(),
    paused_until: instant("Until when Meta has paused it; null when it has not.").nullable(),
    created_at: instant("When it was made."),
  })
  .openapi("Template");
export type TemplateView = z.infer<typeof TemplateView>;

export const TemplatePage = pageOf(TemplateView).openapi("TemplatePage");
