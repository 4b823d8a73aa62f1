import type { Id } from "#core/ids";
import type { RoutedChange } from "#core/whatsapp/envelope";

/** A number that is disconnected may still be taken for its old owner's so long. */
const OWNER_TTL_MS = 60_000;
const CACHE_ENTRIES_MAX = 20_000;

/** Owners that are known, by `p<phone_number_id>` or `w<waba id>`. That a number is unknown is never cached. */
const cache = new Map<string, { readonly tenantId: Id<"tenant">; readonly untilMs: number }>();

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
  const missing = new Set<string>();
  for (const change of changes)
    for (const key of keysOf(change)) if (cached(key, nowMs) === null) missing.add(key);
  if (missing.size > 0) await learn(env, [...missing], nowMs);
  return changes.map((change) => {
    for (const key of keysOf(change)) {
      const owner = cached(key, nowMs);
      if (owner !== null) return owner;
    }
    return null;
  });
}

function cached(key: string, nowMs: number): Id<"tenant"> | null {
  const entry = cache.get(key);
  return entry === undefined || entry.untilMs <= nowMs ? null : entry.tenantId;
}

async function learn(env: Env, keys: readonly string[], nowMs: number): Promise<void> {
  const { results } = await env.CONTROL_DB.prepare(FIND)
    .bind(JSON.stringify(keys))
    .all<{ key: string; tenantId: Id<"tenant"> }>();
  if (cache.size + results.length > CACHE_ENTRIES_MAX) cache.clear();
  for (const { key, tenantId } of results)
    cache.set(key, { tenantId, untilMs: nowMs + OWNER_TTL_MS });
}
