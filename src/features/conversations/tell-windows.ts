import { SERVICE_WINDOW_MS, WINDOW_CLOSING_MS } from "#core/conversation/window";
import type { NewEvent } from "#core/event/catalogue";
import { windowClosed, windowClosing, type EndingWindow } from "#features/conversations/events";
import { findEndingWindows, readWindowMarks } from "#features/conversations/queries-windows";
import { isToldMeanwhile, moveWindowMark } from "#features/conversations/writes-windows";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** How long a look waits for the next, ms: each reads an index row for what was active in the last day. */
const LOOK_EVERY_MS = 5 * 60_000;
/** A mark that stands still although time goes by is moved after this long, ms: it costs a row. */
const MARK_AGE_MAX_MS = 60 * 60_000;
/** Windows that one act tells of. */
const ACT_MAX = 1_000;

interface Telling {
  readonly name: "closing" | "closed";
  /** How long after what the person wrote it is told, ms. */
  readonly afterMs: number;
  readonly event: (window: EndingWindow) => NewEvent;
}

const TELLINGS: readonly Telling[] = [
  { name: "closing", afterMs: SERVICE_WINDOW_MS - WINDOW_CLOSING_MS, event: windowClosing },
  { name: "closed", afterMs: SERVICE_WINDOW_MS, event: windowClosed },
];

/**
 * Tell of the windows that close soon and of those that have closed, each once: a mark says up to which instant was told, and
 * moves in the act that tells. A workspace begins with what ends after the first look.
 */
export async function tellWindows(ctx: ScopedContext): Promise<void> {
  const marks = new Map((await readWindowMarks(ctx.db)).map((mark) => [mark.name, mark.toldUntil]));
  for (const telling of TELLINGS) await tell(ctx, telling, marks.get(telling.name) ?? null);
}

async function tell(ctx: ScopedContext, telling: Telling, was: number | null): Promise<void> {
  const nowMs = ctx.nowMs();
  if (was !== null && nowMs - was < LOOK_EVERY_MS) return;
  const { told, to } =
    was === null ? { told: [], to: nowMs } : await findEnding(ctx, telling, { was, nowMs });
  if (told.length === 0 && was !== null && nowMs - was < MARK_AGE_MAX_MS) return;
  try {
    await commit(ctx, {
      statements: moveWindowMark(ctx.db, { name: telling.name, was, to }),
      events: told.map(telling.event),
    });
  } catch (error) {
    if (!isToldMeanwhile(error)) throw error;
  }
}

/** The windows to tell of, at most as many as an act tells, and up to which instant they are all. */
async function findEnding(
  ctx: ScopedContext,
  { afterMs }: Telling,
  { was, nowMs }: { readonly was: number; readonly nowMs: number },
): Promise<{ readonly told: readonly EndingWindow[]; readonly to: number }> {
  const span = { afterMs: was - afterMs, untilMs: nowMs - afterMs, limit: ACT_MAX + 1 };
  const found = await findEndingWindows(ctx.db, span);
  if (found.length <= ACT_MAX) return { told: found, to: nowMs };
  const told = withoutLastInstant(found);
  return { told, to: (told.at(-1)?.closesAtMs ?? 0) - SERVICE_WINDOW_MS + afterMs };
}

/** Windows that end at one instant are told of together. */
function withoutLastInstant(found: readonly EndingWindow[]): readonly EndingWindow[] {
  const last = found.at(-1)?.closesAtMs;
  const before = found.filter(({ closesAtMs }) => closesAtMs !== last);
  return before.length === 0 ? found : before;
}
