-- What people ask for of their data: access, erasure, correction, restriction, objection. `contact_ids` are all contacts of the
-- person; `place` says how far the work has come, `outcome` what became of it, both as JSON. No row names anybody.
CREATE TABLE privacy_requests (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('access','erase','rectify','restrict','object')),
  status TEXT NOT NULL CHECK (status IN ('open','running','completed','rejected')),
  law TEXT NOT NULL CHECK (law IN ('gdpr','ccpa','lgpd')),
  contact_id TEXT NOT NULL,
  contact_ids TEXT NOT NULL,
  actor TEXT NOT NULL,
  note TEXT,
  due_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  place TEXT,
  outcome TEXT,
  copy_ends_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- What is under way; a request that has ended is not in it.
CREATE INDEX privacy_requests_running ON privacy_requests (id) WHERE status = 'running';
--> statement-breakpoint
-- Copies that are in the bucket, until when.
CREATE INDEX privacy_requests_copies ON privacy_requests (copy_ends_at) WHERE copy_ends_at IS NOT NULL;
--> statement-breakpoint
-- Keyed hashes of the ids of messages that were erased: Meta's and ours. For as long as Meta may deliver one again, whatever
-- names it is let go.
CREATE TABLE erased_messages (
  key_hash TEXT PRIMARY KEY NOT NULL,
  erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX erased_messages_by_time ON erased_messages (erased_at);
