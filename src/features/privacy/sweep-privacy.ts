import type { Id } from "#core/ids";
import { FIRST_PLACE } from "#core/privacy/erasure";
import { dueAtMs } from "#core/privacy/requests";
import { ringFor } from "#features/privacy/create-request";
import { listLedger, readKept } from "#features/privacy/erasure-ledger";
import { findKnown, findOldCopies, findRunning } from "#features/privacy/queries";
import { removeCopy } from "#features/privacy/remove-copy";
import { insertRequest, isErasedAlready } from "#features/privacy/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

const SWEEP_MAX = 20;

/** Ring for requests whose job was lost. Part of a tenant's sweep. */
export async function sweepPrivacy(ctx: ScopedContext): Promise<void> {
  for (const row of await findRunning(ctx.db, SWEEP_MAX)) await ringFor(ctx, row);
  for (const row of await findOldCopies(ctx.db, ctx.nowMs(), SWEEP_MAX)) await removeCopy(ctx, row);
}

/**
 * Do again what a database does not know any more: erasures that are kept in the bucket and have no row here, because the
 * database was set back to a time before. The contacts have the ids that they had.
 *
 * @returns How many are done again.
 */
export async function reapplyErasures(ctx: ScopedContext): Promise<number> {
  let again = 0;
  for (let after: string | null = null; ;) {
    const { ids, next } = await listLedger(ctx, after);
    const known = await findKnown(ctx.db, ids);
    for (const id of ids) if (!known.has(id) && (await reapply(ctx, id))) again += 1;
    if (next === null) return again;
    after = next;
  }
}

async function reapply(ctx: ScopedContext, id: Id<"privacyRequest">): Promise<boolean> {
  const kept = await readKept(ctx, id);
  if (kept === undefined) return false;
  const row = {
    id,
    kind: "erase",
    status: "running",
    law: "gdpr",
    contactId: kept.contact_id,
    contactIds: kept.contact_ids,
    actor: kept.actor,
    note: null,
    dueAt: dueAtMs("gdpr", kept.created_at),
    createdAt: kept.created_at,
    endedAt: null,
    place: FIRST_PLACE,
    outcome: null,
    copyEndsAt: null,
  } as const;
  try {
    await commit(ctx, { statements: insertRequest(ctx.db, row) });
  } catch (error) {
    if (!isErasedAlready(error)) throw error;
    return false;
  }
  await ringFor(ctx, row);
  return true;
}
