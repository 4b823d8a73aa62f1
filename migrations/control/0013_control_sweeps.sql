-- How far the daily sweep of the control plane has come in each class: the pass under way, or the last one.
CREATE TABLE control_sweeps (
  class TEXT PRIMARY KEY NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  position TEXT NOT NULL,
  swept INTEGER NOT NULL,
  last_swept INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
