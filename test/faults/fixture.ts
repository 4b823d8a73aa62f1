import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";

import type { Job } from "#platform/queue/jobs";
import worker from "#worker";

/** Deliver jobs as the platform would: batches of at most six, all at once. @returns The ids that must come again. */
export async function deliver(batches: readonly (readonly Job[])[]): Promise<readonly string[]> {
  const results = await Promise.all(
    batches.map(async (jobs) => {
      const batch = createMessageBatch(
        "waqtor-sends",
        jobs.map((body) => ({ id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body })),
      );
      const execution = createExecutionContext();
      await worker.queue(batch, env, execution);
      return getQueueResult(batch, execution);
    }),
  );
  return results.flatMap(({ retryMessages }) => retryMessages.map(({ msgId }) => msgId));
}

/** Any order of a list, drawn from a seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed;
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
  return list
    .map((item) => ({ item, at: next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Cut a list into lists of at most `size`. */
export const cut = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
