/** What is kept of a person's account, for themselves. */
import { and, desc, eq, inArray } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { controlAuditLogs, memberships, sessions, tenants } from "#db/control/schema";
import { jsonList } from "#db/json-list";

/** The newest acts and sessions that are told; older ones are asked for by the support address. */
const NEWEST_MAX = 1_000;

export const readOwnWorkspaces = (control: ControlDb, userId: Id<"user">) =>
  control
    .select({
      id: tenants.id,
      name: tenants.name,
      role: memberships.role,
      joinedAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(memberships.id)
    .all();

export const readOwnSessions = (control: ControlDb, userId: Id<"user">) =>
  control
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.id))
    .limit(NEWEST_MAX)
    .all();

/** On the control plane, in workspaces that they are in; acts inside a workspace are the workspace's own record. */
export const readOwnActs = (
  control: ControlDb,
  userId: Id<"user">,
  tenantIds: readonly Id<"tenant">[],
) =>
  control
    .select()
    .from(controlAuditLogs)
    .where(
      and(
        inArray(controlAuditLogs.tenantId, jsonList(tenantIds)),
        eq(controlAuditLogs.actorKind, "user"),
        eq(controlAuditLogs.actorId, userId),
      ),
    )
    .orderBy(desc(controlAuditLogs.seq))
    .limit(NEWEST_MAX)
    .all();
