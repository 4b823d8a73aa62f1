-- The control plane: who may sign in, which workspace a credential or a Meta id belongs to, and which database a workspace owns.
-- It holds no customer data. Forward-only: a later file mends a mistake, never an edit here. Instants are Unix milliseconds, UTC.
CREATE TABLE users (
  id TEXT PRIMARY KEY NOT NULL,
  full_name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  timezone TEXT NOT NULL,
  locale TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  email_verified INTEGER NOT NULL DEFAULT 0,
  policy_accepted_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE pool (
  binding TEXT PRIMARY KEY NOT NULL,
  tenant_id TEXT UNIQUE
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE tenants (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  timezone TEXT NOT NULL,
  binding TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('active','suspended')),
  settings TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE memberships (
  id TEXT PRIMARY KEY NOT NULL,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL CHECK (role IN ('owner','admin','manager','agent','analyst','developer','billing')),
  created_at INTEGER NOT NULL,
  UNIQUE (user_id, tenant_id)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- A session is a family of refresh tokens. Revoking the family ends it everywhere.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  ip TEXT,
  user_agent TEXT,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX sessions_by_user ON sessions (user_id, id);
--> statement-breakpoint
-- token_hash is the SHA-256 of the token, hex. A token that was used keeps its row, so that its reuse can be told.
CREATE TABLE refresh_tokens (
  token_hash TEXT PRIMARY KEY NOT NULL,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  created_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY NOT NULL,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  last_used_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX api_keys_by_tenant ON api_keys (tenant_id, id);
--> statement-breakpoint
-- One owner per Meta phone number and per WABA on the deployment.
CREATE TABLE number_routes (
  phone_number_id TEXT PRIMARY KEY NOT NULL,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  number_id TEXT NOT NULL,
  waba_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE waba_routes (
  waba_id TEXT PRIMARY KEY NOT NULL,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- Acts on accounts, sessions, keys and routes. Acts inside a workspace are audited in its own database.
CREATE TABLE audit_logs (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  tenant_id TEXT,
  actor_kind TEXT NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  target TEXT,
  ip TEXT,
  user_agent TEXT,
  request_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  changes TEXT
) STRICT;
--> statement-breakpoint
CREATE INDEX audit_logs_by_tenant ON audit_logs (tenant_id, seq);
--> statement-breakpoint
-- Answers of unsafe control-plane calls by idempotency key; the body is sealed because it may hold a new key.
CREATE TABLE idempotency (
  key_hash TEXT PRIMARY KEY NOT NULL,
  fingerprint TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- Webhooks for numbers nobody here owns. The body is sealed in R2 under `r2_key` for 14 days.
CREATE TABLE quarantine (
  id TEXT PRIMARY KEY NOT NULL,
  received_at INTEGER NOT NULL,
  phone_number_id TEXT,
  waba_id TEXT,
  field TEXT,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  r2_key TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- Queue messages that failed all their attempts. They carry ids only; the rows they point at are the truth.
CREATE TABLE dead_letters (
  id TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  queue TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
