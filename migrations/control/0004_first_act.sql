-- A workspace gets its database at the first act that needs one: until then its binding is NULL. SQLite cannot take NOT NULL from a
-- column, so the table is made anew in place. What points at it waits for the end of the batch, when every row is there again.
PRAGMA defer_foreign_keys = on;
--> statement-breakpoint
CREATE TABLE tenants_kept AS SELECT * FROM tenants;
--> statement-breakpoint
DROP TABLE tenants;
--> statement-breakpoint
CREATE TABLE tenants (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  timezone TEXT NOT NULL,
  binding TEXT UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('active','suspended')),
  settings TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO tenants (id, name, timezone, binding, state, settings, created_at)
SELECT id, name, timezone, binding, state, settings, created_at FROM tenants_kept;
--> statement-breakpoint
DROP TABLE tenants_kept;
