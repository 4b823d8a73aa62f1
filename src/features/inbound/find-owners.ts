import type { Id } from "#core/ids";
import type { ArrivedChange } from "#features/inbound/arrived";
import { ROUTE_KNOWN_MS } from "#features/numbers/index";
import { IsolateCache } from "#platform/isolate-cache";

const CACHE_ENTRIES_MAX = 20_000;

/** Whose a number or an account is. */
export interface Owner {
  readonly tenantId: Id<"tenant">;
  /** The Meta app under which alone its webhooks are taken; null: the deployment's own. */
  readonly appId: string | null;
  /** Null of an account. */
  readonly numberId: Id<"number"> | null;
}

/** Owners that are known, by `p<phone_number_id>` or `w<waba id>`. That a number is unknown is never cached. */
const owners = new IsolateCache<string, Owner>({
  entriesMax: CACHE_ENTRIES_MAX,
  ttlMs: ROUTE_KNOWN_MS,
});

const FIND = `
SELECT 'p' || phone_number_id AS key, tenant_id AS tenantId, app_id AS appId, number_id AS numberId FROM number_routes
WHERE phone_number_id IN (SELECT substr(value, 2) FROM json_each(?1) WHERE value LIKE 'p%')
UNION ALL
SELECT 'w' || waba_id, tenant_id, app_id, NULL FROM waba_routes
WHERE waba_id IN (SELECT substr(value, 2) FROM json_each(?1) WHERE value LIKE 'w%')`;

/** The ids that may name the owner of a change, likeliest first. A phone number id decides alone. */
const keysOf = (change: ArrivedChange): readonly string[] =>
  change.phoneNumberId === null
    ? change.wabaIds.map((id) => `w${id}`)
    : [`p${change.phoneNumberId}`];

/**
 * Whose each change is, in order; null when nobody owns its number or WABA. At most one read. An owner that is known by another
 * app than a change came under is asked for again: the number may have been connected anew.
 *
 * @throws Whatever D1 throws when the routes cannot be read.
 */
export async function findOwners(
  env: Env,
  changes: readonly ArrivedChange[],
): Promise<readonly (Owner | null)[]> {
  const nowMs = Date.now();
  const known = new Map<string, Owner>();
  const missing = new Set<string>();
  for (const change of changes)
    for (const key of keysOf(change)) {
      const owner = owners.get(key, nowMs);
      if (owner === undefined || owner.appId !== change.appId) missing.add(key);
      else known.set(key, owner);
    }
  if (missing.size > 0)
    for (const { key, ...owner } of await readOwners(env, [...missing])) {
      owners.set(key, owner, nowMs);
      known.set(key, owner);
    }
  return changes.map((change) => keysOf(change).flatMap((key) => known.get(key) ?? [])[0] ?? null);
}

/** Ask again whose these are. */
export function forgetOwners(changes: readonly ArrivedChange[]): void {
  for (const key of changes.flatMap(keysOf)) owners.delete(key);
}

async function readOwners(
  env: Env,
  keys: readonly string[],
): Promise<readonly (Owner & { readonly key: string })[]> {
  const { results } = await env.CONTROL_DB.prepare(FIND)
    .bind(JSON.stringify(keys))
    .all<Owner & { key: string }>();
  return results;
}
