-- Routes that a workspace gave up, by `p<phone_number_id>` or `w<waba_id>`. No other workspace takes one before every isolate has
-- forgotten whose it was.
CREATE TABLE released_routes (
  key TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  released_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
