/**
 * The typed client of our own API, for the console, scripts and tests. It asks `fetch` alone, so it runs in a browser, in
 * node and in a Worker; what it knows of the API are types.
 */
import { hc, type PickResponseByStatusCode } from "hono/client";

import type { AppType } from "#app";
import type { Problem } from "#platform/http/problem-schema";

export { parseResponse } from "hono/client";

/** Where and as whom to call. */
export interface ClientOptions {
  /** The deployment's address, e.g. `https://waqtor.example`. */
  readonly url: string;
  /** An access token or an API key; without one only sign-up, sign-in and the site can be called. */
  readonly token?: string;
  /** Calls in the place of the global `fetch`, e.g. a Worker under test. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** An answer that is no success. The message tells the call and what was wrong with it in one line. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** The problem document as it came; undefined when something else than the API answered. */
  readonly problem: Problem | undefined;

  constructor(call: string, status: number, problem: Problem | undefined) {
    super(`${call}: ${status} ${problem === undefined ? "without a problem" : words(problem)}`);
    this.status = status;
    this.problem = problem;
  }
}

/** The API when all goes well: whatever else is answered is thrown. */
type Answers = PickResponseByStatusCode<AppType, 200 | 201 | 202 | 204>;

/**
 * A client whose members are the paths of the API: `parseResponse` reads the answer, and without it the answer is a typed
 * response, whose headers tell `ETag`. A path parameter goes into the path as it is, so what may hold `/`, `?` or `#` must be
 * percent-encoded. A call that changes something has an `Idempotency-Key` of its own; to make it again, choose the key.
 *
 * @throws ApiError When the answer is no success; what `fetch` throws when there is none.
 * @example
 * const { v1 } = newClient({ url: "https://waqtor.example", token });
 * const number = await parseResponse(v1.numbers[":id"].$get({ param: { id } }));
 * await v1.numbers.$post({ json: { kind: "sandbox" } }, { headers: { "Idempotency-Key": "counter" } });
 */
export function newClient({ url: base, token, fetch: send = fetch }: ClientOptions) {
  return hc<Answers>(base, {
    ...(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } }),
    fetch: async (target: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const url = target instanceof Request ? target.url : String(target);
      const response = await send(url, { ...init, headers: withKey(init) });
      if (response.ok) return response;
      const call = `${init.method} ${new URL(url).pathname}`;
      throw new ApiError(call, response.status, await problemOf(response));
    },
  });
}

function withKey({ method, headers: given }: RequestInit): Headers {
  const headers = new Headers(given);
  if (method !== "GET" && !headers.has("idempotency-key"))
    headers.set("idempotency-key", crypto.randomUUID());
  return headers;
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  return isProblem ? await response.json<Problem>() : undefined;
}

function words({ code, detail, errors = [] }: Problem): string {
  const faults = errors.map(({ pointer, message }) => `${pointer} ${message}`);
  return [`${code}: ${detail}`, ...faults].join(" · ");
}
