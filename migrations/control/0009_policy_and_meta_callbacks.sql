-- Which policy a person accepted; NULL for whoever registered before it was kept, and of a policy that stands elsewhere the hash.
ALTER TABLE users ADD COLUMN policy_version TEXT;
--> statement-breakpoint
ALTER TABLE users ADD COLUMN policy_sha256 TEXT;
--> statement-breakpoint
-- What Meta told of people who removed an app. The code is a keyed hash of the person's id with it; the id itself is not kept.
CREATE TABLE meta_callbacks (
  code TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('data_deletion','deauthorize')),
  app_id TEXT,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
