import { genesisOf } from "#core/chain/link";
import { personalOf, recordDigest, recordOf, type LedgerRow } from "#core/consent/sealed-record";
import { notFound } from "#core/errors";
import { isId } from "#core/ids";
import {
  LEDGER,
  ledgerRow,
  ledgerRowsAfter,
  readSealedHead,
  seqOfConsent,
} from "#features/consent/queries-ledger";
import type { ProofView } from "#features/consent/schemas-proof";
import { sealConsents } from "#features/consent/seal-consents";
import {
  holdsScope,
  requireScope,
  type ScopedContext,
  type TenantContext,
} from "#platform/context";

/** Links that one proof follows towards the head. */
const PATH_MAX = 500;

/**
 * What shows, without us, that an act is in the ledger as it was sealed: the record, its neighbours and the way to the head.
 * What is personal is shown to a caller with `contacts:pii`; its digest to all.
 *
 * @throws AppError `not_found`.
 */
export async function proveConsent(ctx: TenantContext, id: string): Promise<ProofView> {
  requireScope(ctx, "consents:read");

  const seq = isId("consent", id) ? await seqOfConsent(ctx.db, id) : undefined;
  if (seq === undefined) throw notFound();
  await sealConsents(ctx);
  const { head } = await readSealedHead(ctx.db);
  const rows = await ledgerRowsAfter(ctx.db, { afterSeq: seq - 1, limit: PATH_MAX + 1 });
  const [row, ...way] = rows.filter((one) => one.seq <= (head?.seq ?? 0));
  // An act that a long ledger before it keeps from being sealed at once has no proof yet.
  if (row?.hash == null || head === null) throw notFound();
  const last = way.at(-1) ?? row;
  return {
    ledger: LEDGER,
    workspace_id: ctx.tenant.id,
    record: recordOf(row, row.personalSha256),
    statement: row.statement,
    personal: personalFor(ctx, row),
    previous: { seq: seq - 1, hash: await linkBefore(ctx, seq) },
    hash: row.hash,
    path: way.map(recordDigest),
    reaches: { seq: last.seq, hash: last.hash ?? "" },
    head,
  };
}

const personalFor = (ctx: ScopedContext, row: LedgerRow): ProofView["personal"] =>
  row.salt !== null && holdsScope(ctx.actor, "contacts:pii")
    ? { salt: row.salt, ...personalOf(row) }
    : null;

async function linkBefore(ctx: ScopedContext, seq: number): Promise<string> {
  const before = seq === 1 ? undefined : await ledgerRow(ctx.db, seq - 1);
  return before?.hash ?? genesisOf(LEDGER, ctx.tenant.id);
}
