/**
 * The control plane's half of a number: which workspace owns a phone number id and a WABA. Both are unique on the deployment.
 */
import { eq } from "drizzle-orm";

import { AppError, fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { numberRoutes, wabaRoutes } from "#db/control/schema";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { NumberRow } from "#features/numbers/queries";
import { commitControl, type ControlContext } from "#platform/commit-control";

/** How long an isolate may believe whose a route is, ms. */
export const ROUTE_KNOWN_MS = 60_000;
/** A route that was given up rests longer than anybody believes that it is its former owner's. */
const REST_MS = 2 * ROUTE_KNOWN_MS;
/** Meta delivers again for up to 7 days: so long it is known whose a late delivery was. */
const RELEASED_KEPT_MS = 8 * 24 * 60 * 60 * 1000;

/** A context that is bound to a workspace. */
type Owner = ControlContext & { readonly tenant: { readonly id: Id<"tenant"> } };
type Place = Pick<NumberRow, "id" | "phoneNumberId" | "wabaId" | "updatedAt" | "appId">;

/**
 * Refuse early what `claimRoutes` would refuse late.
 *
 * @returns The number of this workspace that holds the route, finished or not; null when nobody does.
 * @throws AppError `number_taken`, `waba_taken`, when another workspace does; `invalid_state` when the account is connected with
 *   another Meta app.
 */
export async function requireFree(
  ctx: Owner,
  place: Pick<NumberRow, "phoneNumberId" | "wabaId" | "appId">,
): Promise<Id<"number"> | null> {
  const [number, waba] = await Promise.all([
    ctx.control
      .select()
      .from(numberRoutes)
      .where(eq(numberRoutes.phoneNumberId, place.phoneNumberId))
      .get(),
    ctx.control.select().from(wabaRoutes).where(eq(wabaRoutes.wabaId, place.wabaId)).get(),
  ]);
  if (number !== undefined && number.tenantId !== ctx.tenant.id) throw numberTaken();
  if (waba !== undefined && waba.tenantId !== ctx.tenant.id) throw wabaTaken();
  if (waba !== undefined && waba.appId !== place.appId) throw otherApp();
  return number?.numberId ?? null;
}

const WABA = `INSERT INTO waba_routes (waba_id, tenant_id, created_at, app_id) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (waba_id) DO NOTHING`;

/** The same number's route is taken again, and is younger then. */
const NUMBER = `INSERT INTO number_routes (phone_number_id, tenant_id, number_id, waba_id, created_at, app_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (phone_number_id) DO UPDATE SET waba_id = excluded.waba_id, app_id = excluded.app_id,
  created_at = max(created_at, excluded.created_at)`;

const WABA_GUARD = "waba_routes.owner";
const NUMBER_GUARD = "number_routes.owner";
const REST_GUARD = "released_routes.rest";
const WABA_APP_GUARD = "waba_routes.app";
const APP_GUARD = "meta_apps.owner";

/** `?1` and `?2` name the number and its account, `?3` the workspace, `?4` when a rest must have begun. */
const RESTED = `NOT EXISTS (SELECT 1 FROM released_routes
  WHERE key IN ('p' || ?1, 'w' || ?2) AND tenant_id <> ?3 AND released_at > ?4)`;

/**
 * Take both routes, or none. Repeating it for the same number is harmless. A route that another workspace has just given up
 * rests for two minutes, so that no mail of the new owner's can reach the former one.
 *
 * @returns The route's age, Unix ms: never before the row's last change.
 * @throws AppError `number_taken`, `waba_taken`; `invalid_state` when the account is connected with another Meta app, or the app
 *   is gone.
 */
export async function claimRoutes(ctx: Owner, place: Place): Promise<number> {
  const { id, phoneNumberId, wabaId, appId } = place;
  const atMs = Math.max(ctx.nowMs(), place.updatedAt);
  try {
    await commitControl(ctx, {
      statements: [
        statement(ctx.control, WABA, wabaId, ctx.tenant.id, atMs, appId),
        guard(
          ctx.control,
          WABA_GUARD,
          "EXISTS (SELECT 1 FROM waba_routes WHERE waba_id = ?1 AND tenant_id = ?2)",
          wabaId,
          ctx.tenant.id,
        ),
        ...appGuards(ctx, place),
        guard(
          ctx.control,
          NUMBER_GUARD,
          "NOT EXISTS (SELECT 1 FROM number_routes WHERE phone_number_id = ?1 AND (number_id <> ?2 OR tenant_id <> ?3))",
          phoneNumberId,
          id,
          ctx.tenant.id,
        ),
        guard(
          ctx.control,
          REST_GUARD,
          RESTED,
          phoneNumberId,
          wabaId,
          ctx.tenant.id,
          ctx.nowMs() - REST_MS,
        ),
        statement(ctx.control, NUMBER, phoneNumberId, ctx.tenant.id, id, wabaId, atMs, appId),
      ],
      audit: { action: "number_route.claim", target: id },
    });
    return atMs;
  } catch (error) {
    if (isGuardBroken(error, NUMBER_GUARD)) throw numberTaken();
    if (isGuardBroken(error, WABA_GUARD)) throw wabaTaken();
    if (isGuardBroken(error, REST_GUARD)) throw numberResting();
    if (isGuardBroken(error, WABA_APP_GUARD)) throw otherApp();
    if (isGuardBroken(error, APP_GUARD)) throw appGone();
    throw error;
  }
}

/** All numbers of an account are connected with one app, and an app of one's own must still be there. */
const appGuards = (ctx: Owner, { wabaId, appId }: Place): readonly Statement[] => [
  guard(
    ctx.control,
    WABA_APP_GUARD,
    "EXISTS (SELECT 1 FROM waba_routes WHERE waba_id = ?1 AND app_id IS ?2)",
    wabaId,
    appId,
  ),
  guard(
    ctx.control,
    APP_GUARD,
    "?1 IS NULL OR EXISTS (SELECT 1 FROM meta_apps WHERE app_id = ?1 AND tenant_id = ?2)",
    appId,
    ctx.tenant.id,
  ),
];

const FORGET = "DELETE FROM released_routes WHERE released_at < ?1";
const NOTE_NUMBER = `INSERT OR REPLACE INTO released_routes (key, tenant_id, released_at)
SELECT 'p' || phone_number_id, tenant_id, ?4 FROM number_routes
WHERE phone_number_id = ?1 AND number_id = ?2 AND created_at <= ?3`;
const NOTE_WABA = `INSERT OR REPLACE INTO released_routes (key, tenant_id, released_at)
SELECT 'w' || waba_id, tenant_id, ?4 FROM waba_routes WHERE waba_id = ?1 AND tenant_id = ?2
AND NOT EXISTS (SELECT 1 FROM number_routes WHERE waba_id = ?1 AND phone_number_id <> ?3)`;
const DROP_NUMBER =
  "DELETE FROM number_routes WHERE phone_number_id = ?1 AND number_id = ?2 AND created_at <= ?3";
const DROP_WABA = `DELETE FROM waba_routes WHERE waba_id = ?1 AND tenant_id = ?2
AND NOT EXISTS (SELECT 1 FROM number_routes WHERE waba_id = ?1)`;

/**
 * Give up a number's route, and the account's with its last number. Repeating it is harmless.
 *
 * @param atMs When the number was seen to need no route, Unix ms. A route that was taken since stays.
 */
export async function releaseRoutes(ctx: Owner, place: Place, atMs: number): Promise<void> {
  const { id, phoneNumberId, wabaId } = place;
  const nowMs = ctx.nowMs();
  await commitControl(ctx, {
    statements: [
      statement(ctx.control, FORGET, nowMs - RELEASED_KEPT_MS),
      statement(ctx.control, NOTE_NUMBER, phoneNumberId, id, atMs, nowMs),
      statement(ctx.control, NOTE_WABA, wabaId, ctx.tenant.id, phoneNumberId, nowMs),
      statement(ctx.control, DROP_NUMBER, phoneNumberId, id, atMs),
      statement(ctx.control, DROP_WABA, wabaId, ctx.tenant.id),
    ],
    audit: { action: "number_route.release", target: id },
  });
}

/** Which of these numbers hold their route. */
export async function withRoute(
  ctx: Owner,
  places: readonly Place[],
): Promise<ReadonlySet<Id<"number">>> {
  const { results } = await statement(
    ctx.control,
    "SELECT number_id FROM number_routes WHERE tenant_id = ?1 AND phone_number_id IN (SELECT value FROM json_each(?2))",
    ctx.tenant.id,
    JSON.stringify(places.map((place) => place.phoneNumberId)),
  ).all<{ number_id: Id<"number"> }>();
  return new Set(results.map((row) => row.number_id));
}

/** Whether the account of a number is another workspace's. */
export async function isRoutedElsewhere(
  ctx: Owner,
  { wabaId }: Pick<NumberRow, "wabaId">,
): Promise<boolean> {
  const route = await ctx.control
    .select()
    .from(wabaRoutes)
    .where(eq(wabaRoutes.wabaId, wabaId))
    .get();
  return route !== undefined && route.tenantId !== ctx.tenant.id;
}

/**
 * Which workspaces gave these routes up lately.
 *
 * @param keys `p<phone_number_id>` or `w<waba id>`. Without any nothing is read.
 */
export async function formerOwners(
  control: ControlDb,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Id<"tenant">>> {
  if (keys.length === 0) return new Map();
  const { results } = await statement(
    control,
    "SELECT r.key, r.tenant_id AS tenantId FROM json_each(?1) k CROSS JOIN released_routes r ON r.key = k.value",
    JSON.stringify(keys),
  ).all<{ key: string; tenantId: Id<"tenant"> }>();
  return new Map(results.map(({ key, tenantId }) => [key, tenantId]));
}

/** Somebody else has the number, or connects it at this moment. */
export const numberTaken = (): AppError =>
  new AppError("number_taken", "This number is connected already.", {
    errors: [
      {
        pointer: "/phone_number_id",
        code: "number_taken",
        message: "This number is connected already.",
      },
    ],
  });

const numberResting = (): AppError =>
  new AppError(
    "number_taken",
    "Another workspace has just given this number up. Connect it again in two minutes.",
    {
      retryAfterSeconds: REST_MS / 1000,
      errors: [
        { pointer: "/phone_number_id", code: "number_taken", message: "Just given up elsewhere." },
      ],
    },
  );

const wabaTaken = (): AppError =>
  new AppError("waba_taken", "This WhatsApp Business Account belongs to another workspace.", {
    errors: [
      { pointer: "/waba_id", code: "waba_taken", message: "The account belongs elsewhere." },
    ],
  });

const otherApp = (): AppError =>
  fieldError(
    "invalid_state",
    "/app_id",
    "Numbers of this account are connected with another Meta app: connect this one with the same.",
  );

const appGone = (): AppError =>
  fieldError("invalid_state", "/app_id", "The Meta app was deleted meanwhile.");
