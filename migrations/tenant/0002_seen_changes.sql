-- What Meta sent that is neither a message nor the status of one of ours has no id of its own. Its hash, with the entry's id and
-- time, is what tells a second delivery from a second happening. Kept longer than Meta goes on delivering.
CREATE TABLE seen_changes (
  key TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
