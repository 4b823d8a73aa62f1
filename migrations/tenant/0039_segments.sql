-- Filters over contacts under a name. `name_key` is the name as `foldTag` folds it, so that no two differ by case alone.
CREATE TABLE segments (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  filter TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX segments_by_name ON segments (name_key);
