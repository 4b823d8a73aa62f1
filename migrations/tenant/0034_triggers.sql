-- URLs by which another system starts an automation. A token is kept as its hash; the secret of a signature, which must be
-- computed with, is sealed.
CREATE TABLE triggers (
  id TEXT PRIMARY KEY,
  automation_id TEXT NOT NULL,
  auth TEXT NOT NULL,
  secret_hash TEXT,
  secret_sealed TEXT,
  schema TEXT NOT NULL,
  map TEXT NOT NULL,
  dedupe_key TEXT,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
