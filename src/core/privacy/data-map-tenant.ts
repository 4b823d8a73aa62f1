/** Every table of a workspace's database, column by column: a column that is not here fails the suite. */
import type { DataPlace } from "#core/privacy/data-class";

export const TENANT_TABLES: Readonly<Record<string, DataPlace>> = {
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
  archive_objects: {
    holds: {
      plain: "object_key state first_id last_id messages bytes sha256 oldest_at written_at",
    },
    onErasure: "none",
    keptFor: "messages",
    purpose: "which files of the bucket hold old messages",
  },
  archive_threads: {
    holds: { plain: "first_id last_id object_key", profile: "thread" },
    onErasure: "deleted",
    keptFor: "messages",
    purpose: "which of those files hold messages of a conversation",
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
      plain: "seq id at actor_kind actor_id action target request_id outcome changes hash",
      origin: "ip user_agent",
    },
    onErasure: "none",
    keptFor: "audit",
    purpose: "who of the team did what, from where; of customers ids alone",
  },
  automation_counts: {
    holds: { plain: "automation_id n counts" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "funnels of automations",
  },
  automation_runs: {
    holds: {
      plain:
        "id automation_id n contact_id number_id conversation_id status reason cause depth revision wake_at created_at updated_at",
      content: "state",
    },
    onErasure: "deleted",
    keptFor: "messages",
    purpose: "how far an automation has come with a person, and what they answered",
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
  blocked_people: {
    holds: { plain: "contact_id number_id", profile: "blocked_at" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "whom a number does not hear",
  },
  business_hours: {
    holds: { plain: "id timezone weekly holidays updated_at" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "when the business is open",
  },
  campaign_lists: {
    holds: { plain: "campaign_id", profile: "contact_ids" },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "the people of a campaign that has a list",
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
  consents: {
    holds: {
      plain:
        "seq id contact_id purpose action state method by_person statement_sha256 statement_language statement_version evidence_media_id message_id actor captured_at recorded_at hash salt personal_sha256",
      profile: "statement source",
      origin: "subject_ip subject_user_agent recorded_ip recorded_user_agent",
    },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "proof of consent; after an erasure an entry of nobody in an unbroken chain",
  },
  contact_fields: {
    holds: { plain: "id key label type choices pii created_at updated_at" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "which fields contacts have, and of what type their values are",
  },
  contact_merges: {
    holds: {
      plain: "id winner loser cause actor merged_at conversations undone_at",
      identity: "identities",
      profile: "filled",
    },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "which contacts are one person, so that it can be undone",
  },
  contact_tags: {
    holds: { plain: "contact_id", profile: "tag" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "finding people by tag",
  },
  contact_words: {
    holds: { plain: "contact_id", profile: "word" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "finding people by name",
  },
  contacts: {
    holds: {
      plain: "id created_at updated_at profile_named merged_into",
      identity: "phone wa_id bsuid username external_id",
      profile:
        "name language timezone fields tags metadata marketing marketing_by_person marketing_consent_id marketing_held_at marketing_held_by suppressed blocked name_words",
    },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "the people that the business talks with",
  },
  conversation_counts: {
    holds: { plain: "number_id assignee n_all n_written n_open n_unread n_needs_reply" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "the numbers beside the inbox's views",
  },
  conversation_notes: {
    holds: { plain: "conversation_id id author mentions created_at edited_at", content: "text" },
    onErasure: "deleted",
    keptFor: "messages",
    purpose: "what the team says among itself of a conversation",
  },
  conversations: {
    holds: {
      plain:
        "id contact_id number_id last_message_id created_at merged_into has_written in_all in_written in_open in_unread in_needs_reply assignee priority snoozed_until bot_muted_until status unread",
      profile: "last_at last_inbound_at tags tag_keys",
    },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "the threads of the inbox",
  },
  drafts: {
    holds: {
      plain: "id asked name components variables model template_id created_at accepted_at",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "templates that a model drafted from briefs without personal data",
  },
  erased_messages: {
    holds: { plain: "erased_at", keyed: "key_hash" },
    onErasure: "stays",
    keptFor: "raw_webhooks",
    purpose: "which messages were erased, so that Meta's second delivery brings none back",
  },
  events: {
    holds: { plain: "seq count at drained body changes" },
    onErasure: "none",
    keptFor: "deliveries",
    purpose: "what happened, as ids and small facts",
  },
  exports: {
    holds: {
      plain:
        "id status resource format cursor pieces used row_count actor created_at ended_at due_at",
      identity: "filter",
    },
    onErasure: "emptied",
    keptFor: "files",
    purpose: "files that go out; a filter may name a person",
  },
  idempotency: {
    holds: { plain: "key_hash fingerprint status created_at", content: "body" },
    onErasure: "emptied",
    keptFor: "hours",
    purpose: "answers to calls, so that a repeated call does nothing twice",
  },
  identities: {
    holds: { plain: "kind contact_id created_at", identity: "value", keyed: "key_hash" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "what leads to a contact",
  },
  import_slices: {
    holds: { plain: "import_id n created known", content: "reports" },
    onErasure: "emptied",
    keptFor: "files",
    purpose: "what a part of a file led to, and what was wrong with its rows",
  },
  imports: {
    holds: {
      plain:
        "id status dry_run object_key file_name size sha256 file settings fingerprint repeats cursor line slices created updated unchanged rejected granted withheld reported undone_slices removed kept error actor created_at started_at ended_at due_at",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "files of contacts: what they led to, and who answers for the consent in them",
  },
  ledger_heads: {
    holds: { plain: "ledger seq hash sealed_at" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "how far ledgers are sealed",
  },
  legal_holds: {
    holds: { plain: "subject reason placed_by placed_at" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "whose data is kept for a law; nobody who is held can be erased",
  },
  media: {
    holds: {
      plain:
        "id status mime_type size sha256 message_id number_id meta_media_id meta_expires_at meta_uploads attempts due_at error deleted_at created_at stored_at object_key",
      content: "filename",
    },
    onErasure: "deleted",
    keptFor: "media",
    purpose: "files that came and went with messages",
  },
  mention_marks: {
    holds: { plain: "user_id read_up_to" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "which mentions somebody of the team has seen",
  },
  message_search: {
    holds: { plain: "ids message_id", content: "words" },
    onErasure: "deleted",
    keptFor: "messages",
    purpose: "finding messages by their words",
  },
  messages: {
    holds: {
      plain:
        "id direction number_id contact_id conversation_id campaign_id template_id type purpose state skip_reason retry_of attempts claim created_at received_at queued_at due_at claimed_at accepted_at held_at sent_at delivered_at read_at played_at failed_at edited_at revoked_at wait_code sent_from meta_conversation author pricing error consent_id",
      identity: "wamid context_wamid client_ref",
      content: "content variables metadata came_with original",
    },
    onErasure: "deleted",
    keptFor: "messages",
    purpose: "the conversation; a campaign's rows stay as counts of nobody",
  },
  note_mentions: {
    holds: { plain: "user_id note_id conversation_id" },
    onErasure: "deleted",
    keptFor: "messages",
    purpose: "who of the team is named in a note",
  },
  numbers: {
    holds: {
      plain:
        "id kind name waba_id portfolio_id phone_number_id display_phone_number verified_name status quality_rating throughput_mps messaging_limit created_at updated_at confirmed_at said_at token_expires_at expiry_told_for app_id auto_read",
      origin: "pending_act",
      sealed: "token_sealed pin_sealed",
    },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "the business's own numbers",
  },
  orphan_statuses: {
    holds: { plain: "message_id status at", identity: "body" },
    onErasure: "deleted",
    keptFor: "hours",
    purpose: "statuses that came before their message",
  },
  privacy_requests: {
    holds: {
      plain:
        "id kind status law contact_id contact_ids actor due_at created_at ended_at place outcome copy_ends_at",
      content: "note",
    },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "what people asked for of their data, and until when it is due",
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
  scheduled_messages: {
    holds: { plain: "message_id late_max_ms", content: "body" },
    onErasure: "deleted",
    keptFor: "messages",
    purpose: "messages that wait for their instant",
  },
  search_backfill: {
    holds: { plain: "id before next_row" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "how far old messages are filed",
  },
  segments: {
    holds: { plain: "id name name_key created_at updated_at", identity: "filter" },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "filters over contacts under a name; a filter may name a person",
  },
  seen_changes: {
    holds: { plain: "key at" },
    onErasure: "none",
    keptFor: "raw_webhooks",
    purpose: "hashes of what Meta delivered, against a second delivery",
  },
  suppressed_identities: {
    holds: { plain: "suppression_id", keyed: "key_hash" },
    onErasure: "stays",
    keptFor: "workspace",
    purpose: "who is never to be written to again, whoever enters them",
  },
  suppressions: {
    holds: { plain: "id contact_id kinds reason actor created_at", keyed: "key_hashes" },
    onErasure: "stays",
    keptFor: "workspace",
    purpose: "why somebody is on the suppression list",
  },
  tag_changes: {
    holds: { plain: "tag name after_id actor created_at" },
    onErasure: "none",
    keptFor: "hours",
    purpose: "tags that are being renamed or deleted",
  },
  template_history: {
    holds: { plain: "template_id seq at act changes" },
    onErasure: "none",
    keptFor: "workspace",
    purpose: "what became of a template",
  },
  templates: {
    holds: {
      plain:
        "id waba_id number_id name language category parameter_format components status meta_template_id quality rejected_reason paused_until created_at updated_at marks archived_at",
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
  withdrawn_identities: {
    holds: { plain: "withdrawn_at", keyed: "key_hash" },
    onErasure: "stays",
    keptFor: "workspace",
    purpose: "who withdrew under an id that nobody has any more",
  },
};
