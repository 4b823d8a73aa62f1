-- Old messages, in compressed objects of the bucket. What is `writing` or `dropped` is nobody's and leaves the bucket.
CREATE TABLE archive_objects (
  object_key TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('writing','stored','dropped')),
  first_id TEXT NOT NULL,
  last_id TEXT NOT NULL,
  messages INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  oldest_at INTEGER NOT NULL,
  written_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- The ids of two stored objects never overlap, so an id is in one at most.
CREATE UNIQUE INDEX archive_objects_stored ON archive_objects (first_id) WHERE state = 'stored';
--> statement-breakpoint
CREATE INDEX archive_objects_left ON archive_objects (written_at) WHERE state <> 'stored';
--> statement-breakpoint
-- Which objects hold messages of a conversation; `thread` is the contact of messages that have none.
CREATE TABLE archive_threads (
  thread TEXT NOT NULL,
  first_id TEXT NOT NULL,
  last_id TEXT NOT NULL,
  object_key TEXT NOT NULL,
  PRIMARY KEY (thread, first_id)
) STRICT, WITHOUT ROWID;
