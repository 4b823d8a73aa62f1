/** The two ways on which webhooks leave: to the platform, and to the URLs of numbers' owners. */
import type { Clock } from "#sandbox/clock";
import type { Numbers } from "#sandbox/numbers";
import type { Entry, Outbox } from "#sandbox/outbox";
import type { Owners } from "#sandbox/owners";
import { metaJson, signatureOf } from "#sandbox/sign";
import { envelopeOf } from "#sandbox/webhook-envelope";

/** Brings a webhook to whoever it is for. */
export type Post = (request: Request) => Promise<Response>;

/** How a webhook fared: it is told again unless it was taken. From a host that cannot be reached nothing more is expected soon. */
export type Handed = "taken" | "refused" | "unreachable";

/** What is told to one side, independently of the other. */
export interface Lane {
  readonly outbox: Outbox;
  readonly hand: (group: readonly Entry[]) => Promise<Handed>;
}

const PLATFORM_URL = "https://sandbox.invalid/webhooks/meta";
/** How long an owner's host may take to answer. */
const OWNER_TIMEOUT_MS = 10_000;

/** The platform's route, signed with the app's secret. What an account that is not subscribed would tell is told to nobody. */
export const platformLane = (
  outbox: Outbox,
  parts: {
    readonly clock: Clock;
    readonly secrets: string;
    readonly isSubscribed: (wabaId: string) => boolean;
    readonly post: Post;
  },
): Lane => ({
  outbox,
  hand: async (group) => {
    if (!parts.isSubscribed(group[0]?.notice.wabaId ?? "")) return "taken";
    const webhook = { url: PLATFORM_URL, secret: parts.secrets.split(",")[0]?.trim() ?? "" };
    return handOver(await requestOf(webhook, group, parts.clock), parts.post);
  },
});

/** The URL of the number's owner, signed with the secret of the number. What nobody wants to hear any more is let go. */
export const ownerLane = (
  outbox: Outbox,
  parts: {
    readonly clock: Clock;
    readonly numbers: Numbers;
    readonly owners: Owners;
    readonly post: Post;
  },
): Lane => ({
  outbox,
  hand: async (group) => {
    const number = parts.numbers.ofWaba(group[0]?.notice.wabaId ?? "");
    const webhook = parts.owners.webhookOf(number?.phone_number_id ?? "");
    if (webhook === null) return "taken";
    const init = { redirect: "manual", signal: AbortSignal.timeout(OWNER_TIMEOUT_MS) } as const;
    return handOver(await requestOf(webhook, group, parts.clock, init), parts.post);
  },
});

async function requestOf(
  { url, secret }: { readonly url: string; readonly secret: string },
  group: readonly Entry[],
  clock: Clock,
  init: RequestInit = {},
): Promise<Request> {
  const body = metaJson(envelopeOf(group, clock.nowMs()));
  return new Request(url, {
    ...init,
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "facebookexternalua",
      "x-hub-signature-256": await signatureOf(secret, body),
    },
    body,
  });
}

async function handOver(request: Request, post: Post): Promise<Handed> {
  try {
    const response = await post(request);
    await response.body?.cancel();
    return response.status === 200 ? "taken" : "refused";
  } catch {
    return "unreachable";
  }
}
