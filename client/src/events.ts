import type { Event } from "./api.ts";
import { framesOf } from "./frames.ts";
import { ProblemError } from "./problem.ts";
import type { Call } from "./types.ts";
import { wait } from "./wait.ts";

/** Which events to read, and for how long. */
export interface EventsAsked {
  /** Begin behind this sequence, e.g. the one that was dealt with last; left out, with what happens from now on. */
  readonly after?: number;
  /** Only these types, of `GET /v1/event-types`. */
  readonly types?: readonly string[];
  /** Ends the reading, by throwing its reason. */
  readonly signal?: AbortSignal;
}

/** The API says something every 15 seconds; a stream that is silent for longer is dead. */
const SILENCE_MAX_MS = 45_000;
const FIRST_PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 30_000;

/**
 * The workspace's events as they happen, in order and without gaps, until the loop is left. A stream that ends or breaks is opened again
 * behind the last event, so keep `event.seq` once it is dealt with: with it as `after` another process goes on there.
 *
 * @throws ProblemError When the API refuses, e.g. `cursor_expired` (410): events after that sequence are no longer kept.
 */
export async function* readEvents(
  get: Call<"get">,
  asked: EventsAsked,
): AsyncGenerator<Event, void> {
  const { signal } = asked;
  const place: Place = { last: undefined };
  for (let pauseMs = 0; ; pauseMs = Math.min(Math.max(pauseMs * 2, FIRST_PAUSE_MS), PAUSE_MAX_MS)) {
    await wait(pauseMs, signal);
    try {
      for await (const event of readStream(get, asked, place)) {
        pauseMs = 0;
        yield event;
      }
    } catch (error) {
      if (signal?.aborted || isRefusal(error)) throw error;
    }
  }
}

/** Where the reading stands. */
interface Place {
  /** The id that was told last. */
  last: string | undefined;
}

/** One stream, to its end. */
async function* readStream(
  get: Call<"get">,
  { after, types, signal }: EventsAsked,
  place: Place,
): AsyncGenerator<Event, void> {
  const silence = newSilence(signal);
  const query = {
    ...(after !== undefined && { after }),
    ...(types !== undefined && { types: types.join(",") }),
  };
  const header = place.last === undefined ? {} : { "Last-Event-ID": place.last };
  const init = { params: { query, header }, signal: silence.signal, parseAs: "stream" as const };
  try {
    const body = await get("/v1/events/stream", init);
    if (body === null) return;
    for await (const { id, data } of framesOf(body, silence.again)) {
      place.last = id ?? place.last;
      // Safe: the contract says that `data` is an event.
      if (data !== undefined) yield JSON.parse(data) as Event;
    }
  } finally {
    silence.end();
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError && error.status < 500 && error.status !== 429;

/** A signal that is aborted with the given one, and when nothing came for too long. */
function newSilence(outer: AbortSignal | undefined) {
  const controller = new AbortController();
  const abort = () => controller.abort(outer?.reason);
  const late = () => controller.abort(new Error("the stream is silent"));
  let timer = setTimeout(late, SILENCE_MAX_MS);
  outer?.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    again: () => {
      clearTimeout(timer);
      timer = setTimeout(late, SILENCE_MAX_MS);
    },
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", abort);
      controller.abort();
    },
  };
}
