import { checkLinks, type ChainHead, type CheckedLinks } from "#core/chain/check-links";
import { genesisOf } from "#core/chain/link";
import { chainRowOf } from "#core/consent/sealed-record";
import { fieldError } from "#core/errors";
import {
  LEDGER,
  ledgerRow,
  ledgerRowsAfter,
  readSealedHead,
} from "#features/consent/queries-ledger";
import type { VerifyView } from "#features/consent/schemas-proof";
import { sealConsents } from "#features/consent/seal-consents";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import type { VerifyBody } from "#platform/http/ledger";

/** Rows that are read at once, and reads of one call. */
const ROWS_MAX = 1_000;
const READS_MAX = 10;

/**
 * Check that the consent ledger is what was sealed, row by row: what has not been sealed yet is sealed first, and a long ledger
 * is checked in parts, each beginning where the last ended.
 *
 * @throws AppError `out_of_range` for an `after` that lies behind the head.
 */
export async function verifyConsents(ctx: TenantContext, body: VerifyBody): Promise<VerifyView> {
  requireScope(ctx, "consents:read");

  await sealConsents(ctx);
  const { head: sealed, lastSeq } = await readSealedHead(ctx.db);
  const head = sealed ?? { seq: 0, hash: genesisOf(LEDGER, ctx.tenant.id) };
  const from = await linkAt(ctx, body.after ?? 0, head);
  const checked = await checkFrom(ctx, from, head.seq);
  const fault = checked.firstInvalid ?? faultOfHead(checked.head, head) ?? faultOfKnown(ctx, body);
  const firstInvalid = await fault;
  const isOver = firstInvalid !== null || checked.head.seq >= head.seq;
  return {
    valid: firstInvalid === null,
    rows: checked.head.seq - from.seq,
    head,
    unsealed: Math.max(0, lastSeq - head.seq),
    first_invalid: firstInvalid,
    has_more: !isOver,
    next_after: checked.head.seq,
  };
}

/** The link that a part begins at: the genesis, or that of a row which the part before has checked. */
async function linkAt(ctx: ScopedContext, after: number, head: ChainHead): Promise<ChainHead> {
  if (after === 0) return { seq: 0, hash: genesisOf(LEDGER, ctx.tenant.id) };
  const row = after > head.seq ? undefined : await ledgerRow(ctx.db, after);
  if (row?.hash == null)
    throw fieldError("out_of_range", "/after", "after lies behind the sealed head.");
  return { seq: after, hash: row.hash };
}

async function checkFrom(
  ctx: ScopedContext,
  from: ChainHead,
  toSeq: number,
): Promise<CheckedLinks> {
  let { head } = { head: from };
  for (let i = 0; i < READS_MAX && head.seq < toSeq; i++) {
    const rows = await ledgerRowsAfter(ctx.db, { afterSeq: head.seq, limit: ROWS_MAX });
    const sealed = rows.filter(({ seq }) => seq <= toSeq).map(chainRowOf);
    const checked = checkLinks(head, sealed);
    if (checked.firstInvalid !== null) return checked;
    head = checked.head;
    if (sealed.length === 0)
      return { head, firstInvalid: { seq: head.seq + 1, reason: "missing_row" } };
  }
  return { head, firstInvalid: null };
}

/** The last row is sealed with what the head says, or the head was changed. */
const faultOfHead = (checked: ChainHead, head: ChainHead): CheckedLinks["firstInvalid"] =>
  checked.seq === head.seq && checked.hash !== head.hash
    ? { seq: head.seq, reason: "head_changed" }
    : null;

/** Whether the ledger still has a head that the caller kept: who could write all of it anew could not change that. */
async function faultOfKnown(
  ctx: ScopedContext,
  { known_head: known }: VerifyBody,
): Promise<CheckedLinks["firstInvalid"]> {
  if (known === undefined) return null;
  const row = await ledgerRow(ctx.db, known.seq);
  if (row === undefined) return { seq: known.seq, reason: "missing_row" };
  return row.hash === known.hash ? null : { seq: known.seq, reason: "head_changed" };
}
