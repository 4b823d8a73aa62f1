import type { Seal } from "#core/audit/sealed-record";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { Trail } from "#features/audit/trail";

const GUARD = "audit_seals.unmoved";

/** Seal the stretch behind the last seal. The batch fails (`isSealedMeanwhile`) when somebody else has sealed since. */
export const sealStretch = (
  { db }: Pick<Trail, "db">,
  {
    afterSeq,
    seal,
    nowMs,
  }: { readonly afterSeq: number; readonly seal: Seal; readonly nowMs: number },
): Statement[] => [
  guard(db, GUARD, "coalesce((SELECT max(to_seq) FROM audit_seals), 0) = ?1", afterSeq),
  statement(
    db,
    "INSERT INTO audit_seals (to_seq, hash, sealed_at) VALUES (?1, ?2, ?3)",
    seal.seq,
    seal.hash,
    nowMs,
  ),
];

/** Whether a batch failed because another sealer was quicker. */
export const isSealedMeanwhile = (error: unknown): boolean => isGuardBroken(error, GUARD);

/** Forget the seals before one: the trail begins behind it now. */
export const forgetSeals = ({ db }: Pick<Trail, "db">, beforeSeq: number): Statement =>
  statement(db, "DELETE FROM audit_seals WHERE to_seq < ?1", beforeSeq);
