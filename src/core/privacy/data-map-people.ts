/** The tables of a workspace's database that are about people, column by column. */
import type { DataPlace } from "#core/privacy/data-class";

export const PEOPLE_TABLES: Readonly<Record<string, DataPlace>> = {
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
  blocked_people: {
    holds: { plain: "contact_id number_id", profile: "blocked_at" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "whom a number does not hear",
  },
  campaign_lists: {
    holds: { plain: "campaign_id", profile: "contact_ids" },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "the people of a campaign that has a list",
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
  contact_notes: {
    holds: { plain: "contact_id id author created_at edited_at", content: "text" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "what the team says among itself of a person",
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
  erased_messages: {
    holds: { plain: "erased_at", keyed: "key_hash" },
    onErasure: "stays",
    keptFor: "raw_webhooks",
    purpose: "which messages were erased, so that Meta's second delivery brings none back",
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
  withdrawn_identities: {
    holds: { plain: "withdrawn_at", keyed: "key_hash" },
    onErasure: "stays",
    keptFor: "workspace",
    purpose: "who withdrew under an id that nobody has any more",
  },
};
