import type { NewEvent } from "#core/event/catalogue";
import { standingAfter } from "#core/webhook/standing";
import type { Statement } from "#db/statement";
import { webhookDisabled } from "#features/webhooks/events";
import type { Batch } from "#features/webhooks/next-work";
import { pack, prefixOf, type LoggedAttempt } from "#features/webhooks/packed-log";
import type { Attempt } from "#features/webhooks/post-all";
import type { WebhookRow } from "#features/webhooks/queries";
import { recordRun, type Progress } from "#features/webhooks/writes";
import { deleteRetries, insertLog, upsertRetries } from "#features/webhooks/writes-log";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** What a run has to write down. */
export interface RunRecord {
  readonly row: WebhookRow;
  readonly batch: Batch;
  readonly attempts: readonly Attempt[];
}

/**
 * Write a run down in one batch: where the webhook stands, what was posted, what is posted again. It throws what `isOvertaken`
 * knows when another run has taken the same events.
 *
 * @returns When something of it is due next, Unix ms; null when nothing is.
 */
export async function record(
  ctx: ScopedContext,
  run: RunRecord,
): Promise<{ readonly dueAtMs: number | null }> {
  const { row, attempts } = run;
  const standing = standingOf(ctx, run);
  const after = { ...standing, ...positionOf(run) };
  const first = attempts.filter(({ isFirst }) => isFirst);
  const later = attempts.filter(({ isFirst }) => !isFirst);
  await commit(ctx, {
    statements: [
      ...recordRun(ctx.db, row, after),
      ...(await logOf(ctx, row, first)),
      ...(await logOf(ctx, row, later)),
      ...retriesOf(ctx, run),
    ],
    events: eventsOf(row, after),
  });
  return { dueAtMs: dueOf(after, attempts) };
}

const standingOf = (ctx: ScopedContext, { row, attempts }: RunRecord) =>
  attempts.length === 0
    ? { ...row, disable: null }
    : standingAfter(
        row,
        {
          succeeded: attempts.filter(({ error }) => error === null).length,
          failed: attempts.filter(({ error }) => error !== null).length,
          isGone: attempts.some(({ error }) => error === "gone"),
        },
        ctx.nowMs(),
      );

/** Only what was tried counts as taken; the rest of the work comes again. */
function positionOf({
  row,
  batch,
  attempts,
}: RunRecord): Pick<Progress, "cursor" | "replaySeq" | "replayTo"> {
  const { cursor, replaySeq, replayTo } = row;
  const isWhole = attempts.length === batch.work.length;
  const taken = isWhole ? batch.edge : (attempts.at(-1)?.seq ?? null);
  switch (batch.kind) {
    case "due":
      return { cursor, replaySeq, replayTo };
    case "backlog":
      return { cursor: taken ?? cursor, replaySeq, replayTo };
    case "replay":
      return { cursor, ...replayAt(row, taken) };
  }
}

/** How far a replay has come; null when it is over. */
function replayAt(
  { replaySeq, replayTo }: WebhookRow,
  taken: number | null,
): Pick<Progress, "replaySeq" | "replayTo"> {
  const at = taken ?? replaySeq ?? 0;
  return at >= (replayTo ?? 0) ? { replaySeq: null, replayTo: null } : { replaySeq: at, replayTo };
}

async function logOf(
  ctx: ScopedContext,
  { id }: WebhookRow,
  attempts: readonly Attempt[],
): Promise<readonly Statement[]> {
  const last = attempts.at(-1);
  if (last === undefined) return [];
  const logged = attempts.map(loggedAttempt);
  const people = logged.flatMap(({ contactId }) => contactId ?? []);
  return [
    insertLog(ctx.db, {
      webhookId: id,
      id: prefixOf(ctx.newId("delivery")),
      lastSeq: last.isFirst ? last.seq : null,
      contacts: [...new Set(people)],
      attempts: await pack(logged),
    }),
  ];
}

/** The body is kept with the first attempt. */
const loggedAttempt = ({ isFirst, body, ...attempt }: Attempt): LoggedAttempt => ({
  ...attempt,
  body: isFirst ? body : null,
});

function retriesOf(ctx: ScopedContext, { row, batch, attempts }: RunRecord): readonly Statement[] {
  const again = attempts.flatMap(({ seq, attempt, nextAttemptAtMs }) =>
    nextAttemptAtMs === null ? [] : [{ seq, attempts: attempt, nextAttemptAt: nextAttemptAtMs }],
  );
  const over = attempts.flatMap(({ seq, nextAttemptAtMs }) =>
    nextAttemptAtMs === null ? [seq] : [],
  );
  const ended = batch.kind === "backlog" ? [] : [...over, ...batch.lost];
  return [
    ...(again.length === 0 ? [] : [upsertRetries(ctx.db, row.id, again)]),
    ...(ended.length === 0 ? [] : [deleteRetries(ctx.db, row.id, ended)]),
  ];
}

const eventsOf = (row: WebhookRow, { disable }: Progress): readonly NewEvent[] =>
  disable === null ? [] : [webhookDisabled(row.id, disable)];

/** A webhook that is paused is looked at when the pause ends; nothing is due of one that is disabled. */
function dueOf({ disable, pausedUntil }: Progress, attempts: readonly Attempt[]): number | null {
  if (disable !== null) return null;
  const dues = attempts.flatMap(({ nextAttemptAtMs }) => nextAttemptAtMs ?? []);
  return pausedUntil ?? (dues.length === 0 ? null : Math.min(...dues));
}
