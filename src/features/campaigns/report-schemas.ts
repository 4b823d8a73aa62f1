/** What is told of an audience before a launch, and of a campaign's messages after it. */
import { z } from "@hono/zod-openapi";

import { REMEDY_CODES } from "#core/whatsapp/remedies";
import {
  ConsentSplit,
  count,
  Counts,
  countsOf,
  pauseReason,
  planned,
  Reached,
  SKIP_WORDS,
  Status,
} from "#features/campaigns/count-schemas";
import { MessageView } from "#features/messages/index";
import { orNull } from "#platform/http/contract";
import { pageOf } from "#platform/http/cursor";
import { idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";

export const AudiencePreview = z
  .object({
    matched: count.openapi({ description: "Eligible and skipped together.", example: 500 }),
    eligible: count.openapi({ description: "People who would get a message.", example: 455 }),
    skipped: countsOf(SKIP_WORDS).openapi({
      description: "People who would get none, by the reason.",
    }),
    no_consent: ConsentSplit(),
  })
  .openapi("AudiencePreview");
export type AudiencePreview = z.infer<typeof AudiencePreview>;

export const CampaignProgress = z
  .object({
    status: Status,
    pause_reason: pauseReason,
    planned,
    counts: Counts(),
    reached: Reached(),
    skipped_by_reason: z.record(z.string(), count).openapi({
      description:
        "Of the skipped: how many for which reason, as in the audience preview, `campaign_cancelled`, and `meta_131049` or `meta_130472` when Meta withheld the message.",
      example: { no_consent: 30, suppressed: 0 },
    }),
    no_consent: ConsentSplit(),
    limit_mps: z.int().nullable().openapi({
      description:
        "Messages per second that Meta takes from the number; null when the number is gone.",
      example: 80,
    }),
    rate_mps: z.number().nullable().openapi({
      description: "Messages per second on average since the launch; null before it.",
      example: 78.4,
    }),
    eta_seconds: count.nullable().openapi({
      description:
        "Seconds until the last message is handed to Meta; null when none is going to be.",
      example: 6,
    }),
    throttle_reason: z.enum(["pace", "throughput"]).nullable().openapi({
      description:
        "What sets the rate: the campaign's own pace or the number's limit; null when nothing is being sent.",
      example: "throughput",
    }),
  })
  .openapi("CampaignProgress");
export type CampaignProgress = z.infer<typeof CampaignProgress>;

const Refusal = z
  .object({
    code: z.string().openapi({
      description: "`meta_` and Meta's error code, or `meta_unknown`: what recipients filter by.",
      example: "meta_131026",
    }),
    meta_code: z
      .int()
      .nullable()
      .openapi({ description: "Meta's error code; null when it gave none.", example: 131026 }),
    remedy_code: z.enum(REMEDY_CODES).openapi({
      description: "What a person can do about it, as a code to translate.",
      example: "person_unreachable",
    }),
    remedy: z.string().openapi({
      description: "The same as a sentence in English.",
      example: "The person cannot be reached: not on WhatsApp, an old app, or terms not accepted.",
    }),
    retryable: z.boolean().openapi({
      description: "Whether a new message to the same people may succeed.",
      example: false,
    }),
  })
  .openapi("MetaRefusal", { description: "What is known of Meta's refusals by one code." });

const people = count.openapi({ description: "How many messages.", example: 12 });

export const CampaignReport = z
  .object({
    status: Status,
    planned,
    counts: Counts(),
    reached: Reached(),
    errors: z.array(z.object({ refusal: Refusal, count: people })).openapi({
      description: "Why messages failed, the most frequent first. The sum is `counts.failed`.",
    }),
    skipped: z
      .array(
        z.object({
          reason: z.string().openapi({
            description: "As in `skipped_by_reason` of the progress.",
            example: "no_consent",
          }),
          count: people,
          refusal: orNull(Refusal).openapi({
            description: "When Meta withheld the messages: its refusal; null otherwise.",
          }),
        }),
      )
      .openapi({
        description:
          "Why messages were not sent, the most frequent first. The sum is `counts.skipped`.",
      }),
    no_consent: ConsentSplit(),
    launched_at: instant("When it was launched; null before.").nullable(),
    completed_at: instant("When it ended; null before.").nullable(),
  })
  .openapi("CampaignReport");
export type CampaignReport = z.infer<typeof CampaignReport>;

const Recipient = z.object({
  id: idOf("contact"),
  name: z.string().nullable().openapi({ description: "The person's name.", example: "Ana Souza" }),
  phone: z
    .string()
    .nullable()
    .openapi({ description: "The phone number in E.164.", example: "+5511987654321" }),
  phone_display: z
    .string()
    .nullable()
    .openapi({ description: "The same as people read it.", example: "+55 11 98765 4321" }),
});

export const RecipientView = z
  .object({
    ...MessageView.shape,
    contact: orNull(Recipient).openapi({
      description: "The person, as they are known now; null when the contact is gone.",
    }),
  })
  .openapi("CampaignRecipient");
export type RecipientView = z.infer<typeof RecipientView>;

export const RecipientPage = pageOf(RecipientView).openapi("CampaignRecipientPage");
