-- How often somebody tried to sign in lately, by the hash of whose attempts are counted: a network's, or an e-mail's.
-- A row counts from its first attempt; one whose time is over begins anew or is swept. No e-mail and no address is stored.
CREATE TABLE sign_in_attempts (
  key_hash TEXT PRIMARY KEY NOT NULL,
  since INTEGER NOT NULL,
  attempts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX sign_in_attempts_by_since ON sign_in_attempts (since);
