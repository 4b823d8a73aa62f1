import { z } from "@hono/zod-openapi";

import { AUTHOR_KINDS } from "#core/message/author";
import { MESSAGE_DIRECTIONS, MESSAGE_PURPOSES, MESSAGE_STATES } from "#core/message/states";
import { REMEDY_CODES } from "#core/whatsapp/remedies";
import { MessageMedia } from "#features/media/index";
import { orNull } from "#platform/http/contract";
import { pageOf } from "#platform/http/cursor";
import { idOf, idOfAny } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

/** Always there, whatever it is: `z.unknown()` would count as a member that may be missing. */
const json = z.custom<unknown>((value) => value !== undefined);

/** Why Meta did not take or deliver a message, and what to do about it. */
export const MessageError = z.object({
  code: z.string().openapi({
    description:
      "`meta_` and Meta's error code, or `meta_unknown`: what lists filter by. Of a scheduled message that was not given to Meta our own word, e.g. `window_closed` or `missed`.",
    example: "meta_131026",
  }),
  meta_code: z
    .int()
    .nullable()
    .openapi({ description: "Meta's error code; null when it gave none.", example: 131026 }),
  title: z
    .string()
    .openapi({ description: "Meta's title of the error.", example: "Message undeliverable" }),
  detail: z.string().nullable().openapi({
    description: "Meta's details, when it gave any.",
    example: "Message Undeliverable.",
  }),
  fbtrace_id: z.string().nullable().openapi({
    description:
      "Meta's id of the refused call, for its support; null when a webhook told the error.",
    example: null,
  }),
  remedy_code: z.enum(REMEDY_CODES).openapi({
    description: "What a person can do about it, as a code to translate.",
    example: "person_unreachable",
  }),
  remedy: z.string().openapi({
    description: "The same as a sentence in English.",
    example: "The person cannot be reached: not on WhatsApp, an old app, or terms not accepted.",
  }),
  retryable: z.boolean().openapi({
    description: "Whether a new message to the same person may succeed.",
    example: false,
  }),
});
export type MessageError = z.infer<typeof MessageError>;

const Timestamps = z.object({
  received_at: instant("When the person's message came in.").nullable(),
  queued_at: instant("When we took it over for sending.").nullable(),
  accepted_at: instant("When Meta took it.").nullable(),
  held_at: instant("When Meta held it back to judge its template.").nullable(),
  sent_at: instant("When Meta sent it.").nullable(),
  delivered_at: instant("When it reached the handset.").nullable(),
  read_at: instant("When the person opened it.").nullable(),
  played_at: instant("When the person played it.").nullable(),
  failed_at: instant("When Meta gave it up.").nullable(),
  edited_at: instant("When the person last edited it.").nullable(),
  revoked_at: instant("When the person took it back: its content is gone.").nullable(),
});

const Context = z.object({
  message_id: idOf("message")
    .nullable()
    .openapi({ description: "The message that is answered; null when it is not here." }),
  wamid: z.string().nullable().openapi({
    description: "Meta's id of the message that is answered; null when it answers none.",
    example: "wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4",
  }),
  forwarded: z
    .boolean()
    .openapi({ description: "Whether the person forwarded it.", example: false }),
  frequently_forwarded: z
    .boolean()
    .openapi({ description: "Whether it was forwarded many times before.", example: false }),
  referred_product: z
    .object({
      catalog_id: z
        .string()
        .openapi({ description: "Meta's catalog.", example: "194836987003835" }),
      product_retailer_id: z
        .string()
        .openapi({ description: "Your own id of the product.", example: "di9ozbzfi4" }),
    })
    .nullable()
    .openapi({ description: "The product that the person asks about.", example: null }),
});

const referralText = (description: string, example: string) =>
  z.string().optional().openapi({ description, example });

