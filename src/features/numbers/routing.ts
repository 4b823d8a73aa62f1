/**
 * The control plane's half of a number: which workspace owns a phone number id and a WABA. Both are unique on the deployment.
 */
import { eq } from "drizzle-orm";

import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { numberRoutes, wabaRoutes } from "#db/control/schema";
import { statement, violatesNotNull, violatesUnique } from "#db/statement";
import type { NumberRow } from "#features/numbers/queries";
import { commitControl, type ControlContext } from "#platform/commit-control";

/** A context that is bound to a workspace. */
type Owner = ControlContext & { readonly tenant: { readonly id: Id<"tenant"> } };
type Place = Pick<NumberRow, "id" | "phoneNumberId" | "wabaId">;

/** Refuse early what `claimRoutes` would refuse late. @throws AppError `number_taken`, `waba_taken`. */
export async function requireFree(
  ctx: Owner,
  place: { readonly phoneNumberId: string; readonly wabaId: string },
): Promise<void> {
  const [number, waba] = await Promise.all([
    ctx.control
      .select()
      .from(numberRoutes)
      .where(eq(numberRoutes.phoneNumberId, place.phoneNumberId))
      .get(),
    ctx.control.select().from(wabaRoutes).where(eq(wabaRoutes.wabaId, place.wabaId)).get(),
  ]);
  if (number !== undefined) throw numberTaken();
  if (waba !== undefined && waba.tenantId !== ctx.tenant.id) throw wabaTaken();
}

const WABA = `INSERT INTO waba_routes (waba_id, tenant_id, created_at) VALUES (?1, ?2, ?3)
ON CONFLICT (waba_id) DO NOTHING`;

/** The owner is read back from the account's route: when it is another workspace's there is none, and the batch rolls back. */
const NUMBER = `INSERT INTO number_routes (phone_number_id, tenant_id, number_id, waba_id, created_at)
VALUES (?1, (SELECT tenant_id FROM waba_routes WHERE waba_id = ?4 AND tenant_id = ?2), ?3, ?4, ?5)`;

/** Take both routes, or none. @throws AppError `number_taken`, `waba_taken`. */
export async function claimRoutes(ctx: Owner, { id, phoneNumberId, wabaId }: Place): Promise<void> {
  const nowMs = ctx.nowMs();
  try {
    await commitControl(ctx, {
      statements: [
        statement(ctx.control, WABA, wabaId, ctx.tenant.id, nowMs),
        statement(ctx.control, NUMBER, phoneNumberId, ctx.tenant.id, id, wabaId, nowMs),
      ],
      audit: { action: "number_route.claim", target: id },
    });
  } catch (error) {
    if (violatesUnique(error, "number_routes.phone_number_id")) throw numberTaken();
    if (violatesNotNull(error, "number_routes.tenant_id")) throw wabaTaken();
    throw error;
  }
}

const DROP_NUMBER = "DELETE FROM number_routes WHERE phone_number_id = ?1 AND number_id = ?2";
const DROP_WABA = `DELETE FROM waba_routes WHERE waba_id = ?1 AND tenant_id = ?2
AND NOT EXISTS (SELECT 1 FROM number_routes WHERE waba_id = ?1)`;

/** Give up a number's route, and the account's with its last number. Repeating it is harmless. */
export async function releaseRoutes(
  ctx: Owner,
  { id, phoneNumberId, wabaId }: Place,
): Promise<void> {
  await commitControl(ctx, {
    statements: [
      statement(ctx.control, DROP_NUMBER, phoneNumberId, id),
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

const numberTaken = (): AppError =>
  new AppError("number_taken", "This number is connected already.", {
    errors: [
      {
        pointer: "/phone_number_id",
        code: "number_taken",
        message: "This number is connected already.",
      },
    ],
  });

const wabaTaken = (): AppError =>
  new AppError("waba_taken", "This WhatsApp Business Account belongs to another workspace.", {
    errors: [
      { pointer: "/waba_id", code: "waba_taken", message: "The account belongs elsewhere." },
    ],
  });
