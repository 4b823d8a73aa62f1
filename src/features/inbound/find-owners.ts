import type { Id } from "#core/ids";
import type { RoutedChange } from "#core/whatsapp/envelope";
import { ROUTE_KNOWN_MS } from "#features/numbers/index";
import { IsolateCache } from "#platform/isolate-cache";

const CACHE_ENTRIES_MAX = 20_000;

/** Owners that are known, by `p<phone_number_id>` or `w<waba id>`. That a number is unknown is never cached. */
const owners = new IsolateCache<string, Id<"tenant">>({
  entriesMax: CACHE_ENTRIES_MAX,
  ttlMs: ROUTE_KNOWN_MS,
});

interface Owner {
  readonly key: string;
  readonly tenantId: Id<"tenant">;
}

const FIND = `
SELECT 'p' || phone_number_id AS key, tenant_id AS tenantId FROM number_routes
WHERE phone_number_id IN (SELECT substr(value, 2) FROM json_each(?1) WHERE value LIKE 'p%')
UNION ALL
SELECT 'w' || waba_id, tenant_id FROM waba_routes
WHERE waba_id IN (SELECT substr(value, 2) FROM json_each(?1) WHERE value LIKE 'w%')`;

/** The ids that may name the owner of a change, likeliest first. A phone number id decides alone. */
const keysOf = (change: RoutedChange): readonly string[] =>
  change.phoneNumberId === null
    ? change.wabaIds.map((id) => `w${id}`)
    : [`p${change.phoneNumberId}`];

/**
 * The workspace that each change belongs to, in order; null when none owns its number or WABA. At most one read.
 *
 * @throws Whatever D1 throws when the routes cannot be read.
 */
export async function findOwners(
  env: Env,
  changes: readonly RoutedChange[],
): Promise<readonly (Id<"tenant"> | null)[]> {
  const nowMs = Date.now();
  const known = new Map<string, Id<"tenant">>();
  const missing = new Set<string>();
  for (const change of changes)
    for (const key of keysOf(change)) {
      const owner = owners.get(key, nowMs);
      if (owner === undefined) missing.add(key);
      else known.set(key, owner);
    }
  if (missing.size > 0)
    for (const { key, tenantId } of await readOwners(env, [...missing])) {
      owners.set(key, tenantId, nowMs);
      known.set(key, tenantId);
    }
  return changes.map((change) => keysOf(change).flatMap((key) => known.get(key) ?? [])[0] ?? null);
}

/** Ask again whose these are. */
export function forgetOwners(changes: readonly RoutedChange[]): void {
  for (const key of changes.flatMap(keysOf)) owners.delete(key);
}

async function readOwners(env: Env, keys: readonly string[]): Promise<readonly Owner[]> {
  const { results } = await env.CONTROL_DB.prepare(FIND).bind(JSON.stringify(keys)).all<Owner>();
  return results;
}
