-- What wants a person. An id follows from the event that was bad news and begins with its time, so the last day is a range of ids.
CREATE TABLE alerts (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT,
  cause_seq INTEGER,
  raised_at INTEGER NOT NULL,
  mailed_at INTEGER,
  acknowledged_at INTEGER,
  acknowledged_by TEXT
) STRICT, WITHOUT ROWID;
