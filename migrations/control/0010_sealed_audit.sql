-- The audit trail as a chain, like a workspace's own: sealed in stretches, addresses as a salted digest that stays without them.
ALTER TABLE audit_logs ADD COLUMN salt TEXT;
--> statement-breakpoint
ALTER TABLE audit_logs ADD COLUMN addresses_sha256 TEXT;
--> statement-breakpoint
UPDATE audit_logs SET salt = lower(hex(randomblob(16)));
--> statement-breakpoint
CREATE TABLE audit_seals (
  to_seq INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  sealed_at INTEGER NOT NULL
) STRICT;
