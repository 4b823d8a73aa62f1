import {
  bareRefusal,
  parseGraphError,
  parseRetryAfter,
  type GraphError,
} from "#core/whatsapp/graph-error";
import { log } from "#platform/log";

/** How a call ended. `unknown`: it may have taken effect, nobody can tell. */
export type GraphReply<T> =
  | { readonly type: "ok"; readonly value: T }
  | { readonly type: "refused"; readonly error: GraphError }
  | { readonly type: "unknown"; readonly reason: UnknownReason };

/** Why nobody can tell how a call ended. */
export type UnknownReason = "unreachable" | "timeout" | "server_error" | "unreadable";

/** Who answers, and under which address. */
export interface GraphTransport {
  /** With the version, without a slash at the end. */
  readonly base: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

export interface GraphCall {
  readonly method: "GET" | "POST" | "DELETE";
  /** With its query. */
  readonly path: string;
  readonly token: string;
  readonly body?: object;
  /** A body that is no JSON. */
  readonly stream?: { readonly contentType: string; readonly body: ReadableStream };
  /** How the token is named: a resumable upload wants `OAuth`. `Bearer` when left out. */
  readonly authorization?: "OAuth";
  readonly headers?: Readonly<Record<string, string>>;
  /** `GRAPH_TIMEOUT_MS` when left out. */
  readonly timeoutMs?: number;
  /** The answer may say beside an error what succeeded all the same: then `read` is asked first. */
  readonly isPartial?: boolean;
}

export const GRAPH_TIMEOUT_MS = 30_000;

/**
 * One call, tried once. An error envelope of Meta is `refused`, whatever the HTTP status; so is a bare 400 to 404 or 429,
 * which no server answers after having done the work. A call that threw, timed out, ended in a 5xx without an envelope or in
 * a body that cannot be read is `unknown`.
 *
 * @param read Turns a success body into the value, or undefined when it is not one.
 */
export async function callGraph<T>(
  transport: GraphTransport,
  call: GraphCall,
  read: (body: unknown) => T | undefined,
): Promise<GraphReply<T>> {
  let status: number;
  let text: string;
  let retryAfter: string | null;
  try {
    const response = await transport.fetch(`${transport.base}${call.path}`, initOf(call));
    status = response.status;
    retryAfter = response.headers.get("retry-after");
    text = await response.text();
  } catch (error) {
    return unknown(isTimeout(error) ? "timeout" : "unreachable", call, 0);
  }
  return replyOf({ call, status, body: parseJson(text), retryAfter }, read);
}

interface Answered {
  readonly call: GraphCall;
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

function replyOf<T>(
  { call, status, body, retryAfter }: Answered,
  read: (body: unknown) => T | undefined,
): GraphReply<T> {
  const partial = call.isPartial === true ? read(body) : undefined;
  if (partial !== undefined) return { type: "ok", value: partial };
  const refusal = parseGraphError(body) ?? bareRefusal(status);
  if (refusal !== undefined) {
    const retryAfterMs = parseRetryAfter(retryAfter, Date.now());
    return { type: "refused", error: { ...refusal, retryAfterMs } };
  }
  if (status >= 500) return unknown("server_error", call, status);
  const value = status >= 200 && status < 300 ? read(body) : undefined;
  return value === undefined ? unknown("unreadable", call, status) : { type: "ok", value };
}

const initOf = (call: GraphCall): RequestInit => ({
  method: call.method,
  headers: {
    ...call.headers,
    authorization: `${call.authorization ?? "Bearer"} ${call.token}`,
    accept: "application/json",
    ...contentTypeOf(call),
  },
  ...bodyOf(call),
  // The token must not follow a redirect to another host.
  redirect: "manual",
  signal: AbortSignal.timeout(call.timeoutMs ?? GRAPH_TIMEOUT_MS),
});

const contentTypeOf = ({ body, stream }: GraphCall) =>
  body === undefined && stream === undefined
    ? {}
    : { "content-type": stream?.contentType ?? "application/json" };

function bodyOf({ body, stream }: GraphCall): Pick<RequestInit, "body"> {
  if (stream !== undefined) return { body: stream.body };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The log names the kind of call, never its ids, its body or Meta's words. */
function unknown(reason: UnknownReason, call: GraphCall, status: number): GraphReply<never> {
  const edge = /^\/[^/?]+\/?([a-z_]*)/.exec(call.path)?.[1];
  log("warn", "graph.unknown", { reason, method: call.method, edge, status });
  return { type: "unknown", reason };
}
