import type { ChainHead } from "#core/chain/check-links";
import { genesisOf, linkOf } from "#core/chain/link";
import { personalDigest, recordDigest, type LedgerRow } from "#core/consent/sealed-record";
import { LEDGER, ledgerRowsAfter, readSealedHead } from "#features/consent/queries-ledger";
import {
  isSealedMeanwhile,
  saltUnsealed,
  sealRows,
  type Seal,
} from "#features/consent/writes-seals";
import type { EventSubscriber } from "#features/events/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Rows that one write seals. */
const ROWS_MAX = 500;
/** Writes that one call makes; then the next call goes on. */
const WRITES_MAX = 20;

/**
 * Seals the ledger behind the acts that write it: one dispatch of events runs at a time, so a workspace has one sealer, as a
 * rule. Two at once do no harm either.
 */
export const sealSubscriber: EventSubscriber = {
  name: "consent seals",
  types: new Set(["consent.granted", "consent.withdrawn", "consent.requested"]),
  take: (ctx) => sealConsents(ctx),
};

/**
 * Seal what the ledger has grown by, in its order. Killed anywhere, and run again by anybody, it ends the same: the links follow
 * from the rows, and each write moves the head along with them or does nothing.
 */
export async function sealConsents(ctx: ScopedContext): Promise<void> {
  for (let i = 0; i < WRITES_MAX; i++) if (!(await sealSome(ctx))) return;
}

/** @returns Whether there may be more to seal. */
async function sealSome(ctx: ScopedContext): Promise<boolean> {
  const { head, lastSeq } = await readSealedHead(ctx.db);
  const from = head ?? { seq: 0, hash: genesisOf(LEDGER, ctx.tenant.id) };
  if (lastSeq <= from.seq) return false;
  await commit(ctx, { statements: [saltUnsealed(ctx.db, ROWS_MAX)] });
  const rows = await ledgerRowsAfter(ctx.db, { afterSeq: from.seq, limit: ROWS_MAX });
  const { seals, head: next } = sealsOf(from, rows);
  try {
    const nowMs = ctx.nowMs();
    await commit(ctx, {
      statements: sealRows(ctx.db, from.seq, { seals, head: next, nowMs }),
    });
  } catch (error) {
    if (!isSealedMeanwhile(error)) throw error;
  }
  return next.seq < lastSeq;
}

function sealsOf(
  from: ChainHead,
  rows: readonly LedgerRow[],
): { readonly seals: readonly Seal[]; readonly head: ChainHead } {
  const seals: Seal[] = [];
  let head = from;
  for (const row of rows) {
    head = { seq: row.seq, hash: linkOf(head.hash, recordDigest(row)) };
    seals.push({ ...head, personalSha256: personalDigest(row) });
  }
  return { seals, head };
}
