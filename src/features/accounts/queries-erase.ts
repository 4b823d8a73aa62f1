import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { statement } from "#db/statement";

/** `?1` is a person: open workspaces (`t`) that have no other owner. */
export const OWNED_ALONE = `FROM memberships m JOIN tenants t ON t.id = m.tenant_id
WHERE m.user_id = ?1 AND m.role = 'owner' AND t.closing_at IS NULL
AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.tenant_id = t.id AND o.role = 'owner' AND o.user_id <> ?1)`;

/** The workspaces that would be left without an owner, the oldest first. */
export async function findWorkspacesOwnedAlone(
  control: ControlDb,
  userId: Id<"user">,
  limit: number,
): Promise<readonly { readonly id: Id<"tenant">; readonly name: string }[]> {
  const { results } = await statement(
    control,
    `SELECT t.id, t.name ${OWNED_ALONE} ORDER BY m.id LIMIT ?2`,
    userId,
    limit,
  ).all<{ id: Id<"tenant">; name: string }>();
  return results;
}
