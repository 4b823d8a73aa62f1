import { z } from "@hono/zod-openapi";

import type { SkipReason } from "#core/campaign/eligibility";
import type { CountedState } from "#core/campaign/progress";
import { CAMPAIGN_STATUSES } from "#core/campaign/states";
import { CONTACT_FIELDS, VARIABLE_NAME } from "#core/campaign/variables";
import { MESSAGE_STATES } from "#core/message/states";
import { pageOf, PageQuery } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
import { instant } from "#platform/http/instant";
import { visibleName } from "#platform/http/visible-name";

/** Contacts that a list may name. */
export const LIST_CONTACTS_MAX = 10_000;
const SELECTOR_LENGTH_MAX = 200;

const VariableSource = z.union([
  z.strictObject({
    field: z
      .string()
      .min(1)
      .max(72)
      .openapi({
        description: `A field of the contact: ${CONTACT_FIELDS.join(", ")} or fields.<key>.`,
        example: "name",
      }),
    fallback: z.string().min(1).max(1024).optional().openapi({
      description: "Taken when the contact's field is empty.",
      example: "friend",
    }),
  }),
  z.strictObject({
    value: z.string().min(1).max(1024).openapi({
      description: "The same text for everybody.",
      example: "until Sunday",
    }),
  }),
]);

const Variables = z
  .record(
    z.string().regex(VARIABLE_NAME, "Must be body.<n>, header.<n> or button.<n>."),
    VariableSource,
  )
  .refine((given) => Object.keys(given).length <= 50, "At most 50 variables.")
  .openapi({
    description: "A value for each variable of the template. Runs of white space become one space.",
    example: { "body.1": { field: "name", fallback: "friend" } },
  });

const Audience = z
  .strictObject({
    filter: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({
        description: "A filter over contacts.",
        example: { field: "tags", op: "contains", value: "customers" },
      }),
    contacts: z
      .array(z.string().min(1).max(SELECTOR_LENGTH_MAX))
      .min(1)
      .max(LIST_CONTACTS_MAX)
      .optional()
      .openapi({
        description: "Contacts by selector. One named twice is skipped as a duplicate.",
        example: ["phone:+5511987654321", "ext:customer-17"],
      }),
  })
  .refine((audience) => audience.filter === undefined || audience.contacts === undefined, {
    message: "Give a filter or contacts, not both.",
  })
  .openapi({
    description: "Who is meant: a filter, a list of contacts, or {} for everybody.",
    example: { filter: { field: "tags", op: "contains", value: "customers" } },
  });
export type Audience = z.infer<typeof Audience>;

const content = {
  name: visibleName(200).openapi({
    description: "Your own name for the campaign, 1 to 200 characters.",
    example: "Spring sale",
  }),
  number_id: givenId("number").openapi({ description: "The number that sends." }),
  template_id: givenId("template").openapi({
    description: "The template that is sent, of the number's account.",
  }),
  audience: Audience,
  pace_mps: z.int().min(1).max(1000).nullable().openapi({
    description: "Messages per second, 1 to 1,000; null: as fast as the number may.",
    example: 20,
  }),
};

/** Body of `POST /v1/campaigns`. */
export const CreateCampaignBody = z
  .strictObject({
    ...content,
    variables: Variables.optional(),
    pace_mps: content.pace_mps.optional(),
  })
  .openapi("CreateCampaignBody");
export type CreateCampaignBody = z.infer<typeof CreateCampaignBody>;

