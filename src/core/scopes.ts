/** What a credential may do, as `resource:verb`. A verb of a feature requires exactly one. Source: the public contract. */
export const SCOPES = [
  "numbers:read",
  "numbers:write",
  "contacts:read",
  "contacts:write",
  "contacts:export",
  "contacts:pii",
  "consents:read",
  "consents:write",
  "templates:read",
  "templates:write",
  "campaigns:read",
  "campaigns:write",
  "campaigns:launch",
  "inbox:read",
  "inbox:write",
  "messages:send",
  "automations:read",
  "automations:write",
  "webhooks:read",
  "webhooks:write",
  "workspace:read",
  "workspace:write",
  "team:read",
  "team:write",
  "privacy:read",
  "privacy:write",
  "events:read",
  "analytics:read",
  "audit:read",
  "keys:write",
  "ai:draft",
  "sandbox:write",
] as const;
export type Scope = (typeof SCOPES)[number];

export const ROLES = [
  "owner",
  "admin",
  "manager",
  "agent",
  "analyst",
  "developer",
  "billing",
] as const;
export type Role = (typeof ROLES)[number];

/** What somebody can be invited as: ownership is not given away by an invitation. */
export const INVITED_ROLES = ROLES.filter((role) => role !== "owner");

const reads = SCOPES.filter((scope) => scope.endsWith(":read"));
const of = (...resources: string[]) =>
  SCOPES.filter((scope) => resources.includes(scope.split(":")[0] ?? ""));

/**
 * The scopes of each role: owner all; admin all (ownership and deletion are guarded by role, not by scope); manager the
 * whole of marketing and the inbox; agent the inbox and contacts without export; analyst every read; developer the
 * integration surface and every read; billing the workspace's reading.
 */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  owner: SCOPES,
  admin: SCOPES,
  manager: [
    ...of(
      "contacts",
      "consents",
      "templates",
      "campaigns",
      "automations",
      "inbox",
      "messages",
      "analytics",
    ),
    "numbers:read",
    "events:read",
    "ai:draft",
  ],
  agent: [
    "inbox:read",
    "inbox:write",
    "messages:send",
    "contacts:read",
    "contacts:write",
    "consents:read",
    "templates:read",
    "numbers:read",
  ],
  analyst: reads,
  developer: [...reads, "keys:write", "webhooks:write", "sandbox:write"],
  billing: ["workspace:read"],
};
