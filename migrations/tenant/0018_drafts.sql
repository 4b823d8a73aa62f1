-- Templates that a model drafted. `asked` is the brief as it was sent, and holds no personal data: such a brief is refused.
CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  asked TEXT NOT NULL,
  name TEXT NOT NULL,
  components TEXT NOT NULL,
  variables TEXT NOT NULL,
  model TEXT NOT NULL,
  template_id TEXT,
  created_at INTEGER NOT NULL,
  accepted_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- Every asking of a model: what it cost, and of what was sent the hash and the names of the members. `key_hash` is the caller's
-- idempotency key while it goes on.
CREATE TABLE ai_ledger (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'drafted', 'failed')),
  fault TEXT,
  model TEXT NOT NULL,
  rounds INTEGER NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cost_micros INTEGER,
  input_sha256 TEXT NOT NULL,
  fields TEXT NOT NULL,
  draft_id TEXT,
  key_hash TEXT
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- What is under way counts against the cap; a row that has ended is not in it.
CREATE INDEX ai_ledger_pending ON ai_ledger (at) WHERE outcome = 'pending';
