import { z } from "@hono/zod-openapi";

import { HEADER_VALUE_MAX, headerFault, headersFault } from "#core/webhook/headers";
import {
  DELIVERY_ERRORS,
  DISABLE_REASONS,
  WEBHOOK_PAYLOADS,
  WEBHOOK_STATUSES,
} from "#core/webhook/states";
import { isTypePattern } from "#core/webhook/wants";
import { pageOf } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

const TYPES_MAX = 100;
const NUMBERS_MAX = 100;
const URL_MAX = 2_048;

const url = z.string().min(1).max(URL_MAX).openapi({
  description:
    "Where events are posted to: `https` on port 443 or 8443 of a host on the public network, by name. It is shown as it is called: a name in other letters in punycode.",
  example: "https://shop.example/hooks/waqtor",
});

const types = z
  .array(
    z
      .string()
      .max(64)
      .refine(
        isTypePattern,
        "Must be a type of GET /v1/event-types, a family such as message.*, or *.",
      ),
  )
  .min(1)
  .max(TYPES_MAX)
  .openapi({
    description:
      "What it is told of: types of `GET /v1/event-types`, families such as `message.*`, or `*`.",
    example: ["message.*", "consent.withdrawn"],
  });

const numbers = z.array(givenId("number")).min(1).max(NUMBERS_MAX).nullable().openapi({
  description:
    "Only what is about these numbers, and what is about none. Null, or left out: all numbers.",
  example: null,
});

const payload = z.enum(WEBHOOK_PAYLOADS).openapi({
  description:
    "`full`: the event with the message it is about and its person; `thin`: the event alone, ids and states; `meta`: for received messages and statuses what Meta's own webhooks would say, otherwise `thin`. A body over 64 KiB is sent `thin`. Left out: `full`. `full` and `meta` show whom it is about, so they require `contacts:pii`, and so does another URL of theirs; without it `thin` is what is left out.",
  example: "full",
});

const headers = z
  .record(z.string(), z.string().max(HEADER_VALUE_MAX))
  .superRefine((given, ctx) => {
    const fault = headersFault(Object.keys(given));
    if (fault !== null) ctx.addIssue({ code: "custom", message: fault });
    for (const [name, value] of Object.entries(given)) {
      const each = headerFault(name, value);
      if (each !== null) ctx.addIssue({ code: "custom", message: each, path: [name] });
    }
  })
  .openapi({
    description:
      "Up to ten headers that are sent along, such as `Authorization`. Sealed at once; values are never returned.",
    example: { Authorization: "Bearer of-your-own" },
  });

export const CreateWebhookBody = z
  .strictObject({
    url,
    types,
    numbers: numbers.optional(),
    payload: payload.optional(),
    headers: headers.optional(),
  })
  .openapi("CreateWebhookBody");
export type CreateWebhookBody = z.infer<typeof CreateWebhookBody>;

export const UpdateWebhookBody = z
  .strictObject({
    url: url.optional(),
    types: types.optional(),
    numbers: numbers.optional(),
    payload: payload.optional(),
    headers: headers.optional(),
    status: z.literal("disabled").optional().openapi({
      description: "Send nothing more, until it is enabled.",
      example: "disabled",
    }),
  })
  .openapi("UpdateWebhookBody");
export type UpdateWebhookBody = z.infer<typeof UpdateWebhookBody>;

const webhook = {
  id: idOf("webhook"),
  url,
  types: z.array(z.string()).openapi({
    description: "What it is told of.",
    example: ["message.*", "consent.withdrawn"],
  }),
  numbers: z.array(idOf("number")).nullable().openapi({
    description: "Only what is about these numbers, and what is about none; null: all.",
    example: null,
  }),
  payload,
  header_names: z.array(z.string()).openapi({
    description: "Names of the headers that are sent along, in lower case.",
    example: ["authorization"],
  }),
  status: z.enum(WEBHOOK_STATUSES).openapi({
    description: "A disabled one is sent nothing.",
    example: "enabled",
  }),
  disabled_reason: z.enum(DISABLE_REASONS).nullable().openapi({
    description:
      "`requested`; `gone`: the receiver answered 410; `failing`: everything failed for five days. Null while it is enabled.",
    example: null,
  }),
  failing_since: instant(
    "Since when everything has failed; null when something succeeded.",
  ).nullable(),
  paused_until: instant(
    "Everything failed lately: the receiver is asked again then, with one event; null otherwise.",
  ).nullable(),
  replaying: z.boolean().openapi({
    description: "Whether something is being sent once more.",
    example: false,
  }),
  old_secret_until: instant(
    "Until when the secret before this one signs too; null when there is none.",
  ).nullable(),
  created_at: instant("When it was made."),
  updated_at: instant("When somebody last changed it."),
};

