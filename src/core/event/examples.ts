/** One example of each event, as readers are shown it: ids of nobody. A type without one does not compile. */
import type { EventData, EventType } from "#core/event/catalogue";
import { exampleId } from "#core/ids";

/** When everything in the examples happened, RFC 3339. */
export const EXAMPLE_AT = "2026-11-24T12:00:00.000Z";

const at = EXAMPLE_AT;

const message = (status: string) => ({
  message_id: exampleId("message"),
  status,
  number_id: exampleId("number"),
  contact_id: exampleId("contact"),
  conversation_id: exampleId("conversation"),
  campaign_id: null,
  client_ref: "order-1042",
});

const received = { ...message("received"), client_ref: null };
const contact = { contact_id: exampleId("contact") };
const suppression = {
  suppression_id: exampleId("suppression"),
  ...contact,
  reason: "requested",
} as const;
const merge = {
  ...contact,
  other_contact_id: "con_01k9zq3v6m8r2t4w6y8a0c2e4h",
  cause: "request",
} as const;

const conversation = {
  conversation_id: exampleId("conversation"),
  ...contact,
  number_id: exampleId("number"),
};
const by = "user" as const;
const automation = { automation_id: exampleId("automation"), version: 3 };
const run = {
  ...automation,
  run_id: exampleId("run"),
  ...contact,
  conversation_id: exampleId("conversation"),
};

const held = {
  contact_id: exampleId("contact"),
  purpose: "marketing",
  message_id: exampleId("message"),
};

const consent = (method: string) => ({
  consent_id: exampleId("consent"),
  ...contact,
  purpose: "marketing",
  method,
  message_id: null,
  captured_at: at,
});

const template = (status: string) => ({
  template_id: exampleId("template"),
  waba_id: "102290129340398",
  name: "spring_bread",
  language: "pt_BR",
  category: "MARKETING",
  status,
  quality: null,
  rejected_reason: null,
});

const draft = {
  draft_id: exampleId("draft"),
  model: "google/gemini-2.5-flash",
  language: "pt_BR",
  category: "MARKETING",
};

const campaign = { campaign_id: exampleId("campaign") };

const number = {
  number_id: exampleId("number"),
  kind: "cloud",
  waba_id: "102290129340398",
  phone_number_id: "106540352242922",
} as const;

const imported = {
  import_id: exampleId("import"),
  dry_run: false,
  total_rows: 100_000,
  rows: 100_000,
  created: 96_900,
  updated: 80,
  unchanged: 20,
  rejected: 3_000,
};