const Referral = z.object({
  source_url: referralText("Link to the ad or post.", "https://fb.me/3cr4Wqqkv"),
  source_id: referralText("Meta's id of the ad or post.", "120226305854810726"),
  source_type: referralText("`ad` or `post`.", "ad"),
  headline: referralText("Its headline.", "Our new summer menu"),
  body: referralText("Its text.", "Tap to order."),
  media_type: referralText("`image` or `video`.", "image"),
  image_url: referralText("Its picture.", "https://scontent.xx.fbcdn.net/v/t45.1"),
  video_url: referralText("Its video.", "https://scontent.xx.fbcdn.net/v/t45.2"),
  thumbnail_url: referralText("The video's still.", "https://scontent.xx.fbcdn.net/v/t45.3"),
  ctwa_clid: referralText(
    "Meta's click id, for the Conversions API; only when Meta gave one.",
    "Aff-n8ZTODiE79d22KtAwQKj9e",
  ),
  welcome_message: z
    .object({
      text: z
        .string()
        .openapi({ description: "Its text.", example: "Hi! What can we do for you?" }),
    })
    .optional()
    .openapi({ description: "What the ad made you say first." }),
});

const SentBy = z.object({
  kind: z.enum(AUTHOR_KINDS).openapi({ description: "What the id is of.", example: "user" }),
  id: idOfAny("user", "apiKey", "automation"),
});

const Reaction = z.object({
  direction: z.enum(MESSAGE_DIRECTIONS).openapi({
    description: "`inbound` for the person's, `outbound` for yours.",
    example: "inbound",
  }),
  emoji: z.string().openapi({ description: "The sign.", example: "👍" }),
  message_id: idOf("message").openapi({
    description: "The message of type `reaction` that says it.",
  }),
  at: instant("When it was made."),
});

const InboundError = z.object({
  code: z.int().openapi({ description: "Meta's error code.", example: 131051 }),
  title: z
    .string()
    .nullable()
    .openapi({ description: "Meta's title.", example: "Message type unknown" }),
  message: z
    .string()
    .nullable()
    .openapi({ description: "Meta's message.", example: "Message type unknown" }),
  details: z.string().nullable().openapi({
    description: "Meta's details.",
    example: "Message type is currently not supported.",
  }),
});

const MetaConversation = z.object({
  id: z
    .string()
    .openapi({ description: "Meta's id.", example: "6ceb9d929c9bdc4f90967a32f8639b4f" }),
  origin: z.string().nullable().openapi({
    description: "What opened it, in Meta's words; null when Meta does not say.",
    example: "referral_conversion",
  }),
  expires_at: instant("When it ends; null when Meta does not say.").nullable(),
});

const Waiting = z.object({
  code: z.string().openapi({
    description:
      "`meta_` and the error code of Meta after which it is tried again; `number_paused`, `number_restricted`, `number_needs_reauth` or `number_disconnected` while its number sends nothing; `campaign_paused` while its campaign does not.",
    example: "meta_134101",
  }),
  remedy_code: z.enum(REMEDY_CODES).nullable().openapi({
    description: "Of a refusal of Meta's: what can be done about it, as a code to translate.",
    example: "template_being_prepared",
  }),
  next_attempt_at: instant(
    "When it is tried again at the earliest; null when somebody has to do something first.",
  ).nullable(),
});

