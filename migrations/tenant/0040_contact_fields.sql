-- The fields that a workspace has declared: what type the values of a key are, and whether they are personal.
CREATE TABLE contact_fields (
  id TEXT PRIMARY KEY NOT NULL,
  "key" TEXT NOT NULL,
  label TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('text','number','boolean','date','choice','email')),
  choices TEXT NOT NULL,
  pii INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX contact_fields_by_key ON contact_fields ("key");
