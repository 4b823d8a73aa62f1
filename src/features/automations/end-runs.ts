import type { Id } from "#core/ids";
import { isId } from "#core/ids";
import { retryConflict } from "#db/tenant/retry-conflict";
import { runEnded } from "#features/automations/events";
import type { RunRow } from "#features/automations/queries-runs";
import { readBusy, readHeard, readWaiting } from "#features/automations/queries-turn";
import { isTurnTaken, saveTurn } from "#features/automations/writes-runs";
import { findConversation, planConversationChange } from "#features/conversations/index";
import type { StoredEvent } from "#features/events/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** For how long automations leave a conversation alone in which a person of the business has written, ms. */
const MUTE_MS = 24 * 60 * 60 * 1000;

/** What ends runs that wait. */
function endAll(
  ctx: ScopedContext,
  rows: readonly RunRow[],
  end: { readonly status: "stopped" | "handed_off"; readonly reason: string },
) {
  const updatedAt = ctx.nowMs();
  const ended = rows.map((row) => ({
    row,
    after: { ...row, ...end, wakeAt: null, revision: row.revision + 1, updatedAt },
  }));
  return {
    statements: ended.flatMap(({ row, after }) => saveTurn(ctx.db, row, after)),
    events: ended.map(({ after }) => runEnded(after, end)),
  };
}

/** End every run of a person that waits, also one that is just going on: then it is asked again. */
export const endRunsOf = (
  ctx: ScopedContext,
  contactId: Id<"contact">,
  reason: string,
): Promise<void> =>
  retryConflict(async () => {
    const waiting = await readWaiting(ctx.db, contactId);
    if (waiting.length === 0) return;
    await commit(ctx, endAll(ctx, waiting, { status: "stopped", reason }));
  }, isTurnTaken);

/** Where a person of the business has written, runs end and automations keep still. */
export async function leaveToPeople(
  ctx: ScopedContext,
  events: readonly StoredEvent[],
): Promise<void> {
  const spoken = events.filter(
    ({ type }) => type === "message.echoed" || type === "message.queued",
  );
  const contactIds = spoken.flatMap(({ data }) => {
    const id = data["contact_id"];
    return typeof id === "string" && isId("contact", id) ? [id] : [];
  });
  const busy = await readBusy(ctx.db, [...new Set(contactIds)]);
  if (busy.size === 0) return;
  const rows = await readHeard(
    ctx.db,
    spoken.map(({ data }) => String(data["message_id"])),
  );
  const echoed = new Set(
    spoken.filter(({ type }) => type === "message.echoed").map(({ data }) => data["message_id"]),
  );
  for (const { id, author, conversationId, contactId } of rows)
    if (conversationId !== null && busy.has(contactId) && (echoed.has(id) || isPerson(author)))
      await handOff(ctx, contactId, conversationId);
}

const isPerson = (author: string | null): boolean => author !== null && !isId("automation", author);

const handOff = (
  ctx: ScopedContext,
  contactId: Id<"contact">,
  conversationId: Id<"conversation">,
): Promise<void> =>
  retryConflict(async () => {
    const nowMs = ctx.nowMs();
    const rows = (await readWaiting(ctx.db, contactId)).filter(
      (row) => row.conversationId === conversationId,
    );
    const talk = await findConversation(ctx.db, conversationId);
    if (rows.length === 0 || talk === undefined) return;
    const mute = planConversationChange(
      ctx,
      talk,
      { botMutedUntil: nowMs + MUTE_MS },
      { by: "automation" },
    );
    const end = endAll(ctx, rows, { status: "handed_off", reason: "person_answered" });
    await commit(ctx, {
      statements: [...end.statements, ...mute.statements],
      events: [...mute.events, ...end.events],
    });
  }, isTurnTaken);
