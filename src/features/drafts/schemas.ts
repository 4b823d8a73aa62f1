import { z } from "@hono/zod-openapi";

import { isBlank } from "#core/contact/tag";
import { DRAFTED_CATEGORIES } from "#core/draft/states";
import { PARAMETER_FORMATS } from "#core/template/states";
import { TEMPLATE_LANGUAGES } from "#core/whatsapp/template-language";
import { normaliseLanguage } from "#core/whatsapp/template-status";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** A text with something to see. */
const words = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .refine((text) => !isBlank(text), { message: "Must not be blank.", params: { code: "blank" } });

const variable = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,29}$/, "Lower-case letters, digits and underscores, at most 30.");

const model = z.string().min(1).max(160).openapi({
  description: "The model that drafts.",
  example: "google/gemini-2.5-flash",
});

/** Body of `POST /v1/drafts`. No member takes or names what a customer wrote. */
export const CreateDraftBody = z
  .strictObject({
    brief: words(2_000).openapi({
      description: "What the template is about. No personal data: it goes to the provider.",
      example: "Our spring menu is ready; the first coffee is on us this week.",
    }),
    goal: words(200)
      .optional()
      .openapi({ description: "What the reader should do.", example: "See the menu" }),
    language: z
      .string()
      .max(20)
      .refine((code) => TEMPLATE_LANGUAGES.has(normaliseLanguage(code)), {
        message: "Must be a language in which Meta has templates, e.g. en_US, es or pt_BR.",
      })
      .openapi({ description: "Meta's code of the language to write in.", example: "en" }),
    category: z.enum(DRAFTED_CATEGORIES).openapi({
      description: "Meta's category. The text of AUTHENTICATION is Meta's own.",
      example: "MARKETING",
    }),
    tone: words(100).optional().openapi({ description: "How it sounds.", example: "warm, brief" }),
    brand: words(200)
      .optional()
      .openapi({ description: "How the business is called.", example: "Padaria Almeida" }),
    variables: z
      .array(variable)
      .max(10)
      .refine((names) => new Set(names).size === names.length, "Each name once.")
      .optional()
      .openapi({
        description: "Names of the variables that the text may use; never their values.",
        example: ["first_name"],
      }),
    model: model.optional().openapi({
      description: "One of `GET /v1/ai/models`; left out, the first that the workspace uses.",
    }),
  })
  .openapi("CreateDraftBody");
export type CreateDraftBody = z.infer<typeof CreateDraftBody>;

/** Body of `POST /v1/drafts/{id}/accept`. */
export const AcceptDraftBody = z
  .strictObject({
    number_id: givenId("number").optional().openapi({
      description:
        "A number of the account that the template shall belong to. Left out, like `waba_id`: the only account.",
    }),
    waba_id: z.string().max(64).optional().openapi({
      description: "The WhatsApp Business Account, instead of a number.",
      example: "102290129340398",
    }),
    name: z.string().min(1).max(512).optional().openapi({
      description: "The template's name, instead of the draft's.",
      example: "spring_menu",
    }),
  })
  .refine((body) => body.number_id === undefined || body.waba_id === undefined, {
    path: ["waba_id"],
    message: "Give number_id or waba_id, not both.",
  })
  .openapi("AcceptDraftBody", { example: {} });
export type AcceptDraftBody = z.infer<typeof AcceptDraftBody>;

const said = (what: string, example: string | null = null) =>
  z.string().nullable().openapi({ description: what, example });

const Problem = z.object({
  code: z.string().openapi({ description: "What is wrong.", example: "variable_density" }),
  severity: z.enum(["error", "warning", "hint"]).openapi({
    description: "No draft has an `error`; a `warning` is likely to cost approval.",
  }),
  pointer: z.string().openapi({
    description: "Where: a JSON pointer into `template`.",
    example: "/components/0/text",
  }),
  message: z.string().openapi({
    description: "The same for a person.",
    example: "The text does not use first_name.",
  }),
  remedy: z
    .string()
    .openapi({ description: "What to do about it.", example: "Write it into the body." }),
});

export const DraftView = z
  .object({
    id: idOf("draft"),
    template: z
      .object({
        name: z.string().openapi({ description: "Its name.", example: "spring_menu" }),
        language: z.string().openapi({ description: "Meta's language code.", example: "en" }),
        category: z.enum(DRAFTED_CATEGORIES).openapi({ description: "Meta's category." }),
        parameter_format: z
          .enum(PARAMETER_FORMATS)
          .openapi({ description: "How variables are written." }),
        components: z.array(z.looseObject({})).openapi({
          description: "Meta's components.",
          example: [{ type: "BODY", text: "Our spring menu is ready." }],
        }),
      })
      .openapi({ description: "The template, as `POST /v1/templates` takes it." }),
    variables: z.record(z.string(), z.string()).openapi({
      description: "The names of its variables, by where their values go.",
      example: { "body.1": "first_name" },
    }),
    lint: z
      .object({
        problems: z.array(Problem).openapi({ description: "What could be better." }),
      })
      .openapi({ description: "What Meta's rules say of it." }),
    asked: z
      .object({
        brief: z.string().openapi({ description: "The brief.", example: "Our spring menu." }),
        goal: said("What the reader should do."),
        tone: said("How it should sound."),
        brand: said("How the business is called."),
        variables: z
          .array(z.string().openapi({ description: "A name." }))
          .openapi({ description: "The variables that were offered.", example: ["first_name"] }),
      })
      .openapi({ description: "What the model was told, beside language and category." }),
    model,
    template_id: idOf("template")
      .nullable()
      .openapi({ description: "The template that was made of it; null while none was." }),
    created_at: instant("When it was made."),
  })
  .openapi("Draft");
export type DraftView = z.infer<typeof DraftView>;

export const DraftPage = pageOf(DraftView).openapi("DraftPage");
