import { typesOf, wants } from "#core/webhook/wants";
import { readFeed, type StoredEvent } from "#features/events/index";
import type { WebhookRow } from "#features/webhooks/queries";
import { findDue } from "#features/webhooks/queries-log";
import { firstWork, loggedBodies, workAgain, type Work } from "#features/webhooks/work";
import type { ScopedContext } from "#platform/context";

/** What a run posts next, and where the webhook stands when all of it was tried. */
export interface Batch {
  readonly kind: "due" | "backlog" | "replay";
  readonly work: readonly Work[];
  /** How far the ledger was looked at, in the backlog or the replay. */
  readonly edge: number;
  /** Deliveries whose body is kept no more: they are given up. */
  readonly lost: readonly number[];
}

/**
 * What is owed to a webhook: failed deliveries that are due, then what it has not been sent, then what is sent once more; the
 * oldest first. Null when nothing is.
 *
 * @param limit Events at most.
 */
export async function nextWork(
  ctx: ScopedContext,
  row: WebhookRow,
  limit: number,
): Promise<Batch | null> {
  return (
    (await dueWork(ctx, row, limit)) ??
    (await backlogWork(ctx, row, limit)) ??
    (await replayWork(ctx, row, limit))
  );
}

async function dueWork(ctx: ScopedContext, row: WebhookRow, limit: number): Promise<Batch | null> {
  const due = await findDue(ctx.db, row.id, { nowMs: ctx.nowMs(), limit });
  if (due.length === 0) return null;
  const bodies = await loggedBodies(
    ctx,
    row.id,
    due.map(({ seq }) => seq),
  );
  const work = due.flatMap(({ seq, attempts }) => {
    const logged = bodies.get(seq);
    return logged === undefined ? [] : [workAgain(logged, attempts + 1)];
  });
  const lost = due.flatMap(({ seq }) => (bodies.has(seq) ? [] : [seq]));
  return { kind: "due", work, edge: row.cursor, lost };
}

async function backlogWork(
  ctx: ScopedContext,
  row: WebhookRow,
  limit: number,
): Promise<Batch | null> {
  const { events, edge } = await wantedEvents(ctx, row, { after: row.cursor, limit });
  if (edge === row.cursor) return null;
  return { kind: "backlog", work: await firstWork(ctx, row, events), edge, lost: [] };
}

async function replayWork(
  ctx: ScopedContext,
  row: WebhookRow,
  limit: number,
): Promise<Batch | null> {
  const { replaySeq, replayTo } = row;
  if (replaySeq === null || replayTo === null) return null;
  const { events, edge } = await wantedEvents(ctx, row, { after: replaySeq, limit });
  const within = events.filter(({ seq }) => seq <= replayTo);
  const bodies = await loggedBodies(
    ctx,
    row.id,
    within.map(({ seq }) => seq),
  );
  const made = await firstWork(
    ctx,
    row,
    within.filter(({ seq }) => !bodies.has(seq)),
  );
  const again = [...bodies.values()]
    .filter(({ seq }) => within.some((event) => event.seq === seq))
    .map((logged) => workAgain(logged, 1));
  const work = [...made, ...again].toSorted((a, b) => a.seq - b.seq);
  return { kind: "replay", work, edge: edge === replaySeq ? replayTo : edge, lost: [] };
}

/** Events behind a sequence that the webhook wants, and how far the ledger was looked at. */
async function wantedEvents(
  ctx: ScopedContext,
  row: WebhookRow,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly events: readonly StoredEvent[]; readonly edge: number }> {
  const feed = await readFeed(ctx.db, { after, types: typesOf(row.types), limit, access: null });
  const last = feed.events.length === limit ? feed.events.at(-1)?.seq : feed.edge;
  return { events: feed.events.filter((event) => wants(row, event)), edge: last ?? after };
}
