-- The Meta app that the number was connected with; NULL is the deployment's own.
ALTER TABLE numbers ADD COLUMN app_id TEXT;
--> statement-breakpoint
-- Who is blocked on which number: a contact is blocked as long as one of them blocks it.
CREATE TABLE blocked_people (
  contact_id TEXT NOT NULL,
  number_id TEXT NOT NULL,
  blocked_at INTEGER NOT NULL,
  PRIMARY KEY (contact_id, number_id)
) STRICT, WITHOUT ROWID;
