-- Who is not to be written to, by keyed hashes alone: they outlive the contact. `contact_id` is whoever has the identities now.
CREATE TABLE suppressions (
  id TEXT PRIMARY KEY NOT NULL,
  contact_id TEXT,
  kinds TEXT NOT NULL,
  key_hashes TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('requested','complaint','legal','erased','other')),
  actor TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE suppressed_identities (
  key_hash TEXT PRIMARY KEY NOT NULL,
  suppression_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- NULL on rows from before; whoever is suppressed under one of those is found by its plain value then.
ALTER TABLE identities ADD COLUMN key_hash TEXT;
--> statement-breakpoint
-- However somebody becomes a contact or comes by an identity: a suppression is there first, in the same batch or long before.
CREATE TRIGGER identities_suppressed AFTER INSERT ON identities
WHEN EXISTS (SELECT 1 FROM suppressed_identities s WHERE s.key_hash = NEW.key_hash) BEGIN
  UPDATE contacts SET suppressed = 1 WHERE id = NEW.contact_id AND suppressed = 0;
  UPDATE suppressions SET contact_id = NEW.contact_id
    WHERE id = (SELECT s.suppression_id FROM suppressed_identities s WHERE s.key_hash = NEW.key_hash);
END;
