import { walk, type AuditRecord, type Seal } from "#core/audit/sealed-record";
import { fieldError } from "#core/errors";
import { beginOf, readState, recordsBehind, sealAt, sealsBehind } from "#features/audit/queries";
import type { AuditVerified } from "#features/audit/schemas";
import { sealTrail } from "#features/audit/seal-trail";
import { workspaceTrail, type Trail } from "#features/audit/trail";
import { requireScope, type TenantContext } from "#platform/context";
import type { VerifyBody } from "#platform/http/ledger";

/** Stretches of one part, at most 1,000 rows each. */
const STRETCHES_MAX = 10;

type Fault = NonNullable<AuditVerified["first_invalid"]>;

/**
 * Check that the workspace's audit trail is what was sealed: what has not been sealed yet is sealed first, and a long trail is
 * checked in parts, each beginning where the last ended.
 *
 * @throws AppError `out_of_range` for an `after` that is not where a part ended.
 */
export async function verifyAuditLogs(
  ctx: TenantContext,
  body: VerifyBody,
): Promise<AuditVerified> {
  requireScope(ctx, "audit:read");

  const trail = workspaceTrail(ctx);
  await sealTrail(trail, ctx.nowMs());
  return verifyTrail(trail, body);
}

/** Check a trail as far as it is sealed. @throws AppError `out_of_range`. */
export async function verifyTrail(trail: Trail, body: VerifyBody): Promise<AuditVerified> {
  const { sealed, lastSeq } = await readState(trail);
  const begin = (await beginOf(trail)) ?? trail.genesis;
  const head = sealed ?? begin;
  const from = await linkAt(trail, body.after ?? 0, begin);
  const checked = await checkStretches(trail, from);
  const fault =
    checked.fault ?? (await faultOfKnown(trail, body, begin)) ?? (await faultBehind(trail, head));
  return {
    valid: fault === null,
    rows: checked.reached.seq - from.seq,
    begins_after: begin.seq,
    head,
    unsealed: Math.max(0, lastSeq - head.seq),
    first_invalid: fault,
    has_more: fault === null && checked.reached.seq < head.seq,
    next_after: checked.reached.seq,
  };
}

async function linkAt(trail: Trail, after: number, begin: Seal): Promise<Seal> {
  if (after <= begin.seq) return begin;
  const seal = await sealAt(trail, after);
  if (seal === undefined)
    throw fieldError("out_of_range", "/after", "after must be next_after of the part before.");
  return seal;
}

async function checkStretches(
  trail: Trail,
  from: Seal,
): Promise<{ readonly reached: Seal; readonly fault: Fault | null }> {
  let reached = from;
  for (const seal of await sealsBehind(trail, { afterSeq: from.seq, limit: STRETCHES_MAX })) {
    const fault = await faultOfStretch(trail, reached, seal);
    if (fault !== null) return { reached, fault };
    reached = seal;
  }
  return { reached, fault: null };
}

/** Whether the rows between two seals lead from the one to the other. */
async function faultOfStretch(trail: Trail, from: Seal, to: Seal): Promise<Fault | null> {
  const rows = await recordsBehind(trail, {
    afterSeq: from.seq,
    toSeq: to.seq,
    limit: to.seq - from.seq,
  });
  const { reached, broken } = walk(from, rows);
  if (broken !== null || reached.seq < to.seq) return faultAt(rows, broken ?? reached.seq + 1);
  if (reached.hash === to.hash) return null;
  return { from_seq: from.seq + 1, to_seq: to.seq, reason: "record_changed" };
}

/** Whether the trail still has a head that the caller kept; one that is forgotten cannot be looked at. */
async function faultOfKnown(
  trail: Trail,
  { known_head: known }: VerifyBody,
  begin: Seal,
): Promise<Fault | null> {
  if (known === undefined || known.seq < begin.seq) return null;
  const seal = await sealAt(trail, known.seq);
  const at = { from_seq: known.seq, to_seq: known.seq };
  if (seal === undefined) return { ...at, reason: "missing_row" };
  return seal.hash === known.hash ? null : { ...at, reason: "head_changed" };
}

/** Why the trail could not be sealed further; null when it is sealed, or just grew. */
async function faultBehind(trail: Trail, head: Seal): Promise<Fault | null> {
  const toSeq = Number.MAX_SAFE_INTEGER;
  const rows = await recordsBehind(trail, { afterSeq: head.seq, toSeq, limit: 1 });
  const { broken } = walk(head, rows);
  return broken === null ? null : faultAt(rows, broken);
}

const faultAt = (rows: readonly AuditRecord[], seq: number): Fault => ({
  from_seq: seq,
  to_seq: seq,
  reason: rows.some((row) => row.seq === seq) ? "record_changed" : "missing_row",
});
