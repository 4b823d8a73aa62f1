import { claimRows } from "#features/messages/claim";
import { pickOfNumber, readWaiting, type WaitingNumber } from "#features/messages/queries-claims";
import { recordOutcomes } from "#features/messages/record-outcomes";
import { sendBlock, type Posted } from "#features/messages/send-block";
import { SlotLine } from "#features/messages/slot-line";
import type { NumberRow } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import { graphOf, type GraphClient } from "#platform/meta/graph";
import type { JobOutcome } from "#platform/queue/jobs";
import { wakeAt } from "#platform/wake";

/** A run hands over to the next after this long, ms. */
const RUN_MS = 20_000;
/** A longer wait is left to the session's alarm, seconds. */
const RETRY_SECONDS_MAX = 60;
/** A number whose session or token could not be reached is tried again after this long, ms. */
const UNAVAILABLE_MS = 30_000;
/** A number that rests for longer is not waited for, ms: its run sends others' messages as well. */
const WAIT_MAX_MS = 2_000;

/**
 * Send the queued messages that belong to no campaign: see whose wait, take slots for them, claim, post, record, until none is
 * due. Any number of runs may work side by side; a row is claimed by one.
 */
export async function sendOutbox(ctx: ScopedContext): Promise<JobOutcome> {
  const endMs = ctx.nowMs() + RUN_MS;
  const senders = new Senders(ctx);
  let retryAfterMs = Infinity;
  while (ctx.nowMs() < endMs) {
    const waiting = await readWaiting(ctx.db, ctx.nowMs(), senders.unusable);
    if (waiting.length === 0) return outcome(ctx, Math.min(retryAfterMs, senders.retryAfterMs));
    const blocks = await Promise.all(waiting.map((one) => senders.send(one)));
    const posted = blocks.flat();
    if (posted.length === 0) continue;
    const recorded = await recordOutcomes(ctx, posted, { campaigns: false });
    retryAfterMs = Math.min(retryAfterMs, recorded.retryAfterMs ?? Infinity);
  }
  await ctx.enqueue({ kind: "outbox.send", tenantId: ctx.tenant.id });
  return { type: "done" };
}

/** @param retryAfterMs When the next row may be due, ms from now; Infinity: none is. */
async function outcome(ctx: ScopedContext, retryAfterMs: number): Promise<JobOutcome> {
  const afterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (afterSeconds <= RETRY_SECONDS_MAX) return { type: "retry", afterSeconds };
  if (retryAfterMs !== Infinity) await wakeAt(ctx, "outbox.send", ctx.nowMs() + retryAfterMs);
  return { type: "done" };
}

interface Sender {
  readonly graph: GraphClient;
  readonly line: SlotLine;
}

/** The numbers that one run sends with. Together they stay within six connections, because six rows are looked for. */
class Senders {
  private readonly ctx: ScopedContext;
  private readonly opened = new Map<NumberRow["id"], Sender | null>();
  /** When the first of the unusable ones may send again, ms from now; Infinity when there are none. */
  retryAfterMs = Infinity;

  constructor(ctx: ScopedContext) {
    this.ctx = ctx;
  }

  /** The numbers that cannot send in this run. */
  get unusable(): readonly NumberRow["id"][] {
    return [...this.opened].flatMap(([id, sender]) => (sender === null ? [id] : []));
  }

  /** A block of one number. Empty when its messages were gone, or when its slots went by. */
  async send({ number, count }: WaitingNumber): Promise<readonly Posted[]> {
    const { ctx } = this;
    const sender = await this.open(number);
    if (sender === null) return [];
    const { verdict, slots } = await sender.line.take(count);
    if (verdict !== "go") {
      this.giveUp(number, UNAVAILABLE_MS);
      return [];
    }
    const waitMs = (slots[0]?.atMs ?? 0) - ctx.nowMs();
    if (waitMs > WAIT_MAX_MS) {
      sender.line.giveBack(slots);
      await sender.line.take(0);
      this.giveUp(number, waitMs);
      return [];
    }
    const claim = (size: number) =>
      claimRows(ctx, pickOfNumber(number.id, size), { campaigns: false });
    const { posted } = await sendBlock(ctx, { ...sender, slots, claim });
    return posted;
  }

  /** The number is not looked at again in this run. */
  private giveUp({ id }: NumberRow, retryAfterMs: number): void {
    this.opened.set(id, null);
    this.retryAfterMs = Math.min(this.retryAfterMs, retryAfterMs);
  }

  private async open(number: NumberRow): Promise<Sender | null> {
    const known = this.opened.get(number.id);
    if (known !== undefined) return known;
    const sender = await this.connect(number);
    if (sender === null) this.giveUp(number, UNAVAILABLE_MS);
    else this.opened.set(number.id, sender);
    return sender;
  }

  private async connect(number: NumberRow): Promise<Sender | null> {
    try {
      const graph = await graphOf(this.ctx, number);
      const of = { number, lane: "interactive", campaignId: null, paceMps: null } as const;
      return { graph, line: new SlotLine(this.ctx, of) };
    } catch (error) {
      log("error", "token.unreadable", { number: number.id, ...describeError(error) });
      return null;
    }
  }
}
