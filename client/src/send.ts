import { ProblemError, problemError } from "./problem.ts";
import { wait } from "./wait.ts";

/** Where and as whom to call, and how often. */
export interface ClientOptions {
  /** The deployment's address, e.g. `https://waqtor.example`. */
  readonly url: string;
  /** An API key or an access token, or what gives one; without it only sign-up, sign-in and the site can be called. */
  readonly token?: string | (() => string | Promise<string>);
  /** Calls in the place of the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** How often a call is made at most, the first time included: 4 unless told otherwise, 1 to repeat none. */
  readonly attemptsMax?: number;
  /** A `Retry-After` that is longer is thrown and not waited for: 60 seconds unless told otherwise. */
  readonly waitMaxSeconds?: number;
}

const BOOKMARK = "x-d1-bookmark";
const ATTEMPTS_MAX = 4;
const WAIT_MAX_SECONDS = 60;
/** Before a call is repeated to which nobody answered; twice as long each time. */
const FIRST_PAUSE_MS = 500;

/**
 * A `fetch` that answers successes only. A call that changes something has an `Idempotency-Key` of its own, the same each time, so that it
 * is made once however often it is sent. It is sent again when the API says when (`Retry-After` of 429, 503 and of a key that is in
 * use), and when nobody answered; not when signing in, whose tokens work once.
 *
 * @throws ProblemError When the answer is no success; what `fetch` throws when there was none at the last attempt.
 */
export function newSend(options: ClientOptions): (request: Request) => Promise<Response> {
  const { attemptsMax = ATTEMPTS_MAX, token, fetch: ask = (request) => fetch(request) } = options;
  const pauseOf = newPauses(options.waitMaxSeconds ?? WAIT_MAX_SECONDS);
  /** Of the last write, for the reads behind it: where the deployment reads from replicas, they see what was written. */
  let bookmark: string | null = null;
  const attempt = async (request: Request): Promise<Response> => {
    const bearer = typeof token === "function" ? await token() : token;
    if (bearer !== undefined) request.headers.set("authorization", `Bearer ${bearer}`);
    if (bookmark !== null) request.headers.set(BOOKMARK, bookmark);
    const response = await ask(request.clone());
    bookmark = response.headers.get(BOOKMARK) ?? bookmark;
    if (response.ok) return response;
    throw await problemError(callOf(request), response);
  };
  return async (request) => {
    if (request.method !== "GET" && !request.headers.has("idempotency-key"))
      request.headers.set("idempotency-key", crypto.randomUUID());
    for (let made = 1; ; made++) {
      try {
        return await attempt(request);
      } catch (error) {
        const pauseMs = made < attemptsMax ? pauseOf(error, request, made) : undefined;
        if (pauseMs === undefined || request.signal.aborted) throw error;
        await wait(pauseMs, request.signal);
      }
    }
  };
}

/** How long to wait before the call is made again, ms; undefined when it is not. */
function newPauses(waitMaxSeconds: number) {
  return (error: unknown, request: Request, made: number): number | undefined => {
    if (error instanceof ProblemError) {
      const seconds = mayComeAgain(error) ? error.retryAfterSeconds : undefined;
      return seconds === undefined || seconds > waitMaxSeconds ? undefined : seconds * 1000;
    }
    const isRepeatable = !new URL(request.url).pathname.startsWith("/v1/auth/");
    return isRepeatable ? FIRST_PAUSE_MS * 2 ** (made - 1) : undefined;
  };
}

const mayComeAgain = ({ status, code }: ProblemError): boolean =>
  status === 429 || status === 503 || code === "idempotency_in_progress";

const callOf = ({ method, url }: Request): string => `${method} ${new URL(url).pathname}`;
