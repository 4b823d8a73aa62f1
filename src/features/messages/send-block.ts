import { outboundBody } from "#core/whatsapp/outbound";
import { CLAIM_GOOD_MS, type Claim, type ClaimedRow } from "#features/messages/claim";
import { resolveMedia, type Resolved } from "#features/messages/resolve-media";
import type { SendSlot, SlotLine } from "#features/messages/slot-line";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import type { GraphClient, SendReply } from "#platform/meta/graph";

/**
 * How a claimed row came back. `unsent`: its slot went by, or its file is not at Meta yet; it never left us, and goes back to the
 * queue, for `afterMs` when that is known.
 */
export interface Posted {
  readonly row: ClaimedRow;
  readonly reply: SendReply | { readonly type: "unsent"; readonly afterMs?: number };
}

export interface BlockRequest {
  readonly graph: Pick<GraphClient, "sendMessage">;
  readonly line: SlotLine;
  /** One to six, of the line. */
  readonly slots: readonly SendSlot[];
  /** Claim at most so many rows for this run, with their content. */
  readonly claim: (count: number) => Promise<Claim>;
}

export interface Block {
  readonly posted: readonly Posted[];
  /** Rows that the claim skipped. */
  readonly skipped: number;
  /** Whether there was nothing to claim. When no slot could be met it is not known. */
  readonly isDry: boolean;
}

/** How long before the last slot of a block its rows are claimed, ms: what is left is for waking up late. */
const CLAIM_AHEAD_MS = CLAIM_GOOD_MS - 50;

/**
 * Send one block: claim as many rows as there are slots shortly before they come, then post each in its own slot, on at most
 * six connections. What the claim knows of a person is never older than `CLAIM_GOOD_MS` when the message leaves, and a run that
 * dies takes no more than the rows of one block along. Every row is posted at most once. Never throws for a post: what is not
 * known to have been refused is `unknown`.
 *
 * @throws What `claim` throws.
 */
export async function sendBlock(ctx: ScopedContext, request: BlockRequest): Promise<Block> {
  const { line } = request;
  const slots = await untilClaim(ctx, request);
  line.giveBack(request.slots.filter((slot) => !slots.includes(slot)));
  line.pace.noteSlots({ missed: slots.length < request.slots.length });
  if (slots.length === 0) return { posted: [], skipped: 0, isDry: false };

  const askedAtMs = ctx.nowMs();
  const { rows, skipped, goodUntilMs } = await request.claim(slots.length);
  const resolve = await resolveMedia(ctx, rows);
  const claimedAtMs = ctx.nowMs();
  line.pace.noteClaim(claimedAtMs - askedAtMs);
  const open = slots.filter(({ untilMs }) => untilMs > claimedAtMs);
  const posted = await Promise.all(
    rows.map((row, i) =>
      postIn(ctx, request, { row, slot: open[i], goodUntilMs, resolved: resolve(row) }),
    ),
  );
  const missed = posted.filter(({ reply }) => reply.type === "unsent" && !reply.afterMs).length;
  if (missed > 0) line.pace.noteSlots({ missed: true });
  line.giveBack([...slots.filter((slot) => !open.includes(slot)), ...open.slice(rows.length)]);
  return { posted, skipped, isDry: rows.length + skipped === 0 };
}

/**
 * Wait until it is time to claim: as late as the last slot allows, or as early as a slow database needs.
 *
 * @returns the slots that can be met after it.
 */
async function untilClaim(
  ctx: ScopedContext,
  { slots, line }: BlockRequest,
): Promise<readonly SendSlot[]> {
  const first = slots[0]?.atMs ?? 0;
  const last = slots.at(-1)?.atMs ?? 0;
  await waitUntil(ctx, Math.min(last - CLAIM_AHEAD_MS, first - line.pace.claimLeadMs));
  const claimedAtMs = ctx.nowMs() + line.pace.claimLeadMs;
  return slots.filter(({ untilMs }) => untilMs > claimedAtMs);
}

interface Slotted {
  readonly row: ClaimedRow;
  /** None when the claim took so long that none is left. */
  readonly slot: SendSlot | undefined;
  readonly goodUntilMs: number;
  readonly resolved: Resolved;
}

/** Send in the slot, never before it and never after it. */
async function postIn(
  ctx: ScopedContext,
  { graph, line }: BlockRequest,
  { row, slot, goodUntilMs, resolved }: Slotted,
): Promise<Posted> {
  if (resolved.type !== "ready") {
    if (slot !== undefined) line.giveBack([slot]);
    return { row, reply: resolved };
  }
  if (slot === undefined) return { row, reply: { type: "unsent" } };
  await waitUntil(ctx, slot.atMs);
  const sentAtMs = ctx.nowMs();
  if (sentAtMs > Math.min(slot.untilMs, goodUntilMs)) {
    line.giveBack([slot]);
    return { row, reply: { type: "unsent" } };
  }
  try {
    const reply = await graph.sendMessage(outboundBody({ ...row, content: resolved.content }));
    line.pace.noteAnswer({ slotMs: slot.slotMs, sentAtMs, answeredAtMs: ctx.nowMs() });
    return { row, reply };
  } catch (error) {
    log("warn", "send.thrown", { message: row.id, ...describeError(error) });
    return { row, reply: { type: "unknown", reason: "thrown" } };
  }
}

async function waitUntil(ctx: ScopedContext, atMs: number): Promise<void> {
  for (let nowMs = ctx.nowMs(); nowMs < atMs; nowMs = ctx.nowMs())
    await scheduler.wait(Math.ceil(atMs - nowMs));
}
