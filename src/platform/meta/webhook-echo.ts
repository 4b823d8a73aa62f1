import { configOf } from "#platform/config";
import { describeError, log } from "#platform/log";

const ECHO_TIMEOUT_MS = 5_000;

/** Where Meta sends the webhooks of the deployment's app, or of a workspace's own. */
export const callbackUrl = (env: Env, appId: string | null): string => {
  const base = `${configOf(env).publicUrl}/webhooks/meta`;
  return appId === null ? base : `${base}/${appId}`;
};

/**
 * Shake hands with a callback URL from outside, as Meta does: whether it answers the challenge. Null when it cannot be reached
 * from here, which says nothing of Meta's way to it.
 */
export async function echoWebhook(url: string, verifyToken: string): Promise<boolean | null> {
  const challenge = crypto.randomUUID();
  const query = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.verify_token": verifyToken,
    "hub.challenge": challenge,
  });
  try {
    const response = await fetch(`${url}?${query.toString()}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(ECHO_TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.status >= 500) return null;
    return response.status === 200 && text === challenge;
  } catch (error) {
    log("warn", "webhook.echo_unreachable", describeError(error));
    return null;
  }
}
