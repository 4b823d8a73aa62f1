import { z } from "@hono/zod-openapi";

import { isBsuid } from "#core/whatsapp/bsuid";
import { instant } from "#platform/http/instant";

const PHONE = /^\+?[1-9]\d{6,14}$/;
const UNIX_SECONDS = /^\d{1,11}$/;

/** Unix ms of an RFC 3339 instant, or of Meta's Unix seconds as a text; NaN when it is neither. */
export const instantMs = (text: string): number =>
  UNIX_SECONDS.test(text)
    ? Number(text) * 1000
    : /^\d{4}-\d{2}-\d{2}T/.test(text)
      ? Date.parse(text)
      : Number.NaN;

const Instant = z
  .string()
  .max(40)
  .refine((text) => Number.isFinite(instantMs(text)), "Must be an RFC 3339 instant.")
  .openapi({
    description: "RFC 3339, or Unix seconds as Meta writes them. The sandbox's now when absent.",
    example: "2026-11-24T12:00:00.000Z",
  });

const Wamid = z
  .string()
  .min(1)
  .max(256)
  .openapi({ description: "Meta's id of the message.", example: "wamid.MTIzfGlufDE=" });

/**
 * Members that stand in the call or in Meta's message already: an object under one of these names would take their place.
 */
const TAKEN_MEMBERS = new Set([
  "from",
  "from_user_id",
  "user_id",
  "username",
  "name",
  "id",
  "wamid",
  "timestamp",
  "type",
  "context",
  "referral",
  "errors",
]);

/** Names that every object has already, such as `constructor`, are no types either. */
const mayBeType = (name: string): boolean => !TAKEN_MEMBERS.has(name) && !(name in {});

const INBOUND_MEMBERS = {
  from: z.string().regex(PHONE).nullable().openapi({
    description: "The person's phone number; null when it is withheld, then `user_id` is required.",
    example: "+5511987654321",
  }),
  user_id: z
    .string()
    .refine(isBsuid, {
      message: "Must be a business-scoped user id.",
      params: { code: "invalid_user_id" },
    })
    .optional()
    .openapi({
      description: "The person's business-scoped user id; made from the phone number when absent.",
      example: "US.13491208655302741918",
    }),
  username: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .openapi({ description: "The person's WhatsApp user name.", example: "ana.souza" }),
  name: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .openapi({ description: "The name of the person's profile.", example: "Ana Souza" }),
  type: z
    .string()
    .regex(/^[a-z_]{1,64}$/)
    .refine(mayBeType, "Must not be the name of another member.")
    .openapi({
      description:
        "Any type of Meta's; its object stands beside it under the type's name, e.g. `text: {body}`. Names of other members are no types.",
      example: "text",
    }),
  context: z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({
      description:
        "What the message answers, `{id: wamid}`, or came out of, e.g. `{forwarded: true}`.",
      example: { id: "wamid.MTIzfG91dHwx" },
    }),
  referral: z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({
      description: "The ad that led the person to write: Meta's object.",
      example: { source_type: "ad", source_id: "1202263", ctwa_clid: "Aff-n8ZTODiE79d22KtAwQKj9e" },
    }),
  errors: z
    .array(z.record(z.string(), z.unknown()))
    .max(10)
    .optional()
    .openapi({
      description: "What Meta says is wrong with the message: Meta's objects.",
      example: [{ code: 131051, title: "Message type unknown" }],
    }),
  timestamp: Instant.optional(),
  wamid: Wamid.optional(),
};

/** Types of Meta's that come without an object of their own. */
const BARE_TYPES = new Set(["unsupported", "unknown", "request_welcome"]);
/** Types that come with a small file when nobody says which. */
const FILE_TYPES = new Set(["image", "video", "audio", "document", "sticker"]);

/** A message that something is wrong with may lack its object, e.g. because its file could not be had. */
const hasErrors = (errors: readonly object[] | undefined): boolean => (errors?.length ?? 0) > 0;

/** Body of an inbound message. The member named by `type` is Meta's object and passes through as it is. */
export const InboundBody = z
  .looseObject(INBOUND_MEMBERS)
  .superRefine((body, ctx) => {
    const keys = Object.keys(body).filter(
      (key) => !Object.hasOwn(INBOUND_MEMBERS, key) && key !== body.type,
    );
    if (keys.length > 0) ctx.addIssue({ code: "unrecognized_keys", keys, input: body });
    const object = body[body.type];
    const lacksFile =
      body.errors === undefined ? FILE_TYPES.has(body.type) : hasErrors(body.errors);
    const isBare = BARE_TYPES.has(body.type) || (object === undefined && lacksFile);
    if (!isBare && (typeof object !== "object" || object === null))
      ctx.addIssue({
        code: "custom",
        path: [body.type],
        message: "Required: Meta's object of the type.",
        params: { code: "expected_object" },
      });
    if (body.from === null && body.user_id === undefined)
      ctx.addIssue({
        code: "custom",
        path: ["user_id"],
        message: "Required when from is null.",
        params: { code: "invalid_request" },
      });
  })
  .openapi("SandboxInbound", {
    example: { from: "+5511987654321", type: "text", text: { body: "Hello" } },
  });
