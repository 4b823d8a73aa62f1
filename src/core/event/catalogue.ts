/**
 * Every event that is told: when, and what it says. Names are the contract's and are never renamed. An event carries ids and
 * small facts and never a person's data: the ledger is kept when a person is erased, so whoever wants more reads it by its id.
 * (Meta's message ids stay out too: they hold the recipient's phone number in base64.)
 */
import { z } from "zod";

import { ALERT_KINDS } from "#core/alert/kinds";
import { CONVERSATION_ACTORS, CONVERSATION_STATUSES } from "#core/conversation/states";
import { MESSAGE_EVENTS } from "#core/event/catalogue-messages";
import { PEOPLE_EVENTS } from "#core/event/catalogue-people";
import { event, instant } from "#core/event/event-shape";
import { idSchema } from "#core/id-schema";
import { NUMBER_KINDS, NUMBER_QUALITIES } from "#core/number/states";
import { TEMPLATE_MARKS } from "#core/template/marks";
import { DISABLE_REASONS } from "#core/webhook/states";
import { ALERT_SEVERITIES } from "#core/whatsapp/envelope-account";

const contact = { contact_id: idSchema("contact") };

/** What every event about a conversation says. */
const conversation = {
  conversation_id: idSchema("conversation"),
  ...contact,
  number_id: idSchema("number"),
};

/** Who changed a conversation; `timer`: an instant that came. */
const by = z.enum(CONVERSATION_ACTORS);

const template = {
  template_id: idSchema("template"),
  waba_id: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  quality: z.string().nullable(),
  rejected_reason: z.string().nullable(),
};

const draft = {
  draft_id: idSchema("draft"),
  model: z.string(),
  language: z.string(),
  category: z.string(),
};

const campaign = { campaign_id: idSchema("campaign") };

/** `reason`: why it stands where it does, e.g. `requested` or `meta_131042`. */
const steered = { ...campaign, reason: z.string().nullable() };

/** `version`: the number of the published version. */
const automation = { automation_id: idSchema("automation"), version: z.int() };

const run = {
  ...automation,
  run_id: idSchema("run"),
  ...contact,
  conversation_id: idSchema("conversation").nullable(),
};

const number = {
  number_id: idSchema("number"),
  kind: z.enum(NUMBER_KINDS),
  waba_id: z.string(),
  phone_number_id: z.string(),
};

const webhook = { webhook_id: idSchema("webhook") };

