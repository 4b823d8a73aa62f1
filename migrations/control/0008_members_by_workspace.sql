-- Who works in a workspace, the first to come first; a row more for each membership, written once.
CREATE INDEX memberships_by_tenant ON memberships (tenant_id, id);
