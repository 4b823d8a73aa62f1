-- Meta apps of workspaces' own. An app belongs to one workspace; its secrets (`new` or `new,old`) and its verify token are sealed.
CREATE TABLE meta_apps (
  app_id TEXT PRIMARY KEY NOT NULL,
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  secrets_sealed TEXT NOT NULL,
  verify_token_sealed TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX meta_apps_by_tenant ON meta_apps (tenant_id, created_at, app_id);
--> statement-breakpoint
-- The app that a number or account was connected with, under which alone its webhooks are taken; NULL is the deployment's own.
ALTER TABLE number_routes ADD COLUMN app_id TEXT;
--> statement-breakpoint
ALTER TABLE waba_routes ADD COLUMN app_id TEXT;
--> statement-breakpoint
-- Whom what is set aside concerns: who gave the number up, or owns it under another app. NULL when nobody here is known.
ALTER TABLE quarantine ADD COLUMN tenant_id TEXT;
--> statement-breakpoint
-- The app under which it came; NULL is the deployment's own.
ALTER TABLE quarantine ADD COLUMN app_id TEXT;
--> statement-breakpoint
CREATE INDEX quarantine_by_tenant ON quarantine (tenant_id, waba_id, id) WHERE tenant_id IS NOT NULL;
