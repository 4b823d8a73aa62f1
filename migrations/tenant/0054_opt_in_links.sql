-- Links by which people agree: whoever sends a link's keyword to its number agrees to its statement.
CREATE TABLE opt_in_links (
  id TEXT NOT NULL PRIMARY KEY,
  number_id TEXT NOT NULL,
  name TEXT NOT NULL,
  keyword TEXT NOT NULL,
  prefilled TEXT,
  statement TEXT NOT NULL,
  statement_language TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX opt_in_links_number ON opt_in_links (number_id, id);
--> statement-breakpoint
-- The folded phrases of a number's links, as JSON of their ids: a drain reads the number anyway. Null while there is none.
ALTER TABLE numbers ADD COLUMN link_words TEXT;
