-- A contact that is the same person as another leads to that one from then on. It is a pointer and no copy: the rows of both stay,
-- so that the two can be parted again. It names the contact that is left, however many merges lie between.
ALTER TABLE contacts ADD COLUMN merged_into TEXT;
--> statement-breakpoint
CREATE INDEX contacts_merged ON contacts (merged_into) WHERE merged_into IS NOT NULL;
--> statement-breakpoint
-- The conversation in which the thread of a merged contact goes on.
ALTER TABLE conversations ADD COLUMN merged_into TEXT;
--> statement-breakpoint
CREATE INDEX conversations_merged ON conversations (merged_into) WHERE merged_into IS NOT NULL;
--> statement-breakpoint
-- Each merge, and what it moved, as JSON: the identities, what the winner was given, the threads. Open while `undone_at` is NULL.
CREATE TABLE contact_merges (
  id TEXT PRIMARY KEY NOT NULL,
  winner TEXT NOT NULL,
  loser TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('identity','request')),
  actor TEXT NOT NULL,
  merged_at INTEGER NOT NULL,
  identities TEXT NOT NULL,
  filled TEXT NOT NULL,
  conversations TEXT NOT NULL,
  undone_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX contact_merges_open ON contact_merges (loser) WHERE undone_at IS NULL;
