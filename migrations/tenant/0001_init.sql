-- One workspace's database. Every table has a text key and no rowid, and an index only where a page or a lookup needs one:
-- rows written are the bill. Forward-only and additive. Instants are Unix milliseconds, UTC; ids of Meta are text.
CREATE TABLE numbers (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cloud','sandbox')),
  name TEXT NOT NULL,
  waba_id TEXT NOT NULL,
  portfolio_id TEXT,
  phone_number_id TEXT NOT NULL,
  display_phone_number TEXT NOT NULL,
  verified_name TEXT,
  status TEXT NOT NULL CHECK (status IN ('pending','connected','paused','needs_reauth','restricted','disconnected')),
  quality_rating TEXT NOT NULL DEFAULT 'unknown',
  throughput_mps INTEGER NOT NULL,
  messaging_limit INTEGER,
  token_sealed TEXT,
  pin_sealed TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- `marketing` is the head of the consent ledger for that purpose; `marketing_by_person` says that the person withdrew it.
CREATE TABLE contacts (
  id TEXT PRIMARY KEY NOT NULL,
  phone TEXT,
  wa_id TEXT,
  bsuid TEXT,
  username TEXT,
  name TEXT,
  external_id TEXT,
  language TEXT,
  timezone TEXT,
  fields TEXT NOT NULL DEFAULT '{}',
  tags TEXT NOT NULL DEFAULT '[]',
  metadata TEXT NOT NULL DEFAULT '{}',
  marketing TEXT NOT NULL DEFAULT 'unknown' CHECK (marketing IN ('unknown','granted','withdrawn')),
  marketing_by_person INTEGER NOT NULL DEFAULT 0,
  suppressed INTEGER NOT NULL DEFAULT 0,
  blocked INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX contacts_external_id ON contacts (external_id) WHERE external_id IS NOT NULL;
--> statement-breakpoint
-- Who a contact is. A phone's value is its canonical key (the variants of Brazil, Mexico and Argentina collapse), digits only.
CREATE TABLE identities (
  value TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('phone','bsuid','parent_bsuid')),
  contact_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (value, kind)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX identities_by_contact ON identities (contact_id);
--> statement-breakpoint
-- `tag` is the case-folded name; the contact's own `tags` keeps the names as given.
CREATE TABLE contact_tags (
  tag TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  PRIMARY KEY (tag, contact_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- The consent ledger: append-only. `hash` is sealed in order after the row exists.
CREATE TABLE consents (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('grant','withdraw','request')),
  state TEXT NOT NULL CHECK (state IN ('unknown','granted','withdrawn')),
  method TEXT NOT NULL,
  by_person INTEGER NOT NULL,
  statement TEXT,
  statement_sha256 TEXT,
  statement_language TEXT,
  source TEXT,
  subject_ip TEXT,
  subject_user_agent TEXT,
  message_id TEXT,
  actor TEXT NOT NULL,
  captured_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  hash TEXT
) STRICT;
--> statement-breakpoint
CREATE INDEX consents_by_contact ON consents (contact_id, seq);
--> statement-breakpoint
CREATE TABLE templates (
  id TEXT PRIMARY KEY NOT NULL,
  waba_id TEXT NOT NULL,
  number_id TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  parameter_format TEXT NOT NULL,
  components TEXT NOT NULL,
  status TEXT NOT NULL,
  meta_template_id TEXT,
  quality TEXT,
  rejected_reason TEXT,
  paused_until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (waba_id, name, language)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX templates_by_meta_id ON templates (meta_template_id) WHERE meta_template_id IS NOT NULL;
--> statement-breakpoint
-- One conversation per contact and number; its id is derived from both, so no index finds it.
CREATE TABLE conversations (
  id TEXT PRIMARY KEY NOT NULL,
  contact_id TEXT NOT NULL,
  number_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open','pending','snoozed','resolved')),
  unread INTEGER NOT NULL DEFAULT 0,
  last_message_id TEXT,
  last_at INTEGER NOT NULL,
  last_inbound_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX conversations_by_last ON conversations (last_at, id);
--> statement-breakpoint
-- One outbox and one inbox. A campaign's rows share the first 23 characters of their id, so the key range is the campaign.
-- `state` is derived from the facts (the instants); no index holds a state that a campaign row passes through.
CREATE TABLE messages (
  id TEXT PRIMARY KEY NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('inbound','outbound')),
  number_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  conversation_id TEXT,
  campaign_id TEXT,
  template_id TEXT,
  type TEXT NOT NULL,
  content TEXT,
  variables TEXT,
  context_wamid TEXT,
  purpose TEXT,
  state TEXT NOT NULL CHECK (state IN ('received','scheduled','queued','sending','accepted','held','sent','delivered','read','played','failed','unknown','skipped','cancelled')),
  skip_reason TEXT,
  wamid TEXT,
  client_ref TEXT,
  metadata TEXT,
  error TEXT,
  pricing TEXT,
  retry_of TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  claim TEXT,
  created_at INTEGER NOT NULL,
  received_at INTEGER,
  queued_at INTEGER,
  due_at INTEGER,
  claimed_at INTEGER,
  accepted_at INTEGER,
  held_at INTEGER,
  sent_at INTEGER,
  delivered_at INTEGER,
  read_at INTEGER,
  played_at INTEGER,
  failed_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX messages_by_thread ON messages (conversation_id, id) WHERE conversation_id IS NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX messages_by_wamid ON messages (wamid) WHERE wamid IS NOT NULL;
--> statement-breakpoint
CREATE INDEX messages_open ON messages (state, id) WHERE campaign_id IS NULL AND state IN ('queued','sending');
--> statement-breakpoint
CREATE INDEX messages_by_client_ref ON messages (client_ref) WHERE client_ref IS NOT NULL;
--> statement-breakpoint
-- The `n_` columns are the disjoint current states of the campaign's rows: their sum is `planned` after every commit.
CREATE TABLE campaigns (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  number_id TEXT NOT NULL,
  template_id TEXT NOT NULL,
  audience TEXT NOT NULL,
  variables TEXT NOT NULL,
  pace_mps INTEGER,
  status TEXT NOT NULL CHECK (status IN ('draft','scheduled','planning','running','paused','completed','cancelled','failed')),
  pause_reason TEXT,
  message_prefix TEXT,
  plan_cursor TEXT,
  planned INTEGER NOT NULL DEFAULT 0,
  n_queued INTEGER NOT NULL DEFAULT 0,
  n_sending INTEGER NOT NULL DEFAULT 0,
  n_accepted INTEGER NOT NULL DEFAULT 0,
  n_held INTEGER NOT NULL DEFAULT 0,
  n_sent INTEGER NOT NULL DEFAULT 0,
  n_delivered INTEGER NOT NULL DEFAULT 0,
  n_read INTEGER NOT NULL DEFAULT 0,
  n_played INTEGER NOT NULL DEFAULT 0,
  n_failed INTEGER NOT NULL DEFAULT 0,
  n_unknown INTEGER NOT NULL DEFAULT 0,
  n_skipped INTEGER NOT NULL DEFAULT 0,
  reached_accepted INTEGER NOT NULL DEFAULT 0,
  reached_sent INTEGER NOT NULL DEFAULT 0,
  skipped_by_reason TEXT NOT NULL DEFAULT '{}',
  version INTEGER NOT NULL DEFAULT 1,
  launched_at INTEGER,
  completed_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- The contacts of a campaign whose audience is a list, in its order, as a JSON array of ids. Apart from the campaign's row,
-- which is written again with every block that is sent.
CREATE TABLE campaign_lists (
  campaign_id TEXT PRIMARY KEY NOT NULL,
  contact_ids TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- One row per commit. `seq` is the sequence of its last event, `body` the JSON array of its events, so the feed has no gaps.
-- `drained` is the highest mailbox sequence applied so far: a drain that comes twice finds it and rolls back. A drain's row
-- also keeps in `changes` what Meta sent, as it came.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  at INTEGER NOT NULL,
  drained INTEGER NOT NULL,
  body TEXT NOT NULL,
  changes TEXT
) STRICT;
--> statement-breakpoint
INSERT INTO events (seq, count, at, drained, body) VALUES (0, 0, 0, 0, '[]');
--> statement-breakpoint
-- Statuses that carry an id of ours for a row that is not there (yet); kept 24 hours.
CREATE TABLE orphan_statuses (
  message_id TEXT NOT NULL,
  status TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (message_id, status)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE audit_logs (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  target TEXT,
  ip TEXT,
  user_agent TEXT,
  request_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  changes TEXT,
  hash TEXT
) STRICT;
--> statement-breakpoint
-- The answer of each unsafe call that carried an idempotency key, written in the same batch as its effect.
CREATE TABLE idempotency (
  key_hash TEXT PRIMARY KEY NOT NULL,
  fingerprint TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
