import type { Ask, Input } from "#core/automation/run-state";
import { callbackUrlFault } from "#core/callback-url";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";

/** Of an answer, read at most. */
const ANSWER_BYTES_MAX = 64 * 1024;

/**
 * Call a server that a flow names. It may be called again with the same `Idempotency-Key` when the turn dies before it is
 * written. Redirects are not followed; an answer that is too long or no JSON is none.
 */
export async function callServer(
  ctx: ScopedContext,
  ask: Extract<Ask, { type: "http" }>,
): Promise<Input> {
  const { allowsLoopback } = configOf(ctx.env);
  if (callbackUrlFault(ask.url, { allowsLoopback }) !== null) return FAILED;
  const signal = AbortSignal.timeout(ask.timeoutMs);
  try {
    const answer = await fetch(ask.url, {
      method: ask.method,
      headers: {
        ...ask.headers,
        ...(ask.body === null ? {} : { "content-type": "application/json" }),
        "user-agent": "WaQtor-Automations/1",
        "idempotency-key": ask.key,
      },
      ...(ask.body === null || ask.method === "GET" ? {} : { body: ask.body }),
      redirect: "manual",
      signal,
    });
    const text = await readText(answer);
    if (text === null) return FAILED;
    return { type: "answered", status: answer.status, json: text === "" ? {} : JSON.parse(text) };
  } catch {
    return signal.aborted ? { type: "unanswered", reason: "timeout" } : FAILED;
  }
}

const FAILED: Input = { type: "unanswered", reason: "error" };

/** The body as text; null when it is too long. */
async function readText({ body }: Response): Promise<string | null> {
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > ANSWER_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(await new Blob(chunks).arrayBuffer());
}
