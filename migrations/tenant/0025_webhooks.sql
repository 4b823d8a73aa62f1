-- Where a business has its events posted to. `cursor` is the last sequence of the ledger that was taken for it; `replay_seq` and
-- `replay_to` are what is sent once more: behind the one, up to and with the other. A row whose `deleted_at` is set stays until
-- its log is gone.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  types TEXT NOT NULL,
  numbers TEXT,
  payload TEXT NOT NULL CHECK (payload IN ('full', 'thin', 'meta')),
  header_names TEXT NOT NULL,
  headers_sealed TEXT,
  secret_sealed TEXT NOT NULL,
  old_secret_sealed TEXT,
  old_secret_ends_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('enabled', 'disabled')),
  disabled_reason TEXT,
  cursor INTEGER NOT NULL,
  replay_seq INTEGER,
  replay_to INTEGER,
  first_failed_at INTEGER,
  failed_runs INTEGER NOT NULL DEFAULT 0,
  paused_until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- What was posted, one row for what one run posted and wrote down at once. `id` is what the ids of its attempts begin with.
-- `attempts` is compressed JSON in base64; of first attempts it holds the bodies, and the row the last sequence: what is sent
-- again is looked up there, by the last of them. `contacts` are the people whose data stands in the bodies.
CREATE TABLE webhook_log (
  webhook_id TEXT NOT NULL,
  id TEXT NOT NULL,
  last_seq INTEGER,
  contacts TEXT NOT NULL,
  attempts TEXT NOT NULL,
  PRIMARY KEY (webhook_id, id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX webhook_log_bodies ON webhook_log (webhook_id, last_seq) WHERE last_seq IS NOT NULL;
--> statement-breakpoint
-- What failed and is posted again at `next_attempt_at`. `attempts` were made.
CREATE TABLE webhook_retries (
  webhook_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  PRIMARY KEY (webhook_id, seq)
) STRICT, WITHOUT ROWID;
