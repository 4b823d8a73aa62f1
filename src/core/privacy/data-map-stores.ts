/**
 * Every other place where the deployment keeps anything: by the tables of its objects, by the bindings of its configuration, and
 * by the folders of its bucket. A binding, a table or a folder that is not here fails the suite.
 */
import type { DataPlace } from "#core/privacy/data-class";

const nobody = (holds: string, purpose: string): DataPlace => ({
  holds: { plain: holds },
  onErasure: "none",
  keptFor: "workspace",
  purpose,
});

/** The tables of a workspace's session object. */
export const SESSION_TABLES: Readonly<Record<string, DataPlace>> = {
  keeping: nobody("id kept_ms is_held", "for how long what Meta sent is kept"),
  cursors: nobody("subscriber seq", "how far each follower of events has come"),
  metronomes: nobody("campaign_id state", "running campaigns"),
  mail: {
    holds: { plain: "seq received_at r2_key bytes", content: "body" },
    onErasure: "deleted",
    keptFor: "hours",
    purpose: "webhooks that are not applied yet",
  },
  mail_life: nobody("only life", "the object's own sequence"),
  turns: nobody(
    "n contact_id key due_at taken body",
    "what automations have to look at; ids alone",
  ),
  wakes: nobody("kind at", "when to look again"),
  drained: {
    holds: { plain: "last_seq at", content: "changes" },
    onErasure: "emptied",
    keptFor: "raw_webhooks",
    purpose: "what Meta sent, as it came",
  },
};

/** The tables of a workspace's sandbox: the built-in Meta, whose people are invented. */
export const SANDBOX_TABLES: Readonly<Record<string, DataPlace>> = {
  settings: nobody("key value", "the sandbox's own clock and faults"),
  numbers: {
    ...nobody(
      "phone_number_id waba_id display_phone_number verified_name throughput_mps messaging_limit template_review latency_ms created_at",
      "numbers of the sandbox",
    ),
    holds: {
      plain:
        "phone_number_id waba_id display_phone_number verified_name throughput_mps messaging_limit template_review latency_ms created_at",
      sealed: "access_token",
    },
  },
  registrations: nobody("phone_number_id pin registered", "numbers of the sandbox"),
  number_settings: nobody("phone_number_id settings", "numbers of the sandbox"),
  owners: {
    ...nobody("phone_number_id webhook", "who may use the sandbox's Graph API from outside"),
    holds: { plain: "phone_number_id webhook", credential: "token_hash" },
  },
  owner_sent: nobody("seq", "what was told to a client outside"),
  owner_outbox: {
    holds: { plain: "seq", content: "body" },
    onErasure: "deleted",
    keptFor: "hours",
    purpose: "webhooks of the sandbox on their way",
  },
  templates: nobody(
    "id waba_id name language category parameter_format components decision reason decided_at created_at",
    "templates of the sandbox",
  ),
  template_edits: nobody("template_id at", "templates of the sandbox"),
  uploads: nobody("id size offset", "files on their way"),
  ledger: {
    holds: {
      plain: "seq at phone_number_id type template category opaque outcome code price",
      identity: "recipient wamid",
    },
    onErasure: "emptied",
    keptFor: "workspace",
    purpose: "what was posted to the sandbox",
  },
  outbox: {
    holds: { plain: "seq", content: "body" },
    onErasure: "deleted",
    keptFor: "hours",
    purpose: "webhooks of the sandbox on their way",
  },
  windows: {
    holds: { plain: "phone_number_id at", identity: "person" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "whose window is open in the sandbox",
  },
  heard: {
    holds: { plain: "phone_number_id type at", identity: "wamid people" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "which messages can be read and quoted in the sandbox",
  },
  media: nobody(
    "id phone_number_id mime_type sha256 size expires_at",
    "files of the sandbox, which expire",
  ),
  media_chunks: nobody("media_id n bytes", "files of the sandbox, which expire"),
  reached: {
    holds: { plain: "at", identity: "person" },
    onErasure: "deleted",
    keptFor: "workspace",
    purpose: "how many people the sandbox's portfolio reached",
  },
};

/** A binding that stores nothing of a person by itself, or whose tables and folders stand apart. */
interface BindingEntry {
  readonly kind:
    | "database"
    | "bucket"
    | "object"
    | "queue"
    | "mail"
    | "limit"
    | "assets"
    | "variable"
    | "secret";
  /** What of persons goes through it, if anything. */
  readonly personal: string;
}

const PASSES_IDS = "ids alone: a job is a doorbell";

/** The bindings of the configuration; the pool's databases stand as `TENANT_DB`. */
export const BINDINGS: Readonly<Record<string, BindingEntry>> = {
  ASSETS: { kind: "assets", personal: "none" },
  MEDIA: { kind: "bucket", personal: "see the folders" },
  TENANT_SESSION: { kind: "object", personal: "see its tables" },
  SANDBOX_META: { kind: "object", personal: "see its tables" },
  SENDS: { kind: "queue", personal: PASSES_IDS },
  JOBS: { kind: "queue", personal: PASSES_IDS },
  DELIVERIES: { kind: "queue", personal: PASSES_IDS },
  EMAIL: {
    kind: "mail",
    personal: "e-mail address of a member of the team; never a customer's data",
  },
  LOGIN_LIMIT: { kind: "limit", personal: "hashes of networks and e-mails, for a minute" },
  REGISTER_LIMIT: { kind: "limit", personal: "hashes of networks, for a minute" },
  REFRESH_LIMIT: { kind: "limit", personal: "hashes of networks, for a minute" },
  API_LIMIT: { kind: "limit", personal: "ids of keys, for a minute" },
  CONTROL_DB: { kind: "database", personal: "see its tables" },
  TENANT_DB: { kind: "database", personal: "see its tables" },
};

/** The folders of the bucket: a workspace's own below `t/<id>/`, and the deployment's. */
export const BUCKET_FOLDERS: Readonly<Record<string, DataPlace>> = {
  "media/": {
    holds: { content: "bytes" },
    onErasure: "deleted",
    keptFor: "media",
    purpose: "files that came and went with messages",
  },
  "archive/": {
    holds: { content: "messages" },
    onErasure: "emptied",
    keptFor: "messages",
    purpose: "old messages, compressed",
  },
  "exports/": {
    holds: { content: "rows" },
    onErasure: "deleted",
    keptFor: "files",
    purpose: "files that go out, for seven days",
  },
  "imports/": {
    holds: { content: "file" },
    onErasure: "deleted",
    keptFor: "files",
    purpose: "files of contacts that came in, for seven days",
  },
  "inbound/": {
    holds: { content: "change" },
    onErasure: "emptied",
    keptFor: "raw_webhooks",
    purpose: "what Meta sent and was too long for a row",
  },
  "access/": {
    holds: { content: "data.json messages.csv media.json" },
    onErasure: "deleted",
    keptFor: "files",
    purpose: "copies of people's data that they asked for, for seven days",
  },
  "erasures/": {
    holds: { plain: "request_id contact_id contact_ids actor created_at" },
    onErasure: "stays",
    keptFor: "workspace",
    purpose: "who was erased, as ids, to be erased again behind a restore",
  },
  "spill/": {
    holds: { content: "body" },
    onErasure: "none",
    keptFor: "hours",
    purpose: "webhooks that could not be handed over, until the next sweep",
  },
  "quarantine/": {
    holds: { sealed: "body" },
    onErasure: "none",
    keptFor: "raw_webhooks",
    purpose: "webhooks that no number here is for, sealed",
  },
};
