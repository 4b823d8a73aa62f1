import { addressesDigest } from "#core/audit/sealed-record";
import type { Id } from "#core/ids";
import { forgetAddresses, forgetAudit } from "#db/forget-audit";
import type { Statement } from "#db/statement";
import { oldestStretch, recordsBehind, recordsOf } from "#features/audit/queries";
import { workspaceTrail, type Trail } from "#features/audit/trail";
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
export async function forgetActs(
  trail: Trail,
  { beforeMs }: { readonly beforeMs: number },
): Promise<Forgotten> {
  const found = await oldestStretch(trail, beforeMs);
  if (found === null) return { statements: [], swept: 0, position: null };
  return {
    statements: [forgetAudit(trail.db, found.toSeq), forgetSeals(trail, found.toSeq)],
    swept: found.toSeq - found.fromSeq + 1,
    position: String(found.toSeq),
  };
}

/** Take IP address and User-Agent out of what is older than an instant, behind a position. Their digests stay. */
export async function forgetOrigins(
  trail: Trail,
  { position, beforeMs }: { readonly position: string; readonly beforeMs: number },
): Promise<Forgotten> {
  const rows = await recordsBehind(trail, {
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
    statements: forgetAddresses(trail.db, taken),
    swept: old.length,
    position: String(last.seq),
  };
}

/** Take IP address and User-Agent out of a slice of the acts on one workspace, in the control plane's trail. */
export async function forgetOriginsOf(
  trail: Trail,
  tenantId: Id<"tenant">,
): Promise<Pick<Forgotten, "statements" | "swept">> {
  const rows = await recordsOf(trail, { tenantId, limit: ADDRESSES_MAX });
  const taken = rows.map((row) => ({ seq: row.seq, sha256: addressesDigest(row) }));
  return { statements: forgetAddresses(trail.db, taken), swept: rows.length };
}

/** A step of a workspace's sweep. */
export const forgetOldAudit = (
  ctx: ScopedContext,
  ask: { readonly beforeMs: number },
): Promise<Forgotten> => forgetActs(workspaceTrail(ctx), ask);

/** A step of a workspace's sweep. */
export const forgetOldAddresses = (
  ctx: ScopedContext,
  ask: { readonly position: string; readonly beforeMs: number },
): Promise<Forgotten> => forgetOrigins(workspaceTrail(ctx), ask);