export type InboundBody = z.infer<typeof InboundBody>;

export const InboundView = z.object({ wamid: Wamid }).openapi("SandboxInboundAccepted");

export const StatusBody = z
  .strictObject({
    wamid: Wamid,
    status: z
      .string()
      .regex(/^[a-z_]{1,32}$/)
      .openapi({
        description: "Meta's word: sent, delivered, read, played, failed.",
        example: "delivered",
      }),
    code: z.int().min(0).optional().openapi({
      description: "Meta's error code of a failed status; 131000 when absent.",
      example: 131026,
    }),
    timestamp: Instant.optional(),
  })
  .openapi("SandboxStatus");
export type StatusBody = z.infer<typeof StatusBody>;

export const StatusView = z
  .object({
    wamid: Wamid,
    status: z
      .string()
      .openapi({ description: "Meta's word, as it was given.", example: "delivered" }),
  })
  .openapi("SandboxStatusAccepted");

export const RecipientView = z
  .object({
    ending: z.string().openapi({
      description: "The last four digits of a number that has `98765` before them.",
      example: "1026",
    }),
    effect: z.string().openapi({ description: "What the sandbox does.", example: "error" }),
    code: z.int().nullable().openapi({
      description: "Meta's error code, when the effect is an error.",
      example: 131026,
    }),
    description: z.string().openapi({
      description: "The effect in words.",
      example: "Message undeliverable",
    }),
  })
  .openapi("SandboxRecipient");

export const RecipientList = z
  .object({
    data: z.array(RecipientView).openapi({
      description:
        "Every magic ending. A number without `98765` before the last four digits has none.",
    }),
  })
  .openapi("SandboxRecipientList");

const Rule = z.strictObject({
  match: z
    .strictObject({
      ending: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional()
        .openapi({ description: "Last digits of the recipient.", example: "07" }),
      every: z
        .int()
        .min(1)
        .optional()
        .openapi({ description: "Every so many messages.", example: 10 }),
      nth: z
        .int()
        .min(1)
        .optional()
        .openapi({ description: "This message alone, from 1.", example: 3 }),
      call: z.enum(["media_upload", "media_address", "media_download"]).optional().openapi({
        description:
          "These calls, and no messages: a file is uploaded, its address is asked for, or its bytes are. `error`, `delay` and `lost_response` befall them; a download breaks off behind its first 256 KiB.",
      }),
    })
    .openapi({
      description: "Which messages, or which calls; an empty object matches all messages.",
      example: { ending: "07" },
    }),
  fault: z
    .enum([
      "error",
      "delay",
      "lost_response",
      "lost_status",
      "duplicate_status",
      "reorder",
      "silent",
    ])
    .openapi({
      description:
        "What goes wrong: Graph refuses, answers late, loses its answer, or a status is lost, doubled, out of order or never comes.",
      example: "error",
    }),
  code: z.int().min(0).optional().openapi({
    description: "Meta's error code for `error`; 131000 when absent.",
    example: 131016,
  }),
  delay_ms: z.int().min(0).max(60_000).optional().openapi({
    description: "For `delay`: how late Graph answers, in milliseconds; 2000 when absent.",
    example: 250,
  }),
});

const SEED_MAX = 2 ** 31 - 1;
const Seed = z.int().min(0).max(SEED_MAX).openapi({
  description: "The same seed and the same calls give the same run.",
  example: 42,
});
const rules = z.array(Rule).max(50).openapi({ description: "The first that matches wins." });

/** Body of `PUT /v1/sandbox/faults`. Without a seed the one in force stays. */
export const FaultsBody = z.strictObject({ seed: Seed.optional(), rules }).openapi("SandboxFaults");
export type FaultsBody = z.infer<typeof FaultsBody>;

export const FaultsView = z.object({ seed: Seed, rules }).openapi("SandboxFaultPlan");
export type FaultsView = z.infer<typeof FaultsView>;

const ADVANCE_MAX_MS = 366 * 86_400_000;
/** Body of `POST /v1/sandbox/clock`: exactly one of the two. */
export const ClockBody = z
  .strictObject({
    now: z.iso.datetime({ offset: true }).optional().openapi({
      description: "The instant it shall be; not before the sandbox's now.",
      example: "2026-11-25T08:00:00.000Z",
    }),
    advance_ms: z.int().min(0).max(ADVANCE_MAX_MS).optional().openapi({
      description: "How far to move forward, in milliseconds.",
      example: 3_600_000,
    }),
  })
  .refine((body) => (body.now === undefined) !== (body.advance_ms === undefined), {
    message: "Give either now or advance_ms.",
  })
  .openapi("SandboxClockMove", { example: { advance_ms: 3_600_000 } });
export type ClockBody = z.infer<typeof ClockBody>;

export const ClockView = z
  .object({ now: instant("The sandbox's time now.") })
  .openapi("SandboxClock");
export type ClockView = z.infer<typeof ClockView>;
