import { retagged } from "#core/contact/retag";
import { contactUpdated } from "#features/contacts/events";
import { findTagChange, findTagged, type TagChangeRow } from "#features/contacts/queries-tags";
import { isContactChanged, updateContacts } from "#features/contacts/writes";
import { isTagMoved, moveTagChange } from "#features/contacts/writes-tags";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Contacts that one commit changes. */
const SLICE = 200;
/** Commits of one run; a job goes on where it ends. */
const SLICES = 10;

/**
 * Go on with what tags are being changed, in slices: each is written with the place that the next one begins at, so a run that
 * ends early, comes again or has another beside it changes every contact once.
 */
export async function retagContacts(ctx: ScopedContext): Promise<void> {
  for (let n = 0; n < SLICES; n++) {
    const change = await findTagChange(ctx.db);
    if (change === undefined) return;
    await retagSlice(ctx, change);
  }
  if ((await findTagChange(ctx.db)) !== undefined)
    await ctx.enqueue({ kind: "contacts.retag", tenantId: ctx.tenant.id });
}

async function retagSlice(ctx: ScopedContext, change: TagChangeRow): Promise<void> {
  const rows = await findTagged(ctx.db, change, SLICE);
  const nowMs = ctx.nowMs();
  const changes = rows.map((before) => ({
    before,
    after: {
      ...before,
      tags: retagged(before.tags, change.tag, change.name),
      updatedAt: Math.max(nowMs, before.updatedAt + 1),
    },
  }));
  const last = rows.length < SLICE ? null : (rows.at(-1)?.id ?? null);
  try {
    await commit(ctx, {
      statements: [...moveTagChange(ctx.db, change, last), ...updateContacts(ctx, changes)],
      events: rows.map(({ id }) => contactUpdated(id, ["tags"])),
    });
  } catch (error) {
    // Whoever came between has written; the slice is read anew.
    if (!isTagMoved(error) && !isContactChanged(error)) throw error;
  }
}

/** Ring again for what a lost doorbell left. */
export async function sweepTags(ctx: ScopedContext): Promise<void> {
  if ((await findTagChange(ctx.db)) !== undefined)
    await ctx.enqueue({ kind: "contacts.retag", tenantId: ctx.tenant.id });
}
