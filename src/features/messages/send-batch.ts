import { AppError, PROBLEMS } from "#core/errors";
import {
  beginBatch,
  firstOutcome,
  keepRefusal,
  type Outcome,
} from "#features/messages/batch-outcomes";
import type { MessageBatchBody, MessageBatchView } from "#features/messages/batch-schemas";
import { queueMessage } from "#features/messages/queue-message";
import { SendMessageBody } from "#features/messages/send-schemas";
import { AlreadyAnswered, commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { faultOfItem } from "#platform/http/batch";
import { rejectInvalid } from "#platform/http/reject-invalid";
import { partKey } from "#platform/idempotency";
import type { Job } from "#platform/queue/jobs";

/** Recipients that are dealt with side by side: what a Worker has connections for. */
const LANES = 6;

/**
 * Take up to 100 messages over for sending, each as a call of its own would: its own decision, commit and outcome. Each item has a
 * key that follows from the batch's and its place, so a batch that was cut short goes on where it ended, and of two calls at once
 * one decides on an item.
 *
 * @throws AppError `idempotency_key_required`, `idempotency_mismatch`; `unavailable` when an item could not be decided on.
 */
export async function sendBatch(
  ctx: TenantContext,
  { items }: MessageBatchBody,
): Promise<MessageBatchView> {
  requireScope(ctx, "messages:send");
  const key = ctx.idempotency;
  if (key === null)
    throw new AppError("idempotency_key_required", "Send an Idempotency-Key with this call.");
  const outcomes = new Map(await beginBatch(ctx, key, items.length));
  const bells = new Map<string, Job>();
  const enqueue = async (job: Job) => void bells.set(JSON.stringify(job), job);
  try {
    await inLanes(lanesOf(items), async (index) => {
      if (outcomes.has(index)) return;
      const of = { ...ctx, idempotency: partKey(key, index), enqueue };
      outcomes.set(index, await sendItem(of, items[index], index));
    });
  } finally {
    // Also when the call fails: what was taken over is sent.
    await Promise.allSettled([...bells.values()].map((job) => ctx.enqueue(job)));
  }
  const view = viewOf([...outcomes.values()].toSorted((a, b) => a.index - b.index));
  await commit(ctx, { statements: [], answer: { status: 200, body: view } });
  return view;
}

async function sendItem(ctx: ScopedContext, input: unknown, index: number): Promise<Outcome> {
  const accepted = (id: Outcome["id"]): Outcome => ({ index, status: "accepted", id });
  try {
    const { id } = await queueMessage(ctx, checkItem(input), (view) => accepted(view.id));
    return accepted(id);
  } catch (error) {
    if (error instanceof AlreadyAnswered) return firstOutcome(ctx);
    if (!(error instanceof AppError) || PROBLEMS[error.code].status >= 500) throw error;
    return keepRefusal(ctx, { index, status: "failed", error: faultOfItem(error, index) });
  }
}

/** @throws AppError as the route of a single message does. */
function checkItem(input: unknown): SendMessageBody {
  const result = SendMessageBody.safeParse(input);
  rejectInvalid({ ...result, target: "json" });
  // Safe: what is not valid was refused.
  return result.data as SendMessageBody;
}

/** The places of the items of each recipient, as it is spelled: those go one after the other. */
function lanesOf(items: readonly unknown[]): number[][] {
  const lanes = new Map<unknown, number[]>();
  for (const [index, item] of items.entries()) {
    const to: unknown = typeof item === "object" && item !== null && "to" in item ? item.to : null;
    lanes.set(to, [...(lanes.get(to) ?? []), index]);
  }
  return [...lanes.values()];
}

/** Act on each place, some lanes side by side; after a fault no further lane is begun, and the fault is thrown. */
async function inLanes(
  lanes: readonly (readonly number[])[],
  act: (index: number) => Promise<void>,
): Promise<void> {
  const waiting = [...lanes];
  const work = async () => {
    try {
      for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift())
        for (const index of lane) await act(index);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, work));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

function viewOf(results: Outcome[]): MessageBatchView {
  const failed = results.filter(({ status }) => status === "failed").length;
  return { accepted: results.length - failed, failed, results };
}
