-- A tag that is being renamed, merged into another or deleted: contacts are changed in slices, newest id last. Empty when nothing is.
CREATE TABLE tag_changes (
  tag TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  after_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
