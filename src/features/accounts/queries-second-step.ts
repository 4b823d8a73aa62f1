/** The second step of a sign-in. */
import { eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { secondFactors } from "#db/control/schema";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";

export type SecondFactorRow = typeof secondFactors.$inferSelect;

const USED = "second_step.unused";
const CONFIRMED = "second_step.unconfirmed";

/** Whether a batch rolled back because its code had been taken. */
export const wasTaken = (error: unknown): boolean => isGuardBroken(error, USED);

/** Whether a batch rolled back because a second step was asked for already. */
export const wasConfirmed = (error: unknown): boolean => isGuardBroken(error, CONFIRMED);

/** The app of a person, confirmed or not. */
export const findFactor = (
  control: ControlDb,
  userId: Id<"user">,
): Promise<SecondFactorRow | undefined> =>
  control.select().from(secondFactors).where(eq(secondFactors.userId, userId)).get();

/** Whether sign-in asks a person for a second step. */
export const hasSecondStep = async (control: ControlDb, userId: Id<"user">): Promise<boolean> =>
  ((await findFactor(control, userId))?.confirmedAt ?? null) !== null;

/** Take the code of a time step. Of two batches that do, the second rolls back: see `wasTaken`. */
export const takeStep = (control: ControlDb, userId: Id<"user">, step: number): Statement[] => [
  guard(
    control,
    USED,
    "EXISTS (SELECT 1 FROM second_factors WHERE user_id = ?1 AND last_step < ?2)",
    userId,
    step,
  ),
  statement(control, "UPDATE second_factors SET last_step = ?2 WHERE user_id = ?1", userId, step),
];

/** Take a recovery code of somebody who has a second step. Of two batches that do, the second rolls back: see `wasTaken`. */
export const takeRecoveryCode = (
  control: ControlDb,
  userId: Id<"user">,
  { codeHash, nowMs }: { readonly codeHash: string; readonly nowMs: number },
): Statement[] => [
  guard(
    control,
    USED,
    "EXISTS (SELECT 1 FROM recovery_codes WHERE user_id = ?1 AND code_hash = ?2 AND used_at IS NULL)",
    userId,
    codeHash,
  ),
  statement(
    control,
    "UPDATE recovery_codes SET used_at = ?3 WHERE user_id = ?1 AND code_hash = ?2",
    userId,
    codeHash,
    nowMs,
  ),
];

/** How many recovery codes somebody has left. */
export async function countCodes(control: ControlDb, userId: Id<"user">): Promise<number> {
  const row = await statement(
    control,
    "SELECT count(*) AS n FROM recovery_codes WHERE user_id = ?1 AND used_at IS NULL",
    userId,
  ).first<{ n: number }>();
  return row?.n ?? 0;
}

/** Put an app in the place of one that was never confirmed, with codes of its own. See `wasConfirmed`. */
export const insertFactor = (
  control: ControlDb,
  factor: {
    readonly userId: Id<"user">;
    readonly seedSealed: string;
    readonly codeHashes: readonly string[];
    readonly nowMs: number;
  },
): Statement[] => [
  guard(
    control,
    CONFIRMED,
    "NOT EXISTS (SELECT 1 FROM second_factors WHERE user_id = ?1 AND confirmed_at IS NOT NULL)",
    factor.userId,
  ),
  ...deleteFactor(control, factor.userId),
  statement(
    control,
    "INSERT INTO second_factors (user_id, seed_sealed, last_step, created_at) VALUES (?1, ?2, 0, ?3)",
    factor.userId,
    factor.seedSealed,
    factor.nowMs,
  ),
  statement(
    control,
    "INSERT INTO recovery_codes (user_id, code_hash) SELECT ?1, value FROM json_each(?2)",
    factor.userId,
    JSON.stringify(factor.codeHashes),
  ),
];

/** From now on sign-in asks for a second step. See `wasConfirmed`. */
export const confirmFactor = (
  control: ControlDb,
  { userId, createdAt }: SecondFactorRow,
  nowMs: number,
): Statement[] => [
  guard(
    control,
    CONFIRMED,
    "EXISTS (SELECT 1 FROM second_factors WHERE user_id = ?1 AND created_at = ?2 AND confirmed_at IS NULL)",
    userId,
    createdAt,
  ),
  statement(
    control,
    "UPDATE second_factors SET confirmed_at = ?2 WHERE user_id = ?1",
    userId,
    nowMs,
  ),
];

/** Forget a person's app and its recovery codes. */
export const deleteFactor = (control: ControlDb, userId: Id<"user">): Statement[] => [
  statement(control, "DELETE FROM recovery_codes WHERE user_id = ?1", userId),
  statement(control, "DELETE FROM second_factors WHERE user_id = ?1", userId),
];
