-- Who holds the token of one may register with its e-mail: into the workspace that it names, or, made by the operator, with a
-- workspace of their own. Or, with an account already, may join. Only the SHA-256 of a token is stored, hex.
CREATE TABLE invitations (
  id TEXT PRIMARY KEY NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  tenant_id TEXT REFERENCES tenants (id),
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner','admin','manager','agent','analyst','developer','billing')),
  invited_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX invitations_by_tenant ON invitations (tenant_id, id);
--> statement-breakpoint
CREATE INDEX invitations_by_expiry ON invitations (expires_at);
