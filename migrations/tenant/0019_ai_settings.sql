-- Whether and how the workspace uses AI: one row, none until somebody has decided. `models` NULL: all of the deployment's.
CREATE TABLE ai_settings (
  id INTEGER PRIMARY KEY,
  enabled INTEGER NOT NULL,
  models TEXT,
  monthly_cap INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- Drafts that were made in a month (`2026-11`) and in an hour (`2026-11-27T14`), in UTC.
CREATE TABLE ai_usage (
  span TEXT PRIMARY KEY,
  drafts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
