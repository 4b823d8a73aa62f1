/** The tables of a workspace's database that are about the business, column by column; a person may be named in some. */
import type { DataPlace } from "#core/privacy/data-class";

export const BUSINESS_TABLES: Readonly<Record<string, DataPlace>> = {
  activity: {
    holds: { plain: "slot number_id seq counts" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "counts for reports",
  },
  ai_ledger: {
    holds: {
      plain:
        "id at outcome fault model rounds input_tokens output_tokens cost_micros input_sha256 fields draft_id key_hash",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "what asking a model cost; of what was sent a hash and the names of its members",
  },
  ai_settings: {
    holds: { plain: "id enabled models monthly_cap updated_at" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "whether AI drafts templates",
  },
  ai_usage: {
    holds: { plain: "span drafts" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "the monthly cap of drafts",
  },
  alerts: {
    holds: {
      plain: "id kind subject cause_seq raised_at mailed_at acknowledged_at acknowledged_by",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "what wants somebody of the team",
  },
  assignment_rules: {
    holds: {
      plain: "id place name enabled how members turn created_at updated_at",
      identity: "conditions",
    },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "who is given conversations; a condition may name a person",
  },
  audit_logs: {
    holds: {
      plain:
        "seq id at actor_kind actor_id action target request_id outcome changes hash salt addresses_sha256",
      origin: "ip user_agent",
    },
    onErasure: "none",
    keptFor: "audit",
    purpose: "who of the team did what, from where; of customers ids alone",
  },
  audit_seals: {
    holds: { plain: "to_seq hash sealed_at" },
    onErasure: "none",
    keptFor: "audit",
    purpose: "how far the audit trail is sealed",
  },
  automation_counts: {
    holds: { plain: "automation_id n counts" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "funnels of automations",
  },
  automation_versions: {
    holds: { plain: "automation_id n published_at published_by", identity: "definition" },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "what was published; a condition may name a person",
  },
  automations: {
    holds: {
      plain:
        "id name kind status revision version published_at published_revision due_at due_after created_at updated_at",
      identity: "definition",
    },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "rules and flows; a condition may name a person",
  },
  business_hours: {
    holds: { plain: "id timezone weekly holidays updated_at" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "when the business is open",
  },
  campaigns: {
    holds: {
      plain:
        "id name number_id template_id pace_mps status pause_reason message_prefix plan_cursor planned n_queued n_sending n_accepted n_held n_sent n_delivered n_read n_played n_failed n_unknown n_skipped reached_accepted reached_sent skipped_by_reason version launched_at completed_at created_at updated_at failed_by_code",
      identity: "audience variables",
    },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "what is sent to whom; an audience may name a person",
  },
  drafts: {
    holds: {
      plain: "id asked name components variables model template_id created_at accepted_at",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "templates that a model drafted from briefs without personal data",
  },
  events: {
    holds: { plain: "seq count at drained body changes" },
    onErasure: "none",
    keptFor: "deliveries",
    purpose: "what happened, as ids and small facts",
  },
  idempotency: {
    holds: { plain: "key_hash fingerprint status created_at", content: "body" },
    onErasure: "emptied",
    keptFor: "hours",
    purpose: "answers to calls, so that a repeated call does nothing twice",
  },
  ledger_heads: {
    holds: { plain: "ledger seq hash sealed_at" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "how far ledgers are sealed",
  },
  numbers: {
    holds: {
      plain:
        "id kind name waba_id portfolio_id phone_number_id display_phone_number verified_name status quality_rating throughput_mps messaging_limit created_at updated_at confirmed_at said_at token_expires_at expiry_told_for app_id auto_read keywords link_words",
      origin: "pending_act",
      sealed: "token_sealed pin_sealed",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "the business's own numbers",
  },
  opt_in_links: {
    holds: {
      plain:
        "id number_id name keyword prefilled statement statement_language created_at updated_at",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "links by which people agree to marketing",
  },
  quick_replies: {
    holds: { plain: "id shortcut media_id created_at updated_at", identity: "text" },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "answers that a team writes often",
  },
  retention_settings: {
    holds: { plain: "class days updated_at" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "how long what is kept",
  },
  retention_sweeps: {
    holds: { plain: "class started_at finished_at position swept last_swept" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "how far each day's sweep has come",
  },
  seen_changes: {
    holds: { plain: "key at" },
    onErasure: "none",
    keptFor: "raw_webhooks",
    purpose: "hashes of what Meta delivered, against a second delivery",
  },
  template_history: {
    holds: { plain: "template_id seq at act changes" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "what became of a template",
  },
  gone_opt_out_buttons: {
    holds: { plain: "template_id texts" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "which buttons of templates that were deleted stop marketing",
  },
  templates: {
    holds: {
      plain:
        "id waba_id number_id name language category parameter_format components status meta_template_id quality rejected_reason paused_until created_at updated_at marks archived_at opt_out_buttons",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "what may be sent outside of a conversation",
  },
  triggers: {
    holds: {
      plain: "id automation_id auth schema map dedupe_key created_at",
      credential: "secret_hash",
      sealed: "secret_sealed",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "URLs by which another system starts an automation",
  },
  webhook_log: {
    holds: { plain: "webhook_id id last_seq contacts", content: "attempts" },
    onErasure: "emptied",
    keptFor: "deliveries",
    purpose: "what was posted to the business's own URLs",
  },
  webhook_retries: {
    holds: { plain: "webhook_id seq attempts next_attempt_at" },
    onErasure: "none",
    keptFor: "deliveries",
    purpose: "what is posted again",
  },
  webhooks: {
    holds: {
      plain:
        "id url types numbers payload header_names old_secret_ends_at status disabled_reason cursor replay_seq replay_to first_failed_at failed_runs paused_until created_at updated_at deleted_at",
      sealed: "headers_sealed secret_sealed old_secret_sealed",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "where a business has its events posted to",
  },
  window_marks: {
    holds: { plain: "name told_until" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "up to when the ends of windows were told",
  },
};
