import { z } from "@hono/zod-openapi";

import {
  AUTO_READS,
  NUMBER_KINDS,
  NUMBER_QUALITIES,
  SHOWN_NUMBER_STATUSES,
} from "#core/number/states";
import { MetaAppId } from "#features/meta-apps/index";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { visibleName } from "#platform/http/visible-name";

/** Meta's ids are digits; longer ones are not known. */
const metaId = z.string().regex(/^[0-9]{1,32}$/, "Must be an id of Meta: digits only.");

const name = visibleName(100).openapi({
  description: "Your own name for the number, 1 to 100 characters.",
  example: "Support Spain",
});

/** A visible ASCII text without spaces: what a token of Meta is made of. */
const accessToken = z
  .string()
  .regex(/^[\x21-\x7e]{1,2048}$/, "Must be an access token: visible ASCII without spaces.")
  .openapi({ description: "Sealed at once and never returned.", example: "EAAGm0PX4ZCpsBO2tqE7" });

const pin = z
  .string()
  .regex(/^[0-9]{6}$/, "Must be six digits.")
  .openapi({
    description:
      "The two-step verification PIN: a number that is not registered for the Cloud API is registered with it. Sealed at once and never returned.",
    example: "314159",
  });

const appId = MetaAppId.openapi({
  description:
    "The Meta app that the token is of: one of `/v1/meta-apps`, under which alone the number's webhooks are then taken. The deployment's own when absent.",
});

const CloudNumber = z.strictObject({
  kind: z.literal("cloud").openapi({ description: "A number of Meta's Cloud API." }),
  waba_id: metaId.openapi({
    description: "The WhatsApp Business Account.",
    example: "102290129340398",
  }),
  phone_number_id: metaId.openapi({
    description: "Meta's id of the number (not the number itself).",
    example: "106540352242922",
  }),
  access_token: accessToken,
  name: name.optional(),
  pin: pin.optional(),
  app_id: appId.optional(),
});

const SandboxNumber = z.strictObject({
  kind: z.literal("sandbox").openapi({ description: "A number of the sandbox, made at once." }),
  name: name.optional(),
  throughput_mps: z.int().min(1).max(1000).optional().openapi({
    description: "Messages per second that the sandbox accepts; 80 when absent.",
    example: 80,
  }),
  messaging_limit: z
    .int()
    .min(1)
    .max(10_000_000)
    .nullable()
    .optional()
    .openapi({ description: "Unique people per moving 24 hours; null = unlimited.", example: 250 }),
  template_review: z.enum(["rule", "approve", "reject", "manual"]).optional().openapi({
    description:
      "How the sandbox judges submitted templates: by its rules, always the same, or not at all. `rule` when absent.",
    example: "rule",
  }),
  latency_ms: z.int().min(0).max(60_000).optional().openapi({
    description: "How long a sandbox message takes from status to status, in milliseconds.",
    example: 0,
  }),
  registered: z.boolean().optional().openapi({
    description:
      "False makes a number that is not registered for the Cloud API, as one may be at Meta: it is registered with `pin`, and refused without. True when absent.",
    example: true,
  }),
  pin: pin.optional(),
});

/** Body of `POST /v1/numbers`. */
export const ConnectNumberBody = z
  .discriminatedUnion("kind", [CloudNumber, SandboxNumber])
  .openapi("ConnectNumberBody");
export type ConnectNumberBody = z.infer<typeof ConnectNumberBody>;
export type CloudNumber = z.infer<typeof CloudNumber>;
export type SandboxNumber = z.infer<typeof SandboxNumber>;

const AutoRead = z.enum(AUTO_READS).openapi({
  description:
    "When the person is told that what they wrote was read: `never` by itself; `on_open`, when somebody who may send marks the conversation as read; `on_reply`, when a message of a member has been sent (not one of an API key, an automation or a campaign). Showing that an answer is being written always tells it.",
  example: "on_reply",
});

/** Body of `PATCH /v1/numbers/{id}`. */
export const UpdateNumberBody = z
  .strictObject({ name: name.optional(), auto_read: AutoRead.optional() })
  .refine((body) => body.name !== undefined || body.auto_read !== undefined, {
    message: "Give name or auto_read.",
  })
  .openapi("UpdateNumberBody", { minProperties: 1 });
export type UpdateNumberBody = z.infer<typeof UpdateNumberBody>;

export const ReplaceTokenBody = z
  .strictObject({ access_token: accessToken })
  .openapi("ReplaceTokenBody");
export type ReplaceTokenBody = z.infer<typeof ReplaceTokenBody>;

export const NumberView = z
  .object({
    id: idOf("number"),
    kind: z.enum(NUMBER_KINDS).openapi({
      description: "A number of Meta's Cloud API, or one of the sandbox.",
    }),
    name: z.string().openapi({ description: "Your own name for it.", example: "Support Spain" }),
    waba_id: z.string().openapi({
      description: "The WhatsApp Business Account that holds it.",
      example: "102290129340398",
    }),
    portfolio_id: z.string().nullable().openapi({
      description: "Meta's business portfolio; null when it is not known.",
      example: null,
    }),
    phone_number_id: z.string().openapi({
      description: "Meta's id of the number (not the number itself).",
      example: "106540352242922",
    }),
    app_id: z.string().nullable().openapi({
      description: "The Meta app of your own that it was connected with; null: the deployment's.",
      example: null,
    }),
    display_phone_number: z.string().openapi({
      description: "The phone number as Meta writes it.",
      example: "+1 555-078-3881",
    }),
    phone_display: z.string().openapi({
      description: "The same as people read it, with its country code.",
      example: "+1 555 078 3881",
    }),
    verified_name: z.string().nullable().openapi({
      description: "The name that people see, once Meta has verified it.",
      example: "Bluebird Books",
    }),
    status: z.enum(SHOWN_NUMBER_STATUSES).openapi({
      description:
        "Only `connected` numbers send. `paused` by you; `restricted` while Meta takes nothing of it, or of its account; `needs_reauth` when its token is of no use any more.",
    }),
    quality_rating: z
      .enum(NUMBER_QUALITIES)
      .openapi({ description: "What Meta thinks of the messages that it sent." }),
    throughput_mps: z
      .int()
      .openapi({ description: "Messages per second that Meta takes from it.", example: 80 }),
    messaging_limit: z.int().nullable().openapi({
      description: "Unique people per moving 24 hours; null = unlimited.",
      example: 100_000,
    }),
    auto_read: AutoRead,
    token_expires_at: instant(
      "When its access token ends; null when it does not, or Meta was not asked.",
    ).nullable(),
    created_at: instant("When it was first connected."),
  })
  .openapi("Number");
export type NumberView = z.infer<typeof NumberView>;

export const NumberPage = pageOf(NumberView).openapi("NumberPage");
