/** A suspended workspace is kept; no credential of it works. */
export const TENANT_STATES = ["active", "suspended"] as const;
export type TenantState = (typeof TENANT_STATES)[number];
