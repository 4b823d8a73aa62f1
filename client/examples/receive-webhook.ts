/**
 * A receiver of webhooks, for whatever takes a `Request`: a Worker, Hono, Next, Deno, Bun. They are signed as Standard Webhooks say,
 * so any of their libraries verifies them. Webhooks come at least once: keep `event.id`, or make what you do safe to do twice.
 */
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { Event } from "waqtor-client";

/** What is done with an event. Answer within 15 seconds: what takes longer goes behind it, into a queue of yours. */
export type Deal = (event: Event) => Promise<void>;

/**
 * @param secret `whsec_…`, told once when the webhook was made and when its secret was rotated.
 * @returns 204 when the event was dealt with; 401 when it is not from WaQtor, was changed on its way, or is older than five minutes. What
 *   `deal` throws should become a 5xx: the event then comes again.
 */
export async function receiveWebhook(
  request: Request,
  secret: string,
  deal: Deal,
): Promise<Response> {
  // The signature is over the bytes as they came: JSON that was parsed and written again has others.
  const body = await request.text();
  try {
    new Webhook(secret).verify(body, Object.fromEntries(request.headers));
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    return new Response(error.message, { status: 401 });
  }
  await deal(JSON.parse(body) as Event);
  return new Response(null, { status: 204 });
}
