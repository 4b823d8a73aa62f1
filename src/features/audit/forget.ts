import { addressesDigest } from "#core/audit/sealed-record";
import type { Statement } from "#db/statement";
import { forgetAddresses, forgetAudit } from "#db/tenant/forget-audit";
import { oldestStretch, recordsBehind } from "#features/audit/queries";
import { workspaceTrail } from "#features/audit/trail";
import { forgetSeals } from "#features/audit/writes";
import type { ScopedContext } from "#platform/context";

/** One turn of forgetting. */
interface Forgotten {
  readonly statements: Statement[];
  readonly swept: number;
  /** Where the next turn goes on; null when nothing else is old enough. */
  readonly position: string | null;
}

const ADDRESSES_MAX = 2_000;

/**
 * Forget the oldest sealed stretch, when all of it is older than an instant: its seal stays, so that what follows can be checked.
 * The newest row always stays, because sequences go on from it.
 */
export async function forgetOldAudit(
  ctx: ScopedContext,
  { beforeMs }: { readonly beforeMs: number },
): Promise<Forgotten> {
  const found = await oldestStretch(workspaceTrail(ctx), beforeMs);
  if (found === null) return { statements: [], swept: 0, position: null };
  return {
    statements: [forgetAudit(ctx.db, found.toSeq), forgetSeals(ctx, found.toSeq)],
    swept: found.toSeq - found.fromSeq + 1,
    position: String(found.toSeq),
  };
}

/** Take IP address and User-Agent out of what is older than an instant, behind a position. Their digests stay. */
export async function forgetOldAddresses(
  ctx: ScopedContext,
  { position, beforeMs }: { readonly position: string; readonly beforeMs: number },
): Promise<Forgotten> {
  const rows = await recordsBehind(workspaceTrail(ctx), {
    afterSeq: Number(position),
    toSeq: Number.MAX_SAFE_INTEGER,
    limit: ADDRESSES_MAX,
  });
  const young = rows.findIndex(({ at }) => at >= beforeMs);
  const old = young < 0 ? rows : rows.slice(0, young);
  const last = old.at(-1);
  if (last === undefined) return { statements: [], swept: 0, position: null };
  const taken = old
    .filter(({ salt }) => salt !== null)
    .map((row) => ({ seq: row.seq, sha256: addressesDigest(row) }));
  return {
    statements: forgetAddresses(ctx.db, taken),
    swept: old.length,
    position: String(last.seq),
  };
}
