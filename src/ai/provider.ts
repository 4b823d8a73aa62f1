import type { AiFault } from "#core/draft/states";

/** Whom to ask, and how. The key and the addresses are the deployment's. */
export interface AiProvider {
  /** OpenRouter's API, with its version and without a slash at the end. */
  readonly url: string;
  readonly key: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** How a call ended: an answer, or why there is none. */
export type ProviderReply =
  | { readonly status: number; readonly text: string; readonly fault?: never }
  | { readonly fault: AiFault };

/** A call of the provider. Without a body it is a GET. */
export interface ProviderCall {
  /** Below the provider's address, e.g. `/models`. */
  readonly path: string;
  readonly body?: string;
  /** Ends the call, the reading of its answer included. */
  readonly signal: AbortSignal;
  readonly bytesMax: number;
}

/**
 * Call the provider once. Its headers are these few: nothing tells who asks.
 */
export async function callProvider(
  { url, key, fetch }: AiProvider,
  { path, body, signal, bytesMax }: ProviderCall,
): Promise<ProviderReply> {
  try {
    const response = await fetch(`${url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        accept: "application/json",
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body }),
      // The key must not follow a redirect to another host.
      redirect: "manual",
      signal,
    });
    const text = await readText(response, bytesMax, signal);
    return text === undefined ? { fault: "unreadable" } : { status: response.status, text };
  } catch {
    return { fault: signal.aborted ? "timeout" : "unreachable" };
  }
}

/** @returns undefined when there is more of it than `bytesMax`. */
async function readText(
  { body }: Response,
  bytesMax: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (body === null) return "";
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", stop);
  try {
    const decoder = new TextDecoder();
    let text = "";
    for (let bytes = 0; ;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return text + decoder.decode();
      bytes += value.length;
      if (bytes > bytesMax) {
        stop();
        return undefined;
      }
      text += decoder.decode(value, { stream: true });
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
