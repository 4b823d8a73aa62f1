import { deliverBody } from "#features/inbound/deliver-changes";
import { sweepQuarantine } from "#features/inbound/quarantine-changes";
import { newId } from "#platform/ids";
import { describeError, log } from "#platform/log";

const PREFIX = "spill/";
/** A sweep comes every minute; what is left waits for the next. */
const SWEEP_MAX = 100;

/** Keep a verified body that cannot be delivered now. Keys are ordered by time. Durable when it resolves. */
export async function spillBody(env: Env, bytes: Uint8Array): Promise<void> {
  await env.MEDIA.put(`${PREFIX}${new Date().toISOString()}-${newId("change")}`, bytes);
}

/**
 * Deliver what was spilled, oldest first, through the code that delivers a webhook; what fails again stays. Also ends what
 * has been in quarantine for long enough. Called by the scheduled handler; touches no workspace's database.
 */
export async function sweepSpill(env: Env): Promise<void> {
  const { objects } = await env.MEDIA.list({ prefix: PREFIX, limit: SWEEP_MAX });
  for (const { key } of objects) {
    try {
      const body = await env.MEDIA.get(key);
      if (body !== null) await deliverBody(env, await body.text());
      await env.MEDIA.delete(key);
    } catch (error) {
      log("error", "spill.kept", describeError(error));
    }
  }
  await sweepQuarantine(env, Date.now());
}
