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
  const target = new URL(url);
  target.searchParams.set("hub.mode", "subscribe");
  target.searchParams.set("hub.verify_token", verifyToken);
  target.searchParams.set("hub.challenge", challenge);
  try {
    const response = await fetch(target, {
      redirect: "manual",
      signal: AbortSignal.timeout(ECHO_TIMEOUT_MS),
    });
    const text = await beginning(response, challenge.length + 1);
    if (response.status >= 500) return null;
    return response.status === 200 && text === challenge;
  } catch (error) {
    log("warn", "webhook.echo_unreachable", describeError(error));
    return null;
  }
}

/** The first bytes of an answer as text: what a stranger answers may have no end. */
async function beginning({ body }: Response, bytesMax: number): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    // Leaving the loop cancels the rest.
    if (text.length >= bytesMax) break;
  }
  return text;
}
