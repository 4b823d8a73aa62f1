import { backoffSeconds, type BackoffPolicy } from "#core/backoff";
import { describeError, log } from "#platform/log";
import { readJob, type Job, type JobOutcome } from "#platform/queue/jobs";

const BACKOFF: BackoffPolicy = { baseSeconds: 2, maxSeconds: 15 * 60 };

/**
 * Settle the messages of a batch side by side, each on its own: one poison message never fails its neighbours, and a chunk
 * that waits for its send slots does not hold up the next. A thrown error counts as `retry`; the platform moves a message to
 * the dead-letter queue after `max_retries` (wrangler.toml).
 */
export async function consume(
  batch: MessageBatch,
  random: () => number,
  run: (job: Job) => Promise<JobOutcome>,
): Promise<void> {
  await Promise.all(
    batch.messages.map(async (message) => {
      const outcome = await settle(message.body, run);
      switch (outcome.type) {
        case "done":
          message.ack();
          break;
        case "drop":
          log("error", "job.dropped", {
            queue: batch.queue,
            message: message.id,
            reason: outcome.reason,
          });
          message.ack();
          break;
        case "retry":
          message.retry({
            delaySeconds:
              outcome.afterSeconds ?? backoffSeconds(message.attempts, BACKOFF, random()),
          });
          break;
      }
    }),
  );
}

async function settle(body: unknown, run: (job: Job) => Promise<JobOutcome>): Promise<JobOutcome> {
  const job = readJob(body);
  if (job === undefined) return { type: "drop", reason: "unreadable_job" };
  try {
    return await run(job);
  } catch (error) {
    log("error", "job.failed", { kind: job.kind, ...describeError(error) });
    return { type: "retry" };
  }
}
