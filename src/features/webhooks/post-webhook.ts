import { retryAfterSeconds } from "#core/webhook/schedule";
import type { DeliveryError } from "#core/webhook/states";
/** One attempt to post to a receiver. */
import { webhookUrlFault } from "#core/webhook/url";
import type { Opened } from "#features/webhooks/secrets";
import { signedHeaders } from "#features/webhooks/sign";
import { configOf } from "#platform/config";

/** A receiver has so long to answer, its answer's beginning included, ms. */
export const TIMEOUT_MS = 15_000;

/** So much of an answer is read, bytes. */
export const RESPONSE_BYTES_MAX = 4_096;

/** What is posted. */
export interface Post {
  readonly url: string;
  readonly id: string;
  readonly body: string;
  readonly opened: Opened;
  readonly nowMs: number;
  readonly timeoutMs?: number;
}

/** What became of it. */
export interface Posted {
  readonly statusCode: number | null;
  readonly latencyMs: number;
  /** Null: the receiver took it. */
  readonly error: DeliveryError | null;
  /** The beginning of what was answered, as text; null when nothing was. */
  readonly response: string | null;
  /** The wait that the receiver asked for with 429 or 503. */
  readonly retryAfterSeconds: number | null;
}

/** Post to a receiver. Never rejects: whatever goes wrong is the attempt's outcome. A redirect is not followed. */
export async function postWebhook(env: Env, post: Post): Promise<Posted> {
  const startedMs = Date.now();
  const since = () => Date.now() - startedMs;
  const { publicUrl, allowsLoopback } = configOf(env);
  if (webhookUrlFault(post.url, { publicUrl, allowsLoopback }) !== null)
    return { ...NOTHING, latencyMs: 0, error: "url_not_allowed" };
  const signal = AbortSignal.timeout(post.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await fetch(post.url, { ...(await requestOf(post)), signal });
    const latencyMs = since();
    const head = await headOf(response, signal);
    const error = head.isBroken ? (signal.aborted ? "timeout" : "broken_off") : errorOf(response);
    return {
      statusCode: response.status,
      latencyMs,
      error,
      response: head.text,
      retryAfterSeconds: waitOf(response, post.nowMs),
    };
  } catch {
    return {
      ...NOTHING,
      latencyMs: since(),
      error: signal.aborted ? "timeout" : "unreachable",
    };
  }
}

const NOTHING = { statusCode: null, response: null, retryAfterSeconds: null };

const requestOf = async ({ id, body, opened, nowMs }: Post) => ({
  method: "POST",
  redirect: "manual" as const,
  headers: {
    ...opened.headers,
    "content-type": "application/json",
    "user-agent": "WaQtor-Webhooks/1",
    ...(await signedHeaders({ id, timestamp: Math.floor(nowMs / 1_000), body }, opened.keys)),
  },
  body,
});

function errorOf({ status, ok }: Response): DeliveryError | null {
  if (ok) return null;
  if (status === 410) return "gone";
  return status >= 300 && status < 400 ? "redirected" : "http_status";
}

const waitOf = ({ status, headers }: Response, nowMs: number): number | null =>
  status === 429 || status === 503 ? retryAfterSeconds(headers.get("retry-after"), nowMs) : null;

/** The beginning of an answer; the rest is left unread. It is broken when it ends before it should, or takes too long. */
async function headOf(
  response: Response,
  signal: AbortSignal,
): Promise<{ readonly text: string | null; readonly isBroken: boolean }> {
  if (response.body === null) return { text: null, isBroken: false };
  const reader = response.body.getReader();
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("late")));
  });
  const chunks: Uint8Array[] = [];
  let isBroken = false;
  try {
    for (let size = 0; size < RESPONSE_BYTES_MAX;) {
      const { value, done } = await Promise.race([reader.read(), late]);
      if (done) break;
      chunks.push(value.subarray(0, RESPONSE_BYTES_MAX - size));
      size += value.length;
    }
  } catch {
    isBroken = true;
  }
  void reader.cancel().catch(() => undefined);
  return { text: textOf(chunks), isBroken };
}

function textOf(chunks: readonly Uint8Array[]): string | null {
  if (chunks.length === 0) return null;
  const decoder = new TextDecoder();
  const text = chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("");
  return (text + decoder.decode()).replaceAll("\0", "\uFFFD");
}
