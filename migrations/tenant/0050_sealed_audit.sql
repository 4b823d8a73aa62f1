-- The audit trail as a chain: rows are sealed to all before them, in order and in stretches, so that an act writes no row more.
-- IP address and User-Agent enter it as a salted digest, which stays when they are taken out.
ALTER TABLE audit_logs ADD COLUMN salt TEXT;
--> statement-breakpoint
ALTER TABLE audit_logs ADD COLUMN addresses_sha256 TEXT;
--> statement-breakpoint
UPDATE audit_logs SET salt = lower(hex(randomblob(16)));
--> statement-breakpoint
-- The link behind the last row of each stretch. The oldest is where the trail begins, once what was before it is forgotten.
CREATE TABLE audit_seals (
  to_seq INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  sealed_at INTEGER NOT NULL
) STRICT;
--> statement-breakpoint
-- What happened to something. The sending of messages, which is most of the trail, is left out: its index would cost a row a message.
CREATE INDEX audit_logs_by_target ON audit_logs (target, seq) WHERE action <> 'message.send';
--> statement-breakpoint
CREATE INDEX audit_logs_by_action ON audit_logs (action, seq) WHERE action <> 'message.send';