export const EXAMPLES: { readonly [T in EventType]: EventData<T> } = {
  "message.received": { ...received, type: "text", at },
  "message.reaction": { ...received, reacted_to: exampleId("message"), taken_back: false, at },
  "message.edited": { ...received, at },
  "message.deleted": { ...received, at },
  "message.echoed": { ...message("sent"), client_ref: null, type: "text", at },
  "message.media_ready": { ...received, media_id: exampleId("media") },
  "message.scheduled": { ...message("scheduled"), send_at: at },
  "message.cancelled": message("cancelled"),
  "message.skipped": { ...message("skipped"), reason: "no_consent" },
  "message.queued": message("queued"),
  "message.requeued": { ...message("requeued"), meta_code: 130429, attempt: 1 },
  "message.held": message("held"),
  "message.sent": { ...message("sent"), at },
  "message.delivered": { ...message("delivered"), at },
  "message.read": { ...message("read"), at },
  "message.played": { ...message("played"), at },
  "message.failed": {
    ...message("failed"),
    at,
    error: {
      code: "undeliverable",
      meta_code: 131026,
      title: "The message could not be delivered",
      remedy: "Ask the person for a number that is on WhatsApp.",
      retryable: false,
    },
  },
  "message.unknown": { ...message("unknown"), reason: "claim_lost" },
  "conversation.created": conversation,
  "conversation.assigned": {
    ...conversation,
    assignee: exampleId("user"),
    previous: null,
    by,
    rule_id: null,
  },
  "conversation.status_changed": { ...conversation, status: "resolved", previous: "open", by },
  "conversation.snoozed": { ...conversation, until: at, by },
  "conversation.tagged": { ...conversation, added: 1, removed: 0, by },
  "conversation.handoff_requested": { ...conversation, until: null, by },
  "conversation.handoff_released": { ...conversation, by },
  "conversation.window_closing": { ...conversation, closes_at: at },
  "conversation.window_closed": { ...conversation, closes_at: at },
  "conversation.note_added": {
    ...conversation,
    note_id: exampleId("note"),
    mentions: [exampleId("user")],
  },
  "contact.created": contact,
  "contact.updated": { ...contact, fields: ["name", "tags"] },
  "contact.identity_changed": { ...contact, added: ["phone"] },
  "contact.erased": contact,
  "privacy.request.completed": {
    request_id: exampleId("privacyRequest"),
    kind: "erase",
    ...contact,
  },
  "contact.removed": contact,
  "contact.merged": merge,
  "contact.unmerged": merge,
  "consent.granted": consent("form"),
  "consent.held": held,
  "consent.released": held,
  "consent.requested": consent("form"),
  "consent.withdrawn": { ...consent("keyword"), message_id: exampleId("message") },
  "suppression.added": suppression,
  "suppression.removed": suppression,
  "import.progress": {
    ...imported,
    rows: 10_000,
    created: 9_690,
    updated: 8,
    unchanged: 2,
    rejected: 300,
  },
  "import.completed": imported,
  "import.failed": {
    ...imported,
    rows: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    reason: "file_expired",
  },
  "import.undone": { import_id: exampleId("import"), removed: 96_870, kept: 30 },
  "export.ready": { export_id: exampleId("export"), resource: "contacts", rows: 96_900 },
  "template.submitted": template("pending"),
  "template.approved": template("approved"),
  "template.rejected": { ...template("rejected"), rejected_reason: "INVALID_FORMAT" },
  "template.paused": template("paused"),
  "template.disabled": template("disabled"),
  "template.missing_upstream": template("missing_upstream"),
  "template.quality_changed": { ...template("approved"), quality: "GREEN" },
  "template.category_changed": template("approved"),
  "template.category_drifted": {
    ...template("approved"),
    from: "UTILITY",
    to: "MARKETING",
    effective_at: at,
  },
  "template.found": template("approved"),
  "template.components_changed": template("approved"),
  "template.marked": { ...template("approved"), marks: [] },
  "draft.created": draft,
  "workspace.ai_cap_reached": { month: "2026-11", cap: 100 },
  "draft.accepted": { ...draft, template_id: exampleId("template") },
  "campaign.started": { ...campaign, planned: 500, queued: 480 },
  "campaign.paused": { ...campaign, reason: "requested" },
  "campaign.resumed": { ...campaign, reason: "requested" },
  "campaign.completed": { ...campaign, planned: 500, skipped: 20 },
  "campaign.cancelled": { ...campaign, reason: "requested" },
  "automation.published": automation,
  "automation.disabled": automation,
  "automation.run.started": { ...run, trigger: "keyword" },
  "automation.run.completed": run,
  "automation.run.failed": { ...run, reason: "window_closed" },
  "automation.run.stopped": { ...run, reason: "opt_out" },
  "automation.run.handed_off": run,
  "number.connected": number,
  "number.disconnected": number,
  "number.quality_changed": { ...number, quality_rating: "yellow", previous: "green" },
  "number.limit_changed": { ...number, messaging_limit: 10_000, throughput_mps: 80 },
  "number.name_changed": number,
  "number.restricted": { ...number, reason: "account_restricted", until: at },
  "number.needs_reauth": { ...number, reason: "meta_190" },
  "number.token_expiring": { ...number, expires_at: at },
  "number.reinstated": { waba_id: "102290129340398", reason: "account_reinstated" },
  "number.alerted": {
    waba_id: "102290129340398",
    number_id: null,
    alert: "oba_approved",
    severity: "informational",
  },
  "alert.raised": {
    alert_id: exampleId("alert"),
    kind: "number_restricted",
    severity: "critical",
    subject: exampleId("number"),
  },
  "webhook.disabled": { webhook_id: exampleId("webhook"), reason: "failing" },
  "webhook.enabled": { webhook_id: exampleId("webhook") },
  "inbound.stored": {
    change_id: exampleId("change"),
    number_id: exampleId("number"),
    waba_id: "102290129340398",
    field: "calls",
  },
};