export const EVENTS = {
  ...MESSAGE_EVENTS,
  ...PEOPLE_EVENTS,
  "conversation.created": event(
    "The first message or call of a contact on a number.",
    conversation,
  ),
  "conversation.assigned": event("A conversation was given to a member, or to nobody.", {
    ...conversation,
    assignee: idSchema("user").nullable(),
    previous: idSchema("user").nullable(),
    by,
    /** Of what a rule assigned. */
    rule_id: idSchema("assignmentRule").nullable(),
  }),
  "conversation.status_changed": event(
    "A conversation was given another status. A message of the person opens one too; `message.received` tells of that.",
    {
      ...conversation,
      status: z.enum(CONVERSATION_STATUSES),
      previous: z.enum(CONVERSATION_STATUSES),
      by,
    },
  ),
  "conversation.snoozed": event("A conversation was put away until an instant.", {
    ...conversation,
    until: instant,
    by,
  }),
  "conversation.tagged": event("A conversation has other tags.", {
    ...conversation,
    added: z.int(),
    removed: z.int(),
    by,
  }),
  "conversation.handoff_requested": event("Automations keep still in a conversation.", {
    ...conversation,
    /** Null: until they are released. */
    until: instant.nullable(),
    by,
  }),
  "conversation.handoff_released": event("Automations may act in a conversation again.", {
    ...conversation,
    by,
  }),
  "conversation.window_closing": event(
    "In two hours nobody may write freely any more in an open conversation that needs a reply or is somebody's.",
    { ...conversation, closes_at: instant },
  ),
  "conversation.window_closed": event(
    "Nobody may write freely any more in an open conversation that needs a reply or is somebody's.",
    { ...conversation, closes_at: instant },
  ),
  "conversation.note_added": event("A member left a note in a conversation.", {
    ...conversation,
    note_id: idSchema("note"),
    mentions: z.array(idSchema("user")),
  }),
  "template.submitted": event("A template went to Meta for review.", template),
  "template.approved": event("Meta approved a template.", template),
  "template.rejected": event("Meta rejected a template.", template),
  "template.paused": event("Meta paused a template.", template),
  "template.disabled": event("Meta disabled a template.", template),
  "template.missing_upstream": event("Meta does not know a template any more.", template),
  "template.quality_changed": event("Meta changed a template's quality.", template),
  "template.category_changed": event("Meta changed a template's category.", template),
  "template.category_drifted": event(
    "Meta took a utility template for marketing, or announced that it will.",
    {
      ...template,
      from: z.string(),
      to: z.string(),
      /** When it will be; null when it is. */
      effective_at: instant.nullable(),
    },
  ),
  "template.found": event("A template of the account was found at Meta.", template),
  "template.components_changed": event("Meta changed what a template says.", template),
  "template.marked": event("Meta marked a template, or took a mark from it.", {
    ...template,
    /** The marks that it has now. */
    marks: z.array(z.enum(TEMPLATE_MARKS)),
  }),
  "draft.created": event("A model drafted a template.", draft),
  "draft.accepted": event("Somebody made a template of a draft.", {
    ...draft,
    template_id: idSchema("template"),
  }),
  "workspace.ai_cap_reached": event("The last draft of a month's cap was made.", {
    /** `YYYY-MM`, UTC. */
    month: z.string(),
    cap: z.int(),
  }),
  "campaign.started": event("A campaign began to send.", {
    ...campaign,
    planned: z.int(),
    queued: z.int(),
  }),
  "campaign.paused": event("A campaign was paused.", steered),
  "campaign.resumed": event("A campaign goes on.", steered),
  "campaign.completed": event("Every message of a campaign was sent or skipped.", {
    ...campaign,
    planned: z.int(),
    skipped: z.int(),
  }),
  "campaign.cancelled": event("A campaign was cancelled.", steered),
  "automation.published": event("An automation was published.", automation),
  "automation.disabled": event("An automation was disabled; its runs go on.", automation),
  "automation.run.started": event("An automation began to run for a person.", {
    ...run,
    /** The type of the trigger. */
    trigger: z.string(),
  }),
  "automation.run.completed": event("A run came to its end.", run),
  "automation.run.failed": event("A run could not go on.", {
    ...run,
    /** A stable word, e.g. `window_closed`, `loop_guard`, `http_failed`. */
    reason: z.string(),
  }),
  "automation.run.stopped": event("A run was ended from outside.", {
    ...run,
    /** A stable word, e.g. `opt_out`, `escaped`, `replied`, `expired`, `requested`. */
    reason: z.string(),
  }),
  "automation.run.handed_off": event("A run left its conversation to people.", run),
  "number.connected": event("A number was connected.", number),
  "number.disconnected": event("A number was disconnected.", number),
  "number.quality_changed": event("Meta thinks otherwise of what a number sends.", {
    ...number,
    quality_rating: z.enum(NUMBER_QUALITIES),
    previous: z.enum(NUMBER_QUALITIES),
  }),
  "number.limit_changed": event("A number may reach more or fewer people, or send faster.", {
    ...number,
    /** Unique people per moving 24 hours; null = unlimited. */
    messaging_limit: z.int().nullable(),
    /** Messages per second. */
    throughput_mps: z.int(),
  }),
  "number.name_changed": event("Meta approved another name for a number.", number),
  "number.restricted": event("Meta takes nothing of a number any more; nothing is sent.", {
    ...number,
    reason: z.string(),
    /** When Meta says that it ends; null when it does not say. */
    until: instant.nullable(),
  }),
  "number.needs_reauth": event("A number's access token is of no use any more.", {
    ...number,
    reason: z.string(),
  }),
  "number.token_expiring": event("A number's access token ends soon: give it a new one.", {
    ...number,
    expires_at: instant,
  }),
  "number.reinstated": event(
    "Meta took back what it had decided against an account. Its numbers stay stopped until they are resumed.",
    { waba_id: z.string(), reason: z.string() },
  ),
  "number.alerted": event("Meta tells of an account, or of a number, what somebody should know.", {
    waba_id: z.string(),
    /** Null when it is about the account. */
    number_id: idSchema("number").nullable(),
    /** Meta's word, e.g. `oba_approved`, `security_pin_changed`, `account_review_rejected`. */
    alert: z.string(),
    severity: z.enum(ALERT_SEVERITIES),
  }),
  "webhook.disabled": event("A webhook is sent nothing any more.", {
    ...webhook,
    reason: z.enum(DISABLE_REASONS),
  }),
  "webhook.enabled": event("A webhook is sent what happens from now on.", webhook),
  "alert.raised": event("Something happened that somebody should see to.", {
    alert_id: idSchema("alert"),
    kind: z.enum(ALERT_KINDS),
    severity: z.enum(["warning", "critical"]),
    /** The id of what it is about; null when it is the workspace. */
    subject: z.string().nullable(),
  }),
  "inbound.stored": event("Meta sent something that is kept as it came.", {
    change_id: idSchema("change"),
    number_id: idSchema("number").nullable(),
    waba_id: z.string().nullable(),
    field: z.string().nullable(),
  }),
} as const;

export type EventType = keyof typeof EVENTS;

/** What an event of a type says, in wire form. */
export type EventData<T extends EventType> = Readonly<z.input<(typeof EVENTS)[T]["data"]>>;

/** An event before it has its place in the ledger. Only `features/<noun>/events.ts` makes one. */
export type NewEvent = {
  [T in EventType]: { readonly type: T; readonly data: EventData<T> };
}[EventType];
