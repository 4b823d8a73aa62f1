import { deliverBody } from "#features/inbound/deliver-changes";
import { sweepQuarantine } from "#features/inbound/quarantine-changes";
import { newId } from "#platform/ids";
import { describeError, log } from "#platform/log";

const PREFIX = "spill/";
/** A sweep comes every minute; what is left waits for the next. */
const SWEEP_MAX = 100;

/**
 * Keep a verified body that cannot be delivered now. Keys are ordered by time, and end with the Meta app under which it came,
 * where that is not the deployment's own. Durable when it resolves.
 */
export async function spillBody(env: Env, bytes: Uint8Array, appId: string | null): Promise<void> {
  const key = `${PREFIX}${new Date().toISOString()}-${newId("change")}`;
  await env.MEDIA.put(appId === null ? key : `${key}.${appId}`, bytes);
}

const appIdOf = (key: string): string | null => /_\w+\.(\d+)$/.exec(key)?.[1] ?? null;

/**
 * Deliver what was spilled, oldest first, through the code that delivers a webhook; what fails again stays. Also ends what
 * has been in quarantine for long enough. Called by the scheduled handler; touches no workspace's database.
 */
export async function sweepSpill(env: Env): Promise<void> {
  const { objects } = await env.MEDIA.list({ prefix: PREFIX, limit: SWEEP_MAX });
  for (const { key } of objects) {
    try {
      const body = await env.MEDIA.get(key);
      if (body !== null) await deliverBody(env, await body.text(), appIdOf(key));
      await env.MEDIA.delete(key);
    } catch (error) {
      log("error", "spill.kept", describeError(error));
    }
  }
  await sweepQuarantine(env, Date.now());
}
