-- Answers that a team writes often.
CREATE TABLE quick_replies (
  id TEXT PRIMARY KEY,
  shortcut TEXT NOT NULL,
  text TEXT NOT NULL,
  media_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX quick_replies_by_shortcut ON quick_replies (shortcut);
