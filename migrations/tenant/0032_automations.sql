-- Rules and flows. `definition` is the draft; what runs is a version. `revision` counts changes, `version` is the published one's
-- number, and `published_at` grows with every publishing, so that count and maximum of the index below tell when what is kept of
-- them is old. `due_at` is when a schedule is due next, and `due_after` the last contact that it has been started for.
CREATE TABLE automations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('rule', 'flow')),
  status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'disabled')),
  revision INTEGER NOT NULL,
  version INTEGER NOT NULL,
  published_at INTEGER,
  published_revision INTEGER,
  due_at INTEGER,
  due_after TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  definition TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX automations_published ON automations (published_at) WHERE status = 'published';
--> statement-breakpoint
CREATE INDEX automations_due ON automations (due_at) WHERE due_at IS NOT NULL;
--> statement-breakpoint
-- What was published, never changed. A run goes on in the version that it began with.
CREATE TABLE automation_versions (
  automation_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (automation_id, n)
) STRICT, WITHOUT ROWID;
