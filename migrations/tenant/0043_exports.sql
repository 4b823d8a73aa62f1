-- What goes out as files. A table of an export lies in the bucket in pieces, one for each commit of its job, which moves `cursor`
-- along; they are put together when the file is fetched.
CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'ready', 'failed', 'expired')),
  resource TEXT NOT NULL CHECK (resource IN ('contacts', 'messages', 'campaigns', 'consents', 'audit', 'workspace')),
  format TEXT NOT NULL CHECK (format IN ('csv', 'ndjson')),
  filter TEXT,
  cursor TEXT,
  pieces TEXT NOT NULL DEFAULT '[]',
  used TEXT NOT NULL DEFAULT '[]',
  row_count INTEGER NOT NULL DEFAULT 0,
  actor TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  due_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX exports_due ON exports (due_at) WHERE due_at IS NOT NULL;
