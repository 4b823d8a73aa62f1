-- Runs of automations. The id follows from what started the run, so that starting it again inserts nothing. `revision` counts
-- turns: a turn is written only on the revision that it was decided on. A run that is over is in no index.
CREATE TABLE automation_runs (
  id TEXT PRIMARY KEY,
  automation_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  contact_id TEXT NOT NULL,
  number_id TEXT,
  conversation_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'completed', 'failed', 'stopped', 'handed_off')),
  reason TEXT,
  cause TEXT NOT NULL,
  depth INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  wake_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX automation_runs_due ON automation_runs (wake_at) WHERE wake_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX automation_runs_waiting ON automation_runs (contact_id) WHERE status = 'waiting';
