-- When a workspace that its owner closed is gone; NULL of every other one. Until then it rests, and an owner may take it back.
ALTER TABLE tenants ADD COLUMN closing_at INTEGER;
--> statement-breakpoint
CREATE INDEX tenants_by_closing ON tenants (closing_at) WHERE closing_at IS NOT NULL;
--> statement-breakpoint
-- A retired database was emptied, and keeps the id of the workspace that it was of, so that it is nobody's to take. It is free
-- again when another database stands behind its binding.
ALTER TABLE pool ADD COLUMN retired_at INTEGER;
--> statement-breakpoint
CREATE INDEX pool_by_retired ON pool (retired_at) WHERE retired_at IS NOT NULL;
--> statement-breakpoint
-- How far the end of a workspace has come, and what is left of it afterwards: dates and counts, and nothing of a person.
CREATE TABLE closings (
  tenant_id TEXT PRIMARY KEY NOT NULL,
  binding TEXT,
  due_at INTEGER NOT NULL,
  began_at INTEGER NOT NULL,
  ended_at INTEGER,
  place TEXT NOT NULL,
  counts TEXT NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX closings_under_way ON closings (began_at) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX sessions_by_tenant ON sessions (tenant_id);
--> statement-breakpoint
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);
--> statement-breakpoint
CREATE INDEX invitations_by_email ON invitations (email);
--> statement-breakpoint
CREATE INDEX alert_subscriptions_by_user ON alert_subscriptions (user_id);
