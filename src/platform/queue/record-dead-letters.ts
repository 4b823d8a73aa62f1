import { openControlDb } from "#db/control/client";
import { deadLetters } from "#db/control/schema";
import { log } from "#platform/log";

/**
 * Keep what failed all its attempts where an operator can see it. Jobs carry ids only, so the body is safe to store, and the
 * sweep rings for the rows they point at: a dead letter is a sign, not a loss.
 */
export async function recordDeadLetters(
  batch: MessageBatch,
  env: Env,
  nowMs: number,
): Promise<void> {
  const control = openControlDb(env.CONTROL_DB);
  for (const message of batch.messages) {
    log("error", "job.dead", { queue: batch.queue, message: message.id });
    await control
      .insert(deadLetters)
      .values({
        id: message.id,
        at: nowMs,
        queue: batch.queue,
        body: JSON.stringify(message.body).slice(0, 1_000),
      })
      .onConflictDoNothing();
    message.ack();
  }
}
