import type { Id } from "#core/ids";
import { SLOT_GUARD_MS } from "#core/quota/send-window";
import { outboundBody } from "#core/whatsapp/outbound";
import type { ClaimedRow } from "#features/messages/claim";
import { paceOf, type SendPace } from "#features/messages/send-pace";
import type { NumberRow } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import type { GraphClient, SendReply } from "#platform/meta/graph";

/** How a claimed row came back. `unsent`: it never left us, and goes back to the queue or is cancelled. */
export interface Posted {
  readonly row: ClaimedRow;
  readonly reply: SendReply | { readonly type: "unsent"; readonly why: Unsent };
}
export type Unsent = "paused" | "cancelled" | "late" | "unavailable";

export interface PostRequest {
  readonly graph: Pick<GraphClient, "sendMessage">;
  readonly number: Pick<NumberRow, "id" | "throughputMps">;
  /** One to six rows claimed by this run, with their content. */
  readonly rows: readonly ClaimedRow[];
  readonly lane: "interactive" | "campaign";
  readonly campaignId: Id<"campaign"> | null;
  readonly paceMps: number | null;
}

/** A claim older than this is not posted any more, ms: well before the sweep calls it lost. */
const CLAIM_GOOD_MS = 45_000;

/**
 * Post rows that this run claimed, each in its own slot, on at most six connections. Every row is posted at most once; one
 * whose slot went by unused waits for another. Never throws: what is not known to have been refused is `unknown`.
 */
export async function postClaimed(
  ctx: ScopedContext,
  request: PostRequest,
): Promise<readonly Posted[]> {
  const pace = paceOf(request.number.id);
  const posted: Posted[] = [];
  let waiting = request.rows;
  let unused: readonly number[] = [];
  while (waiting.length > 0) {
    const slots = await slotsFor(ctx, request, { count: waiting.length, unused });
    if (slots.verdict !== "go") {
      const { verdict } = slots;
      posted.push(
        ...waiting.map((row) => ({ row, reply: { type: "unsent", why: verdict } as const })),
      );
      break;
    }
    const results = await Promise.all(
      slots.slots.slice(0, waiting.length).map(async (slotMs, i) => {
        const row = waiting[i];
        return row && postAt(ctx, { graph: request.graph, row, slotMs, pace });
      }),
    );
    const settled = results.filter((result) => result !== undefined);
    unused = slots.slots.filter((_, i) => results[i] === undefined);
    pace.noteSlots({ missed: unused.length > 0 });
    posted.push(...settled);
    const done = new Set(settled.map(({ row }) => row.id));
    waiting = waiting.filter((row) => !done.has(row.id));
  }
  return posted;
}

/** Without the object there is no slot, and without a slot no send. */
async function slotsFor(
  ctx: ScopedContext,
  { number, lane, campaignId, paceMps }: PostRequest,
  ask: { readonly count: number; readonly unused: readonly number[] },
) {
  const pace = paceOf(number.id);
  const askedAtMs = ctx.nowMs();
  try {
    const slots = await ctx.session.takeSlots({
      numberId: number.id,
      ...ask,
      late: pace.takeLate(),
      leadMs: pace.leadMs,
      limitMps: number.throughputMps,
      lane,
      campaignId,
      paceMps,
    });
    const { receivedAtMs, repliedAtMs } = slots;
    pace.noteCall({ askedAtMs, receivedAtMs, repliedAtMs, answeredAtMs: ctx.nowMs() });
    return slots;
  } catch (error) {
    log("warn", "slots.unavailable", { number: number.id, ...describeError(error) });
    return { verdict: "unavailable" as const, slots: [] };
  }
}

interface SlottedPost {
  readonly graph: PostRequest["graph"];
  readonly row: ClaimedRow;
  /** By the session's clock, Unix ms. */
  readonly slotMs: number;
  readonly pace: SendPace;
}

/** Send in the slot, never before it; undefined when the slot went by. */
async function postAt(
  ctx: ScopedContext,
  { graph, row, slotMs, pace }: SlottedPost,
): Promise<Posted | undefined> {
  const atMs = pace.ours(slotMs);
  for (let nowMs = ctx.nowMs(); nowMs < atMs; nowMs = ctx.nowMs())
    await scheduler.wait(Math.ceil(atMs - nowMs));
  const sentAtMs = ctx.nowMs();
  if (sentAtMs - row.claimedAtMs > CLAIM_GOOD_MS)
    return { row, reply: { type: "unsent", why: "late" } };
  if (sentAtMs > atMs + SLOT_GUARD_MS) return undefined;
  try {
    const reply = await graph.sendMessage(outboundBody(row));
    pace.noteAnswer({ slotMs, sentAtMs, answeredAtMs: ctx.nowMs() });
    return { row, reply };
  } catch (error) {
    log("warn", "send.thrown", { message: row.id, ...describeError(error) });
    return { row, reply: { type: "unknown", reason: "thrown" } };
  }
}
