import { z } from "@hono/zod-openapi";

import { MESSAGE_PURPOSES } from "#core/message/states";
import {
  OUTGOING,
  OUTGOING_TYPES,
  type Outgoing,
  type OutgoingType,
} from "#core/whatsapp/outgoing/content";
import { PAYMENT_KINDS } from "#core/whatsapp/outgoing/interactive";
import { coded } from "#core/whatsapp/outgoing/parts";
import { givenId } from "#platform/http/id-of";
import { givenInstant } from "#platform/http/instant";

const METADATA_MAX_BYTES = 4096;
const LATENESS_SECONDS_MAX = 7 * 24 * 60 * 60;

const [ONE, ...OTHERS] = OUTGOING_TYPES.map((type) => `\`${type}\``);
const TYPES_TOLD = `${OTHERS.slice(0, -1).reduce((told, type) => `${told}, ${type}`, ONE)} or ${OTHERS.at(-1)}`;

const members = z.looseObject({
  from: givenId("number").optional().openapi({
    description: "The number to send from. May be left out when the workspace has exactly one.",
  }),
  to: z.string().min(1).max(256).openapi({
    description:
      "A phone number, or a contact: `con_…`, `phone:+…`, `bsuid:…`, `ext:…`. An unknown phone or user id becomes a contact.",
    example: "+5511987654321",
  }),
  type: z
    .string()
    .optional()
    .openapi({
      description: `${TYPES_TOLD}. May be left out: the one type that is given is meant.`,
      example: "text",
    }),
  ...contents(),
  context: z
    .strictObject({
      message_id: z.string().min(1).max(512).openapi({
        description: "Our id of the message, or Meta's.",
        example: "msg_01k9zq3v6m8r2t4w6y8a0c2e4g",
      }),
    })
    .optional()
    .openapi({ description: "The message that is answered to; not with a reaction." }),
  client_ref: z.string().min(1).max(255).optional().openapi({
    description: "Your own reference; found by `?client_ref=`.",
    example: "order-1042",
  }),
  client_ref_unique: z.boolean().optional().openapi({
    description: "Refuse the message when another one has this `client_ref`.",
    example: true,
  }),
  metadata: z
    .record(z.string(), z.unknown())
    .refine((value) => JSON.stringify(value).length <= METADATA_MAX_BYTES, {
      message: `At most ${METADATA_MAX_BYTES} characters as JSON.`,
      params: { code: "too_long" },
    })
    .optional()
    .openapi({
      description: "Kept with the message and answered as it is, at most 4,096 characters of JSON.",
      example: { order: 1042 },
    }),
  purpose: z.enum(MESSAGE_PURPOSES).optional().openapi({
    description:
      "MARKETING templates are always `marketing`, other templates `transactional`, everything else `service` unless you say otherwise.",
    example: "service",
  }),
  send_at: givenInstant.optional().openapi({
    type: "string",
    format: "date-time",
    description:
      "Send it at this instant, at most 365 days ahead. Then it is decided on anew: window, consent, suppression, template and number.",
    example: "2026-11-25T08:00:00.000Z",
  }),
  max_lateness_seconds: z.int().min(0).max(LATENESS_SECONDS_MAX).optional().openapi({
    description:
      "With `send_at`: how late it may still be sent, when it could not be in time; else it fails as `missed`. An hour by default, 7 days at most.",
    example: 3600,
  }),
  on_window_closed: z
    .strictObject({ template: OUTGOING.template })
    .optional()
    .openapi({
      description: "What is sent instead when the person's window is closed.",
      example: { template: { name: "order_shipped", language: { code: "en_US" } } },
    }),
  messaging_product: z
    .unknown()
    .optional()
    .openapi({ description: "Accepted and ignored.", example: "whatsapp" }),
  recipient_type: z.unknown().optional().openapi({
    description: "Accepted and ignored, but that a `group` cannot be written to.",
    example: "individual",
  }),
});

type Given = z.infer<typeof members>;