export const WebhookView = z.object(webhook).openapi("Webhook");
export type WebhookView = z.infer<typeof WebhookView>;

/** A webhook whose secret is new. */
export const WebhookWithSecret = z
  .object({
    ...webhook,
    secret: z.string().nullable().openapi({
      description:
        "Signs what is posted, as Standard Webhooks says. Shown once; null when the call is answered again.",
      example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw4ZsBDY4sjvQ=",
    }),
  })
  .openapi("WebhookWithSecret");
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const WebhookPage = pageOf(WebhookView).openapi("WebhookPage");

export const RotateSecretBody = z
  .strictObject({
    force: z.boolean().optional().openapi({
      description:
        "Also when the former secret still signs: it is of no use from then on, and the present one signs for a day more.",
      example: false,
    }),
  })
  .openapi("RotateSecretBody");
export type RotateSecretBody = z.infer<typeof RotateSecretBody>;

const seq = z.int().min(0).max(999_999_999_999_999);

export const ReplayBody = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).optional().openapi({
      description: "What was told at this instant or later.",
      example: "2026-11-24T12:00:00.000Z",
    }),
    after_seq: seq.optional().openapi({
      description: "What was told behind this sequence. Either this or `since`.",
      example: 1042,
    }),
    until: z.iso.datetime({ offset: true }).optional().openapi({
      description: "And before this instant; left out: up to now.",
      example: "2026-11-24T13:00:00.000Z",
    }),
    to_seq: seq.optional().openapi({
      description: "And up to this sequence. Either this or `until`.",
      example: 2042,
    }),
  })
  .superRefine((body, ctx) => {
    if ((body.since === undefined) === (body.after_seq === undefined))
      ctx.addIssue({ code: "custom", message: "Give either since or after_seq.", path: ["since"] });
    if (body.until !== undefined && body.to_seq !== undefined)
      ctx.addIssue({ code: "custom", message: "Give either until or to_seq.", path: ["until"] });
  })
  .openapi("ReplayBody", { example: { after_seq: 1042 } });
export type ReplayBody = z.infer<typeof ReplayBody>;

export const ReplayView = z
  .object({
    webhook_id: idOf("webhook"),
    after_seq: z
      .int()
      .openapi({ description: "What is behind this sequence is sent.", example: 1042 }),
    to_seq: z.int().openapi({ description: "Up to and with this one.", example: 2042 }),
  })
  .openapi("Replay");
export type ReplayView = z.infer<typeof ReplayView>;

/** What a receiver answered to one attempt. */
export const ANSWERED = {
  status_code: z.int().nullable().openapi({
    description: "What the receiver answered; null when it did not.",
    example: 200,
  }),
  latency_ms: z.int().openapi({ description: "After so long, ms.", example: 84 }),
  error: z.enum(DELIVERY_ERRORS).nullable().openapi({
    description: "Why it failed; null when it did not.",
    example: null,
  }),
  response: z.string().nullable().openapi({
    description: "The beginning of the answer, up to 4 KiB; null when it was empty.",
    example: "ok",
  }),
};

export const TestResult = z
  .object({
    outcome: z.enum(["succeeded", "failed"]).openapi({
      description: "Whether the receiver took it, with a status from 200 to 299.",
      example: "succeeded",
    }),
    ...ANSWERED,
  })
  .openapi("WebhookTest");
export type TestResult = z.infer<typeof TestResult>;
