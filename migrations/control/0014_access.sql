-- Which numbers of the workspace somebody may know of, as a JSON list of ids; NULL: every one.
ALTER TABLE memberships ADD COLUMN numbers TEXT;
--> statement-breakpoint
ALTER TABLE invitations ADD COLUMN numbers TEXT;
--> statement-breakpoint
ALTER TABLE api_keys ADD COLUMN numbers TEXT;
--> statement-breakpoint
-- The networks from which a key is taken, as a JSON list in CIDR notation; NULL: any.
ALTER TABLE api_keys ADD COLUMN ip_allow TEXT;
--> statement-breakpoint
-- The secret before the last rotation (SHA-256, hex), and until when it is taken still (Unix ms).
ALTER TABLE api_keys ADD COLUMN former_hash TEXT;
--> statement-breakpoint
ALTER TABLE api_keys ADD COLUMN former_until INTEGER;
--> statement-breakpoint
-- Numbers that a member or a key is limited to are looked up by the workspace.
CREATE INDEX number_routes_by_workspace ON number_routes (tenant_id, number_id);
