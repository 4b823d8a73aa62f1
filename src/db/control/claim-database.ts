import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { statement } from "#db/statement";

/**
 * Only databases that this deployment binds: a pool row may outlive its binding. A retired one is none of these: it keeps the id
 * of the workspace that it was of.
 */
const FREE_DATABASE =
  "SELECT binding FROM pool WHERE tenant_id IS NULL AND binding IN (SELECT value FROM json_each(?1)) ORDER BY binding LIMIT 1";

/**
 * Give a workspace a database of the pool, or find the one that it has. D1 runs one batch at a time, so no two workspaces get the
 * same one, and acts of one workspace at the same moment get one together.
 *
 * @param bindings The databases that this deployment binds; the pool learns of those that it does not know yet.
 * @returns Its binding; null when none is free.
 */
export async function claimDatabase(
  control: ControlDb,
  tenantId: Id<"tenant">,
  bindings: readonly string[],
): Promise<string | null> {
  const claimed = await claim(control, tenantId, bindings);
  if (claimed !== null || (await enterBindings(control, bindings)) === 0) return claimed;
  return claim(control, tenantId, bindings);
}

async function claim(
  control: ControlDb,
  tenantId: Id<"tenant">,
  bindings: readonly string[],
): Promise<string | null> {
  const [, , found] = await control.$client.batch<{ binding: string | null }>([
    statement(
      control,
      `UPDATE pool SET tenant_id = ?2 WHERE binding = (${FREE_DATABASE})
       AND EXISTS (SELECT 1 FROM tenants WHERE id = ?2 AND binding = id)`,
      JSON.stringify(bindings),
      tenantId,
    ),
    statement(
      control,
      `UPDATE tenants SET binding = p.binding FROM pool p
       WHERE p.tenant_id = tenants.id AND tenants.id = ?1 AND tenants.binding = tenants.id`,
      tenantId,
    ),
    statement(
      control,
      "SELECT nullif(binding, id) AS binding FROM tenants WHERE id = ?1",
      tenantId,
    ),
  ]);
  return found?.results[0]?.binding ?? null;
}

/** Enter bindings that the pool does not know yet. Returns how many there were. */
async function enterBindings(control: ControlDb, bindings: readonly string[]): Promise<number> {
  const { meta } = await statement(
    control,
    "INSERT INTO pool (binding) SELECT value FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
    JSON.stringify(bindings),
  ).run();
  return meta.changes;
}