export const MessageView = z
  .object({
    id: idOf("message"),
    direction: z
      .enum(MESSAGE_DIRECTIONS)
      .openapi({ description: "From the person, or to the person.", example: "outbound" }),
    number_id: idOf("number").openapi({ description: "The number that sent or received it." }),
    contact_id: idOf("contact").openapi({ description: "The person who wrote, or is written to." }),
    conversation_id: idOf("conversation").nullable().openapi({
      description: "The thread that it stands in; null for a campaign's message before it is sent.",
    }),
    campaign_id: idOf("campaign")
      .nullable()
      .openapi({ description: "The campaign that it belongs to, if it does." }),
    type: z.string().openapi({ description: "Meta's type of message.", example: "text" }),
    content: json.openapi({
      type: ["object", "array", "null"],
      description:
        "Meta's object of that type; of a template also `rendered`: header, body and footer as the person reads them, and its buttons. A campaign's message has it once it is sent, and null before.",
      example: { body: "Your order has shipped." },
    }),
    media: orNull(MessageMedia).openapi({
      description:
        "Its file: the one that the person sent, or one of ours that it is sent with. Null when there is none, when it was deleted, and when it is Meta's or behind a link.",
      example: null,
    }),
    original: json.openapi({
      type: ["object", "array", "null"],
      description:
        "The content as it first came, of a message that the person edited; null otherwise.",
      example: null,
    }),
    context: Context.nullable().openapi({
      description: "What the message answers to, or came out of; null for one that stands alone.",
      example: null,
    }),
    reactions: z.array(Reaction).openapi({
      description:
        "Who reacted to it and with what: of the person and of the business the last that was not taken back.",
      example: [],
    }),
    referral: Referral.nullable().openapi({
      description:
        "The ad or post that led the person to write, as Meta tells it; null without one.",
      example: null,
    }),
    errors: z.array(InboundError).openapi({
      description: "What Meta says is wrong with a message that came in; empty when nothing is.",
      example: [],
    }),
    status: z.enum(MESSAGE_STATES).openapi({
      description: "Where the message is on its way to the person.",
      example: "delivered",
    }),
    skip_reason: z.string().nullable().openapi({
      description:
        "Why a `skipped` message was not sent, e.g. `no_consent`, or `meta_131049` when Meta withheld it; null otherwise.",
      example: null,
    }),
    send_at: instant("When a scheduled message is to be sent; null of every other.").nullable(),
    waiting: Waiting.nullable().openapi({
      description:
        "What a `queued` message waits for; null when it merely waits for its turn, and of every other.",
      example: null,
    }),
    sent_from: z.enum(["phone"]).nullable().openapi({
      description:
        "`phone` for what the business wrote on its own phone, which Meta tells of; null for all that is sent from here, and for what people wrote.",
      example: null,
    }),
    sent_by: orNull(SentBy).openapi({
      description:
        "Who had it sent from here; null of a campaign's, and of all that was not sent from here.",
    }),
    wamid: z.string().nullable().openapi({
      description: "Meta's id of the message; null until Meta has taken it.",
      example: "wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjdCRjE4",
    }),
    client_ref: z
      .string()
      .nullable()
      .openapi({ description: "Your own reference.", example: "order-1042" }),
    metadata: z.record(z.string(), z.unknown()).openapi({
      description: "What you gave with the message, as it was.",
      example: { order: 1042 },
    }),
    purpose: z.enum(MESSAGE_PURPOSES).nullable().openapi({
      description:
        "What it is sent for; null when the person sent it, or you did on your own phone.",
      example: "service",
    }),
    consent: z
      .object({ id: idOf("consent") })
      .nullable()
      .openapi({
        description:
          "The act of consent that a marketing message relied on when it was sent; null for every other.",
        example: null,
      }),
    error: MessageError.nullable().openapi({
      description: "Why it failed; null unless `status` is `failed`.",
      example: null,
    }),
    timestamps: Timestamps.openapi({
      description: "When each thing happened; null for what has not, as far as we know.",
    }),
    pricing: json.openapi({
      type: ["object", "null"],
      description: "Meta's pricing of the message, as it came; null until a status tells it.",
      example: { billable: true, pricing_model: "PMP", category: "service" },
    }),
    meta_conversation: MetaConversation.nullable().openapi({
      description:
        "The conversation in which Meta counts the message; null where Meta tells none, as it does of most.",
      example: null,
    }),
    created_at: instant("When we stored it."),
  })
  .openapi("Message", { description: "A message to or from a person." });
export type MessageView = z.infer<typeof MessageView>;

export const MessagePageView = pageOf(MessageView).openapi("MessagePage");
