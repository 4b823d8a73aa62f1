/** The typed client of our own API. Every call goes through `ask`, which gives the body or throws a `Problem`. */
import { newClient } from "#client";

import { reach } from "./connection.ts";
import { Problem, problemOf, toProblem } from "./problem.ts";
import { accessToken, distrust } from "./session.ts";

/** How far this device's clock is behind the server's; read from the answers, used wherever a window closes. */
let skewMs = 0;

const BOOKMARK = "x-d1-bookmark";
/** Of the last write: where the deployment reads from replicas, the reads behind it see what was written. */
let bookmark: string | null = null;

/** The server's time, Unix ms. */
export const serverNow = (): number => Date.now() + skewMs;

/**
 * Call with a valid token; a call that the API answers 401 is made once more with another token. Not where it is a code of the
 * person's that was wrong: made again, it would count twice.
 */
async function authorised(url: string, init: RequestInit): Promise<Response> {
  const send = async (token: string) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    if (bookmark !== null) headers.set(BOOKMARK, bookmark);
    const answer = await reach(url, { ...init, headers });
    bookmark = answer.headers.get(BOOKMARK) ?? bookmark;
    const date = Date.parse(answer.headers.get("date") ?? "");
    // The header tells whole seconds, and the answer took its time: less than that is no skew.
    if (!Number.isNaN(date)) skewMs = Math.abs(date - Date.now()) > 2_000 ? date - Date.now() : 0;
    return answer;
  };
  const token = await mustHave();
  let answer = await send(token);
  if (answer.status === 401) {
    const problem = await problemOf(answer);
    if (problem.code === "invalid_credentials") throw problem;
    distrust(token);
    answer = await send(await mustHave());
  }
  if (answer.ok) return answer;
  throw await problemOf(answer);
}

async function mustHave(): Promise<string> {
  const token = await accessToken();
  if (token === null) throw new Problem({ code: "unauthenticated", status: 401 });
  return token;
}

/** The paths below `/v1`. */
export const { v1: api } = newClient({ url: location.origin, fetch: authorised });

/** An answer that is read while it comes; the typed client has no word for one. @throws Problem as `ask`. */
export const openStream = (path: `/v1/${string}`, signal?: AbortSignal): Promise<Response> =>
  authorised(path, { method: "GET", ...(signal && { signal }) });

/** An answer as the typed client describes it. */
interface Answer {
  json(): Promise<unknown>;
  text(): Promise<string>;
}
type Body<A extends Answer> = Awaited<ReturnType<A["json"]>>;

/**
 * The body of an answer; null when it has none.
 *
 * @throws Problem for every answer that is no success, and when none came.
 */
export async function ask<A extends Answer>(call: Promise<A>): Promise<Body<A>> {
  try {
    const text = await (await call).text();
    // Safe: a body is what the contract says. A 202 may have none, as a 204.
    return (text === "" ? null : JSON.parse(text)) as Body<A>;
  } catch (error) {
    throw toProblem(error);
  }
}

/** A body, and the version that it is of. */
export interface Versioned<Value> {
  readonly body: Value;
  /** Goes into `If-Match` of the change that is made from this version. */
  readonly etag: string | undefined;
}

/** {@link ask} for what two people may change at once. @throws Problem as `ask`. */
export async function askVersioned<A extends Answer & { readonly headers: Headers }>(
  call: Promise<A>,
): Promise<Versioned<Body<A>>> {
  let etag: string | undefined;
  const body = await ask(
    call.then((answer) => {
      etag = answer.headers.get("etag") ?? undefined;
      return answer;
    }),
  );
  return { body, etag };
}

/** For calls that must not happen twice: make one key per intent, and keep it for every try. */
export const once = (key: string) => ({ headers: { "idempotency-key": key } });