/** Body of `POST /v1/messages`: Meta's shape with our members beside it. */
export const SendMessageBody = members
  .superRefine((body, ctx) => {
    for (const key of Object.keys(body))
      if (!Object.hasOwn(members.shape, key))
        ctx.addIssue({ code: "unrecognized_keys", keys: [key], input: body, path: [] });
    if (body.type !== undefined && !isOutgoing(body.type))
      refuse(ctx, "type", `Messages of type ${body.type} cannot be sent.`);
    if (body.max_lateness_seconds !== undefined && body.send_at === undefined)
      ctx.addIssue({
        code: "custom",
        path: ["max_lateness_seconds"],
        ...coded("invalid_request", "Only a message with `send_at` can be late."),
      });
    if (body.recipient_type === "group")
      refuse(ctx, "recipient_type", "Groups cannot be written to.");
  })
  .refine(({ interactive }: { interactive?: unknown }) => !isPayment(interactive), {
    path: ["interactive", "type"],
    ...coded("unsupported_type", "Payments cannot be sent."),
    // Asked although the kind is not among those that are known: it has a reason of its own.
    when: ({ value }) => typeof value === "object" && value !== null,
  })
  .transform((body, ctx) => {
    const content = contentOf(body);
    if (typeof content !== "string") return { ...body, ...content };
    ctx.addIssue({ code: "custom", path: ["type"], message: content });
    return z.NEVER;
  })
  .superRefine((body, ctx) => {
    if (body.type === "reaction" && body.context !== undefined)
      ctx.addIssue({
        code: "custom",
        path: ["context"],
        ...coded("context_not_allowed", "A reaction answers to no other message."),
      });
  })
  .openapi("SendMessageBody", {
    additionalProperties: false,
    example: { to: "+5511987654321", text: { body: "Your order has shipped." } },
  });
export type SendMessageBody = z.infer<typeof SendMessageBody>;

/** The message that is sent in the place of another whose window is closed; null when none is named. */
export const insteadOf = ({
  on_window_closed: instead,
  ...body
}: SendMessageBody): SendMessageBody | null =>
  instead === undefined
    ? null
    : {
        ...(body.from === undefined ? {} : { from: body.from }),
        to: body.to,
        ...(body.client_ref === undefined ? {} : { client_ref: body.client_ref }),
        ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
        type: "template",
        content: instead.template,
      };

const refuse = (ctx: z.RefinementCtx, member: string, message: string): void =>
  ctx.addIssue({ code: "custom", path: [member], ...coded("unsupported_type", message) });

const isOutgoing = (type: string): type is OutgoingType => Object.hasOwn(OUTGOING, type);

const isPayment = (interactive: unknown): boolean =>
  typeof interactive === "object" &&
  interactive !== null &&
  PAYMENT_KINDS.includes((interactive as { readonly type?: unknown }).type);

/** The one content that is given, or why it is not clear. */
function contentOf(body: Given): Outgoing | string {
  const given = OUTGOING_TYPES.filter((type) => body[type] !== undefined);
  const [type, other] = given;
  if (type === undefined)
    return body.type === undefined
      ? `Give the content: one of ${OUTGOING_TYPES.join(", ")}.`
      : `A message of type ${body.type} needs the member ${body.type}.`;
  if (other !== undefined) return `Give exactly one of ${given.join(" and ")}.`;
  if (body.type !== undefined && body.type !== type)
    return `A message of type ${body.type} needs the member ${body.type}, not ${type}.`;
  // Safe: the schema of the member is that of the type.
  return { type, content: body[type] } as Outgoing;
}

/** The object of each type as a member that may be there. */
function contents() {
  // Safe: each entry is made of the entry of the same name.
  return Object.fromEntries(
    Object.entries(OUTGOING).map(([type, schema]) => [type, schema.optional()]),
  ) as { [T in OutgoingType]: z.ZodOptional<(typeof OUTGOING)[T]> };
}

/** Body of `PATCH /v1/messages/{id}`. */
export const RescheduleBody = z
  .strictObject({
    send_at: givenInstant.openapi({
      type: "string",
      format: "date-time",
      description: "When it is to be sent, at most 365 days ahead.",
      example: "2026-11-25T08:00:00.000Z",
    }),
  })
  .openapi("RescheduleBody");
export type RescheduleBody = z.infer<typeof RescheduleBody>;

/** Body of `POST /v1/messages/{id}/resend`. */
export const ResendBody = z
  .strictObject({
    accept_duplicate_risk: z.literal(true).openapi({
      description: "That you know that the person may get it twice.",
      example: true,
    }),
  })
  .openapi("ResendBody");
