-- How long a workspace keeps what, as far as it is not the default; how far each day's sweep has come; what must not be swept.
CREATE TABLE retention_settings (
  class TEXT PRIMARY KEY NOT NULL,
  days INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- One row for each class. `position`: where the next step goes on; `finished_at` is NULL while a pass is under way.
CREATE TABLE retention_sweeps (
  class TEXT PRIMARY KEY NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  position TEXT NOT NULL,
  swept INTEGER NOT NULL,
  last_swept INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- `subject`: a contact, or 'workspace' for all there is.
CREATE TABLE legal_holds (
  subject TEXT PRIMARY KEY NOT NULL,
  reason TEXT NOT NULL,
  placed_by TEXT NOT NULL,
  placed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
