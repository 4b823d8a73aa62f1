import { z } from "@hono/zod-openapi";

import { AGREE_BUTTON_MAX } from "#core/consent/confirm-request";
import { meansStop } from "#core/consent/own-words";
import { isBlank } from "#core/contact/tag";
import { OUTGOING } from "#core/whatsapp/outgoing/content";
import { ConsentBody } from "#features/consent/index";
import { givenId } from "#platform/http/id-of";

const seen = (schema: z.ZodString) =>
  schema.refine((text) => !isBlank(text), {
    message: "Must not be blank.",
    params: { code: "blank" },
  });

const Confirm = z
  .strictObject({
    from: givenId("number").optional().openapi({
      description: "The number to ask from. May be left out when the workspace has exactly one.",
    }),
    text: seen(z.string().max(1000)).optional().openapi({
      description: "What stands before the statement in the message.",
      example: "You asked for our news. Do you agree?",
    }),
    button: seen(z.string().max(AGREE_BUTTON_MAX))
      .refine((text) => !meansStop(text), "Means stop: nobody agrees by it.")
      .optional()
      .openapi({
        description:
          "What the button says. In the statement's language when left out, where that is English, Portuguese, Spanish or German.",
        example: "I agree",
      }),
    template: OUTGOING.template.optional().openapi({
      description:
        "Sent instead when the person's window is closed: an approved UTILITY template that says the statement and has a quick reply, whose payload is ours. Never sent to whoever withdrew.",
    }),
  })
  .openapi({
    description:
      "Ask the person by a message with one button; whoever taps it within 30 days has granted, by an act of their own. Only with the action `request`, and with the statement.",
  });
export type Confirm = z.infer<typeof Confirm>;

/** Body of `POST /v1/contacts/{sel}/consents`. */
export const RecordConsentBody = z
  .strictObject({ ...ConsentBody.shape, confirm: Confirm.optional() })
  .superRefine((body, ctx) => {
    if (body.confirm === undefined) return;
    const refuse = (member: string, message: string) =>
      ctx.addIssue({ code: "custom", path: [member], message });
    if (body.action !== "request") refuse("confirm", "Only a request can be confirmed.");
    if (body.statement === undefined || isBlank(body.statement))
      refuse("statement", "Required: it is what the person is shown and agrees to.");
  })
  .openapi("RecordConsentBody", {
    example: {
      purpose: "marketing",
      action: "grant",
      method: "form",
      statement: "I agree to receive offers from Bluebird Books on WhatsApp.",
    },
  });
export type RecordConsentBody = z.infer<typeof RecordConsentBody>;
