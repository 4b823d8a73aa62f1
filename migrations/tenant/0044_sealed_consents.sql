-- The consent ledger as a chain: each row is sealed to all before it, in order, behind the commit that wrote it. What is personal
-- enters the chain as a salted digest, so that it can be taken out while the chain still verifies.
ALTER TABLE consents ADD COLUMN statement_version TEXT;
--> statement-breakpoint
ALTER TABLE consents ADD COLUMN evidence_media_id TEXT;
--> statement-breakpoint
-- Whence the act was recorded; `subject_ip` and `subject_user_agent` are the person's.
ALTER TABLE consents ADD COLUMN recorded_ip TEXT;
--> statement-breakpoint
ALTER TABLE consents ADD COLUMN recorded_user_agent TEXT;
--> statement-breakpoint
-- NULL until the row is sealed on databases from before, and once it is redacted.
ALTER TABLE consents ADD COLUMN salt TEXT;
--> statement-breakpoint
ALTER TABLE consents ADD COLUMN personal_sha256 TEXT;
--> statement-breakpoint
-- How far a ledger is sealed. A row of its own: an index of rows that are not sealed would write twice for each.
CREATE TABLE ledger_heads (
  ledger TEXT PRIMARY KEY NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  sealed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX consents_by_id ON consents (id);
