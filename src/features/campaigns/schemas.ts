import { z } from "@hono/zod-openapi";

import { CAMPAIGN_STATUSES } from "#core/campaign/states";
import { CONTACT_FIELDS, OPT_OUT_FIELD, VARIABLE_NAME } from "#core/campaign/variables";
import { MESSAGE_STATES } from "#core/message/states";
import { count, Counts, pauseReason, planned, Status } from "#features/campaigns/count-schemas";
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
        description: `A field of the contact: ${CONTACT_FIELDS.join(", ")} or fields.<key>; or ${OPT_OUT_FIELD}: the person's own opt-out link, in a text whole, in a button's address what follows the template's own part of it. It is made when the message leaves; what is kept shows {{${OPT_OUT_FIELD}}}.`,
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
    z
      .string()
      .regex(
        VARIABLE_NAME,
        "Must be a key of the template's variables, e.g. body.1, header.1 or button.0.",
      ),
    VariableSource,
  )
  .refine((given) => Object.keys(given).length <= 50, "At most 50 variables.")
  .openapi({
    description:
      "A value for each of the template's `variables`, by its key. Runs of white space become one space. Media, instants and products take a `value`.",
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
    segment_id: givenId("segment").optional().openapi({
      description: "A segment: whoever is in it at the launch.",
    }),
    import_id: givenId("import").optional().openapi({
      description:
        "An import: those that it made, changed or found as they were, each once. It must be done at the launch.",
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
  .refine((audience) => Object.keys(audience).length <= 1, {
    message: "Give one of its members.",
  })
  .openapi({
    description:
      "Who is meant: a filter, a segment, an import, a list of contacts, or {} for everybody.",
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

/** What is shown of an audience: never the list itself. */
const AudienceView = z.object({
  filter: z
    .record(z.string(), z.unknown())
    .optional()
    .openapi({
      description: "The filter as it was given; of a segment, as it was at the launch.",
      example: { field: "tags", op: "contains", value: "customers" },
    }),
  segment_id: idOf("segment").optional(),
  import_id: idOf("import").optional(),
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
        "Who is meant: the filter, the segment, the import, how many contacts the list names, or {} for everybody.",
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
    counts: Counts(),
    launched_at: instant("When it was launched; null before.").nullable(),
    completed_at: instant("When it ended; null before.").nullable(),
    created_at: instant("When it was made."),
    updated_at: instant("When it last changed."),
  })
  .openapi("Campaign");
export type CampaignView = z.infer<typeof CampaignView>;

export const CampaignPage = pageOf(CampaignView).openapi("CampaignPage");

/** Body of `POST /v1/campaigns/audience-preview`. */
export const PreviewAudienceBody = z
  .strictObject({
    audience: Audience,
    template_id: givenId("template").optional().openapi({
      description:
        "The template that would be sent: its category says who may get it. Left out: as marketing.",
    }),
    variables: Variables.optional(),
  })
  .openapi("PreviewAudienceBody");
export type PreviewAudienceBody = z.infer<typeof PreviewAudienceBody>;
