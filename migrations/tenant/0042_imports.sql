-- Files of contacts. The file itself is in the bucket, and what is read of it stands beside in `import_slices`: a row for each
-- commit, which moves `cursor` along, so that an import goes on where it stood.
CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('receiving', 'queued', 'running', 'completed', 'failed', 'undoing', 'undone')),
  dry_run INTEGER NOT NULL DEFAULT 0,
  object_key TEXT,
  file_name TEXT,
  size INTEGER,
  sha256 TEXT,
  file TEXT,
  settings TEXT,
  fingerprint TEXT,
  repeats TEXT,
  cursor INTEGER NOT NULL DEFAULT 0,
  line INTEGER NOT NULL DEFAULT 0,
  slices INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  granted INTEGER NOT NULL DEFAULT 0,
  withheld INTEGER NOT NULL DEFAULT 0,
  reported INTEGER NOT NULL DEFAULT 0,
  undone_slices INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0,
  kept INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  actor TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  due_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- What is still to be done: a file to be read, or to be taken out of the bucket.
CREATE INDEX imports_due ON imports (due_at) WHERE due_at IS NOT NULL;
--> statement-breakpoint
-- The same file with the same settings is found again by it.
CREATE INDEX imports_by_fingerprint ON imports (fingerprint) WHERE fingerprint IS NOT NULL;
--> statement-breakpoint
-- What one commit of an import did, packed: whom it made and when that was written, whom else it named, and what was wrong.
CREATE TABLE import_slices (
  import_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  created TEXT NOT NULL,
  known TEXT NOT NULL,
  reports TEXT,
  PRIMARY KEY (import_id, n)
) STRICT, WITHOUT ROWID;
