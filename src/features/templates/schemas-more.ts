/** The wire contract of what is done with templates beside writing them. */
import { z } from "@hono/zod-openapi";

import { VARIABLE_KINDS } from "#core/whatsapp/template-variables";
import { feedOf } from "#platform/http/cursor";
import { instant } from "#platform/http/instant";

/** Whatever may stand in a template. */
const Json = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);

const Change = z.object({
  pointer: z.string().openapi({
    description: "Which member changed: a JSON pointer into the template.",
    example: "/status",
  }),
  from: Json.openapi({ description: "What stood there; null for nothing.", example: "pending" }),
  to: Json.openapi({ description: "What stands there; null for nothing.", example: "approved" }),
});

const HistoryView = z
  .object({
    seq: z.int().openapi({ description: "Counts up from 1 in each template.", example: 2 }),
    at: instant("When it happened, by Meta's clock where Meta told it."),
    act: z.enum(["submitted", "edited", "told", "found", "missing"]).openapi({
      description:
        "`submitted` and `edited` by the workspace; `told` by Meta; `found` at Meta or `missing` there by a sync.",
    }),
    changes: z.array(Change).openapi({ description: "What changed." }),
  })
  .openapi("TemplateChange");
export type HistoryView = z.infer<typeof HistoryView>;

export const HistoryFeed = feedOf(HistoryView).openapi("TemplateHistory");

/** Body of `POST /v1/templates/{id}/duplicate`; all of it may be left out. */
export const DuplicateTemplateBody = z
  .strictObject({
    name: z.string().min(1).max(1024).optional().openapi({
      description: "Name of the copy; the next that is free when left out.",
      example: "order_shipped_2",
    }),
    language: z.string().min(1).max(20).optional().openapi({
      description: "Language of the copy, to make a variant of the same name.",
      example: "es",
    }),
  })
  .openapi("DuplicateTemplateBody");
export type DuplicateTemplateBody = z.infer<typeof DuplicateTemplateBody>;

/** Query of `GET /v1/templates/{id}/preview`. */
export const PreviewQuery = z.strictObject({
  contact: z.string().min(1).max(200).optional().openapi({
    description: "The contact to fill it for; without one the examples are shown.",
    example: "phone:+5511987654321",
  }),
});

const text = (description: string, example: string) =>
  z.string().nullable().openapi({ description, example });

const Rendered = z.object({
  header: text("The header's text; null when it is none.", "Order A-1042"),
  body: text("The body.", "Hello Ana, your order is on its way."),
  footer: text("The footer.", "Reply STOP to opt out"),
  buttons: z
    .array(
      z.object({
        type: z.string().openapi({ description: "Meta's kind of button.", example: "URL" }),
        text: z.string().openapi({ description: "What it says.", example: "Track" }),
        opt_out: z.boolean().openapi({
          description: "Whether a tap on it withdraws marketing.",
          example: false,
        }),
      }),
    )
    .openapi({ description: "The buttons." }),
});

export const PreviewView = z
  .object({
    ...Rendered.shape,
    cards: z.array(Rendered).openapi({ description: "The cards of a carousel." }),
    variables: z
      .array(
        z.object({
          key: z.string().openapi({ description: "Which variable.", example: "body.1" }),
          kind: z.enum(VARIABLE_KINDS).openapi({ description: "How its value is read." }),
          value: z
            .string()
            .nullable()
            .openapi({ description: "What is shown; null for none.", example: "Ana" }),
          source: z.enum(["contact", "example", "none"]).openapi({
            description:
              "From where: a named variable may be a field of the contact, else the template's example is shown.",
          }),
        }),
      )
      .openapi({ description: "The values that stand in it." }),
  })
  .openapi("TemplatePreview");
export type PreviewView = z.infer<typeof PreviewView>;

export const SyncView = z
  .object({
    waba_ids: z
      .array(z.string())
      .openapi({ description: "The accounts that are being read.", example: ["102290129340398"] }),
  })
  .openapi("TemplateSync");
export type SyncView = z.infer<typeof SyncView>;