/** Body of `PATCH /v1/campaigns/{id}`: absent members stay. */
export const UpdateCampaignBody = z
  .strictObject({
    name: content.name.optional(),
    number_id: content.number_id.optional(),
    template_id: content.template_id.optional(),
    audience: Audience.optional(),
    variables: Variables.optional(),
    pace_mps: content.pace_mps.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "Give at least one member to change.")
  .openapi("UpdateCampaignBody");
export type UpdateCampaignBody = z.infer<typeof UpdateCampaignBody>;

export const CampaignQuery = PageQuery.extend({
  status: z
    .enum(CAMPAIGN_STATUSES)
    .optional()
    .openapi({ description: "Only those in this state.", example: "running" }),
});
export type CampaignQuery = z.infer<typeof CampaignQuery>;

export const RecipientsQuery = PageQuery.extend({
  status: z
    .enum(MESSAGE_STATES)
    .optional()
    .openapi({ description: "Only messages in this state.", example: "failed" }),
  code: z
    .string()
    .regex(/^(?:meta_)?[0-9]{1,9}$|^[a-z_]{1,40}$/, "Must be an error code or a skip reason.")
    .optional()
    .openapi({
      description: "Only messages with this error code of Meta or this skip reason.",
      example: "131026",
    }),
});
export type RecipientsQuery = z.infer<typeof RecipientsQuery>;

const Status = z.enum(CAMPAIGN_STATUSES).openapi({
  description:
    "`draft` until it is launched; then `planning` (the audience is fixed), `running`, `paused`, and at last `completed`, `cancelled` or `failed`.",
  example: "running",
});
const pauseReason = z.string().nullable().openapi({
  description:
    "Why it is paused: `requested`, or what stopped it, e.g. `template_paused` or Meta's error code; null when it is not.",
  example: null,
});
const count = z.int().nonnegative();
const planned = count.openapi({
  description: "Messages that the launch planned, skipped ones included.",
  example: 500,
});

/** What is shown of an audience: never the list itself. */
const AudienceView = z.object({
  filter: z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({
      description: "The filter as it was given.",
      example: { field: "tags", op: "contains", value: "customers" },
    }),
  contacts_count: count
    .optional()
    .openapi({ description: "Contacts that the list names.", example: 500 }),
});

export const CampaignView = z
  .object({
    id: idOf("campaign"),
    name: z.string().openapi({ description: "Your own name for it.", example: "Spring sale" }),
    number_id: idOf("number").openapi({ description: "The number that sends." }),
    template_id: idOf("template").openapi({ description: "The template that is sent." }),
    audience: AudienceView.openapi({
      description:
        "Who is meant: the filter, how many contacts the list names, or {} for everybody.",
      example: { filter: { field: "tags", op: "contains", value: "customers" } },
    }),
    variables: z.record(z.string(), VariableSource).openapi({
      description: "A source for each variable of the template.",
      example: { "body.1": { field: "name", fallback: "friend" } },
    }),
    pace_mps: z.int().nullable().openapi({
      description: "The campaign's own pace, messages per second; null: as fast as the number may.",
      example: 20,
    }),
    status: Status,
    pause_reason: pauseReason,
    planned,
    launched_at: instant("When it was launched; null before.").nullable(),
    completed_at: instant("When it ended; null before.").nullable(),
    created_at: instant("When it was made."),
    updated_at: instant("When it last changed."),
  })
  .openapi("Campaign");
export type CampaignView = z.infer<typeof CampaignView>;

export const CampaignPage = pageOf(CampaignView).openapi("CampaignPage");

/** One count for each key, described by its words. */
const countsOf = <const K extends string>(words: Readonly<Record<K, string>>) =>
  z.object(
    // Safe: the keys are those of `words`.
    Object.fromEntries(
      Object.entries<string>(words).map(([key, description]) => [
        key,
        count.openapi({ description, example: 0 }),
      ]),
    ) as Record<K, typeof count>,
  );

const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  no_consent: "The person has not granted marketing.",
  suppressed: "The person is on the suppression list.",
  duplicate: "The list names the person again.",
  no_identity:
    "The contact is gone, or has no phone number or user id that this message could go to.",
  us_marketing: "Meta delivers no marketing to numbers of the United States.",
  frequency_cap: "The person had enough marketing of late.",
  missing_variable: "A variable has neither a value nor a fallback.",
  window: "Outside the hours in which marketing may be sent.",
  undeliverable: "The address is known to be without WhatsApp.",
  blocked: "The contact is blocked.",
};

const STATE_WORDS: Readonly<Record<CountedState, string>> = {
  queued: "Wait for their turn.",
  sending: "Are being handed to Meta.",
  accepted: "Were taken by Meta.",
  held: "Are held back by Meta until it has judged the template.",
  sent: "Were sent by Meta.",
  delivered: "Are on the handset.",
  read: "Were opened.",
  played: "Were played.",
  failed: "Were not taken or not delivered by Meta.",
  unknown: "Nobody can tell yet whether Meta took them; they are not sent again.",
  skipped: "Were not sent, for a reason.",
};

export const AudiencePreview = z
  .object({
    matched: count.openapi({ description: "Eligible and skipped together.", example: 500 }),
    eligible: count.openapi({ description: "People who would get a message.", example: 455 }),
    skipped: countsOf(SKIP_WORDS).openapi({
      description: "People who would get none, by the reason.",
    }),
  })
  .openapi("AudiencePreview");
export type AudiencePreview = z.infer<typeof AudiencePreview>;

export const CampaignProgress = z
  .object({
    status: Status,
    pause_reason: pauseReason,
    planned,
    counts: countsOf(STATE_WORDS).openapi({
      description: "Current states, disjoint: their sum is `planned`.",
    }),
    reached: countsOf({
      accepted: "Came at least as far as to Meta.",
      sent: "Came at least as far as to be sent.",
      delivered: "Came at least as far as the handset.",
      read: "Came at least as far as to be opened.",
    }).openapi({ description: "Cumulative: how many came at least so far." }),
    skipped_by_reason: z.record(z.string(), count).openapi({
      description:
        "Of the skipped: how many for which reason, as in the audience preview, `campaign_cancelled`, and `meta_131049` or `meta_130472` when Meta withheld the message.",
      example: { no_consent: 30, suppressed: 0 },
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
