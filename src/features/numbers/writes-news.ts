import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { NumberRow } from "#features/numbers/queries";

const MOVED_GUARD = "numbers.news";

/** Write what Meta's word made of a number, unless somebody changed the row since it was read: then the batch rolls back. */
export const putNews = (
  db: TenantDb,
  before: NumberRow,
  after: NumberRow,
  nowMs: number,
): Statement[] => [
  guard(
    db,
    MOVED_GUARD,
    "EXISTS (SELECT 1 FROM numbers WHERE id = ?1 AND status = ?2 AND updated_at = ?3)",
    before.id,
    before.status,
    before.updatedAt,
  ),
  statement(
    db,
    `UPDATE numbers SET status = ?2, quality_rating = ?3, throughput_mps = ?4, messaging_limit = ?5, verified_name = ?6,
      said_at = ?7, updated_at = ?8 WHERE id = ?1`,
    after.id,
    after.status,
    after.qualityRating,
    after.throughputMps,
    after.messagingLimit,
    after.verifiedName,
    after.saidAt === null ? null : JSON.stringify(after.saidAt),
    Math.max(nowMs, before.updatedAt + 1),
  ),
];

/** Whether {@link putNews} came upon a number that was changed meanwhile. */
export const isNumberMoved = (error: unknown): boolean => isGuardBroken(error, MOVED_GUARD);

const WARNED_GUARD = "numbers.warned";

/** Note that the end of a number's token was warned of; the batch rolls back (`isWarned`) when it was, or has another token. */
export const noteWarned = (db: TenantDb, id: Id<"number">, endsAtMs: number): Statement[] => [
  guard(
    db,
    WARNED_GUARD,
    "EXISTS (SELECT 1 FROM numbers WHERE id = ?1 AND token_expires_at = ?2 AND expiry_told_for IS NOT ?2)",
    id,
    endsAtMs,
  ),
  statement(db, "UPDATE numbers SET expiry_told_for = ?2 WHERE id = ?1", id, endsAtMs),
];

/** Whether {@link noteWarned} came second. */
export const isWarned = (error: unknown): boolean => isGuardBroken(error, WARNED_GUARD);
