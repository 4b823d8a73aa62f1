-- Which alerts of a workspace a member wants by e-mail: a JSON array of kinds. No row: none.
CREATE TABLE alert_subscriptions (
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  kinds TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
) STRICT, WITHOUT ROWID;
