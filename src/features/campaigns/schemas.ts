import { z } from "@hono/zod-openapi";

import { SKIP_REASONS } from "#core/campaign/eligibility";
import { COUNTED_STATES } from "#core/campaign/progress";
import { CONTACT_FIELDS, VARIABLE_NAME } from "#core/campaign/variables";
import { MESSAGE_STATES } from "#core/conversation/status";
import { CAMPAIGN_STATUSES } from "#db/tenant/schema";
import { PageQuery } from "#platform/http/cursor";
import { givenId, idOf } from "#platform/http/id-of";
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
    value: z.string().min(1).max(1024).openapi({ description: "The same text for everybody." }),
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
  .openapi({ description: "Who is meant: a filter, a list of contacts, or {} for everybody." });
export type Audience = z.infer<typeof Audience>;

const content = {
  name: visibleName(200).openapi({ example: "Spring sale" }),
  number_id: givenId("number"),
  template_id: givenId("template"),
  audience: Audience,
  pace_mps: z
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .openapi({ description: "Messages per second, below the number's limit.", example: 20 }),
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
    .openapi({ description: "Only those in this state." }),
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

const Status = z.enum(CAMPAIGN_STATUSES);
const instant = z.iso.datetime().nullable();

export const CampaignView = z
  .object({
    id: idOf("campaign"),
    name: z.string(),
    number_id: idOf("number"),
    template_id: idOf("template"),
    audience: z
      .object({
        filter: z.record(z.string(), z.unknown()).optional(),
        contacts_count: z
          .int()
          .optional()
          .openapi({ description: "Contacts that the list names." }),
      })
      .openapi({ description: "The filter as it was given, or how many contacts the list names." }),
    variables: z.record(z.string(), VariableSource),
    pace_mps: z.int().nullable(),
    status: Status,
    pause_reason: z.string().nullable(),
    planned: z.int().openapi({ description: "Messages, those that were skipped included." }),
    launched_at: instant,
    completed_at: instant,
    created_at: z.iso.datetime().openapi({ description: "RFC 3339, UTC." }),
    updated_at: z.iso.datetime(),
  })
  .openapi("Campaign");
export type CampaignView = z.infer<typeof CampaignView>;

const count = z.int().nonnegative();
const countsOf = <const K extends string>(keys: readonly K[]) =>
  z.object(Object.fromEntries(keys.map((key) => [key, count])) as Record<K, typeof count>);

export const AudiencePreview = z
  .object({
    matched: count.openapi({ description: "Eligible and skipped together." }),
    eligible: count,
    skipped: countsOf(SKIP_REASONS),
  })
  .openapi("AudiencePreview");
export type AudiencePreview = z.infer<typeof AudiencePreview>;

export const CampaignProgress = z
  .object({
    status: Status,
    pause_reason: z.string().nullable(),
    planned: count,
    counts: countsOf(COUNTED_STATES).openapi({
      description: "Current states, disjoint: their sum is `planned`.",
    }),
    reached: countsOf(["accepted", "sent", "delivered", "read"]).openapi({
      description: "Cumulative: how many came at least so far.",
    }),
    skipped_by_reason: z.record(z.string(), count),
    rate_mps: z
      .number()
      .nullable()
      .openapi({ description: "Messages per second since the launch." }),
    eta_seconds: count.nullable(),
    throttle_reason: z.enum(["pace", "throughput"]).nullable().openapi({
      description: "What sets the rate: the campaign's own pace or the number's limit.",
    }),
  })
  .openapi("CampaignProgress");
export type CampaignProgress = z.infer<typeof CampaignProgress>;
