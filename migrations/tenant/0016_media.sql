-- Files that were uploaded, or that came with messages. The medium of an incoming message has the message's own id under another
-- prefix, so no index leads from one to the other.
CREATE TABLE media (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('pending', 'stored', 'failed', 'expired')),
  mime_type TEXT NOT NULL,
  size INTEGER,
  sha256 TEXT,
  filename TEXT,
  object_key TEXT,
  message_id TEXT,
  number_id TEXT,
  meta_media_id TEXT,
  meta_expires_at INTEGER,
  meta_uploads TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  error TEXT,
  deleted_at INTEGER,
  created_at INTEGER NOT NULL,
  stored_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- What is still to be done: fetched from Meta, or taken out of the bucket. A medium that rests is not in it.
CREATE INDEX media_due ON media (due_at) WHERE due_at IS NOT NULL;
