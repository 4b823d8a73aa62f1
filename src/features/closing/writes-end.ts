/** What the end of a workspace writes in the control plane. Each step's statements may be run again. */
import type { Id } from "#core/ids";
import { firstPlace, SETTLE_MS, type ClosingPlace } from "#core/tenant/closing";
import type { ControlDb } from "#db/control/client";
import { statement, type Statement } from "#db/statement";

/** Begin the end of a workspace whose grace is over. One that was begun, or taken back, is left as it is. */
export const beginEnd = (control: ControlDb, id: Id<"tenant">, nowMs: number): Statement =>
  statement(
    control,
    `INSERT INTO closings (tenant_id, binding, due_at, began_at, place, counts)
     SELECT id, nullif(binding, id), closing_at, ?2, ?3, '{}' FROM tenants
     WHERE id = ?1 AND closing_at <= ?4 ON CONFLICT DO NOTHING`,
    id,
    nowMs,
    JSON.stringify(firstPlace(nowMs)),
    nowMs - SETTLE_MS,
  );

/** Go on to the next step, unless somebody else did. */
export const movePlace = (
  control: ControlDb,
  id: Id<"tenant">,
  move: { readonly from: ClosingPlace; readonly to: ClosingPlace },
): Statement =>
  statement(
    control,
    "UPDATE closings SET place = ?3 WHERE tenant_id = ?1 AND json_extract(place, '$.step') = ?2",
    id,
    move.from.step,
    JSON.stringify(move.to),
  );

/** Add to the count of a store. */
export const addCount = (
  control: ControlDb,
  id: Id<"tenant">,
  of: { readonly store: string; readonly count: number },
): Statement =>
  statement(
    control,
    `UPDATE closings SET counts = json_set(counts, '$."' || ?2 || '"',
       coalesce(json_extract(counts, '$."' || ?2 || '"'), 0) + CAST(?3 AS INTEGER)) WHERE tenant_id = ?1`,
    id,
    of.store,
    of.count,
  );

/** Set the count of a store that is counted as a whole. */
export const setCount = (
  control: ControlDb,
  id: Id<"tenant">,
  of: { readonly store: string; readonly count: number },
): Statement =>
  statement(
    control,
    `UPDATE closings SET counts = json_set(counts, '$."' || ?2 || '"', CAST(?3 AS INTEGER)) WHERE tenant_id = ?1`,
    id,
    of.store,
    of.count,
  );

/** Delete rows of the workspace (`?1`) and count them in the same batch, so that no run counts them twice. */
const deleteCounted = (
  control: ControlDb,
  id: Id<"tenant">,
  of: { readonly store: string; readonly which: string },
): Statement[] => [
  statement(
    control,
    `UPDATE closings SET counts = json_set(counts, '$.${of.store}', coalesce(json_extract(counts, '$.${of.store}'), 0)
       + (SELECT count(*) FROM ${of.store} WHERE ${of.which})) WHERE tenant_id = ?1`,
    id,
  ),
  statement(control, `DELETE FROM ${of.store} WHERE ${of.which}`, id),
];

const OF_TENANT = "tenant_id = ?1";

/** No key, session or invitation of the workspace works any more; it has none but those of its members. */
export const endCredentials = (
  control: ControlDb,
  id: Id<"tenant">,
  nowMs: number,
): Statement[] => [
  ...deleteCounted(control, id, { store: "api_keys", which: OF_TENANT }),
  ...deleteCounted(control, id, { store: "invitations", which: OF_TENANT }),
  statement(
    control,
    "UPDATE sessions SET revoked_at = ?2 WHERE tenant_id = ?1 AND revoked_at IS NULL",
    id,
    nowMs,
  ),
];

/** Free what routes are left, and forget its Meta apps. They rest as any that were given up. */
export const endRoutes = (control: ControlDb, id: Id<"tenant">, nowMs: number): Statement[] => [
  ...["number_routes", "waba_routes"].map((table) =>
    statement(
      control,
      table === "number_routes"
        ? `INSERT OR REPLACE INTO released_routes (key, tenant_id, released_at)
           SELECT 'p' || phone_number_id, tenant_id, ?2 FROM number_routes WHERE tenant_id = ?1`
        : `INSERT OR REPLACE INTO released_routes (key, tenant_id, released_at)
           SELECT 'w' || waba_id, tenant_id, ?2 FROM waba_routes WHERE tenant_id = ?1`,
      id,
      nowMs,
    ),
  ),
  ...deleteCounted(control, id, { store: "number_routes", which: OF_TENANT }),
  ...deleteCounted(control, id, { store: "waba_routes", which: OF_TENANT }),
  ...deleteCounted(control, id, { store: "meta_apps", which: OF_TENANT }),
];

/** Take a slice of the members out. Who works nowhere else is erased behind this, in the same batch: `eraseAccounts`. */
export const endMemberships = (
  control: ControlDb,
  id: Id<"tenant">,
  userIds: readonly Id<"user">[],
): Statement[] => [
  addCount(control, id, { store: "memberships", count: userIds.length }),
  statement(
    control,
    "DELETE FROM alert_subscriptions WHERE tenant_id = ?1 AND user_id IN (SELECT value FROM json_each(?2))",
    id,
    JSON.stringify(userIds),
  ),
  statement(
    control,
    "DELETE FROM memberships WHERE tenant_id = ?1 AND user_id IN (SELECT value FROM json_each(?2))",
    id,
    JSON.stringify(userIds),
  ),
];

/** A session of somebody who works elsewhere too may have thousands of tokens. */
const SESSIONS_SLICE = 10;
const SLICE = `id IN (SELECT id FROM sessions WHERE tenant_id = ?1 LIMIT ${SESSIONS_SLICE})`;

/** Forget a slice of its sessions. */
export const endSessions = (control: ControlDb, id: Id<"tenant">): Statement[] => [
  statement(
    control,
    `DELETE FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE ${SLICE})`,
    id,
  ),
  ...deleteCounted(control, id, { store: "sessions", which: SLICE }),
];

/**
 * The last act: its database is retired, its row goes with whatever came meanwhile, and the record is closed. A retired database
 * keeps the workspace's id in the pool, so that it is free for nobody. Acts on it keep that id as well, which names nothing any more,
 * until their time is over: a trail with a gap could not be checked.
 */
export const endRecord = (control: ControlDb, id: Id<"tenant">, nowMs: number): Statement[] => [
  statement(control, "UPDATE pool SET retired_at = ?2 WHERE tenant_id = ?1", id, nowMs),
  statement(
    control,
    "DELETE FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE tenant_id = ?1)",
    id,
  ),
  ...[
    "sessions",
    "memberships",
    "alert_subscriptions",
    "api_keys",
    "invitations",
    "released_routes",
    "tenants",
  ].map((table) =>
    statement(
      control,
      `DELETE FROM ${table} WHERE ${table === "tenants" ? "id" : "tenant_id"} = ?1`,
      id,
    ),
  ),
  statement(control, "DELETE FROM dead_letters WHERE instr(body, ?1) > 0", id),
  statement(control, "UPDATE closings SET ended_at = ?2 WHERE tenant_id = ?1", id, nowMs),
];
