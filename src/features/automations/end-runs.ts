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

const ended = (
  row: RunRow,
  {
    status,
    reason,
    nowMs,
  }: { readonly status: "stopped" | "handed_off"; readonly reason: string; readonly nowMs: number },
): RunRow => ({
  ...row,
  status,
  reason,
  wakeAt: null,
  revision: row.revision + 1,
  updatedAt: nowMs,
});

/** End every run of a person that waits, also one that is just going on: then it is asked again. */
export const endRunsOf = (
  ctx: ScopedContext,
  contactId: Id<"contact">,
  reason: string,
): Promise<void> =>
  retryConflict(async () => {
    const rows = (await readWaiting(ctx.db, contactId)).map((row) =>
      ended(row, { status: "stopped", reason, nowMs: ctx.nowMs() }),
    );
    if (rows.length === 0) return;
    await commit(ctx, {
      statements: rows.flatMap((row) => saveTurn(ctx.db, row)),
      events: rows.map((row) => runEnded(row, row)),
    });
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
    const rows = (await readWaiting(ctx.db, contactId))
      .filter((row) => row.conversationId === conversationId)
      .map((row) => ended(row, { status: "handed_off", reason: "person_answered", nowMs }));
    const talk = await findConversation(ctx.db, conversationId);
    if (rows.length === 0 || talk === undefined) return;
    const mute = planConversationChange(
      ctx,
      talk,
      { botMutedUntil: nowMs + MUTE_MS },
      { by: "automation" },
    );
    await commit(ctx, {
      statements: [...rows.flatMap((row) => saveTurn(ctx.db, row)), ...mute.statements],
      events: [...mute.events, ...rows.map((row) => runEnded(row, row))],
    });
  }, isTurnTaken);
