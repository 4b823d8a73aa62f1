-- Accounts prove their address, forget and change passwords, and take a second step at sign-in.
-- Which password an account has, counted from 1: a token that was made under an earlier one is worth nothing.
ALTER TABLE users ADD COLUMN login_version INTEGER NOT NULL DEFAULT 1;
--> statement-breakpoint
-- When the person proved who they are; NULL: when the session began. A session that was switched from another keeps its instant.
ALTER TABLE sessions ADD COLUMN proven_at INTEGER;
--> statement-breakpoint
CREATE INDEX sessions_live_by_user ON sessions (user_id, id) WHERE revoked_at IS NULL;
--> statement-breakpoint
-- The token that was mailed; who registers with it reads that address. Beside it stands the one that whoever invited was shown.
ALTER TABLE invitations ADD COLUMN mailed_hash TEXT;
--> statement-breakpoint
CREATE UNIQUE INDEX invitations_by_mailed ON invitations (mailed_hash) WHERE mailed_hash IS NOT NULL;
--> statement-breakpoint
-- Tokens that do one thing for one account, once. token_hash is the SHA-256, hex. `email` is the address that the token was mailed
-- to; of a change the new one. The last two columns are of sign-ins that wait for their second step.
CREATE TABLE account_tokens (
  token_hash TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('verify_email','change_email','reset_password','second_step')),
  user_id TEXT NOT NULL REFERENCES users (id),
  email TEXT NOT NULL,
  login_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  tenant_id TEXT,
  session_kind TEXT CHECK (session_kind IN ('token','cookie'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX account_tokens_by_expiry ON account_tokens (expires_at);
--> statement-breakpoint
CREATE INDEX account_tokens_by_user ON account_tokens (user_id);
--> statement-breakpoint
-- The app that makes somebody's codes (RFC 6238). The seed is sealed; `last_step` is the last time step whose code was taken.
CREATE TABLE second_factors (
  user_id TEXT PRIMARY KEY NOT NULL REFERENCES users (id),
  seed_sealed TEXT NOT NULL,
  last_step INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  confirmed_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- Codes for when the app is lost; each works once. code_hash is a keyed hash, hex.
CREATE TABLE recovery_codes (
  user_id TEXT NOT NULL REFERENCES users (id),
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;
