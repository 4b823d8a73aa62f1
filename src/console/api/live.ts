/**
 * What happens, as it happens: the event stream, read in one tab and told to the others. A tab that shows something live asks for
 * it; one of them, elected by a lock, holds the stream. An event says that something is old, and never what it has become.
 */
import { openStream } from "./client.ts";
import { queryClient } from "./query-client.ts";
import { currentPerson, may } from "./session.ts";
import { staleBy } from "./stale-by.ts";
import { framesIn, type Frame, type Told } from "./stream-frames.ts";

/** The stream says something every 15 seconds: after so long without a word it is broken. */
const SILENT_MS = 40_000;
/** After an end it is asked for anew; after a refusal with pauses that grow. */
const AGAIN_MS = 2_000;
const AGAIN_MAX_MS = 30_000;
/** However much happens, what is shown is asked for no more often than this. */
const CALM_MS = 1_500;

const LOCK = "waqtor-live";
const tabs = new BroadcastChannel("waqtor-live");

/** The workspace that is heard of. */
let where: string | undefined;
let heardAtMs = 0;
let lastSeq: number | null = null;
let wanted = 0;
let held: AbortController | null = null;
const listeners = new Set<(event: Told) => void>();
const beats = new Set<() => void>();

/** Whether the stream speaks, here or in another tab: then what is shown is told of, and needs to be asked for only now and then. */
export const isLive = (): boolean => Date.now() - heardAtMs < SILENT_MS;

/** The youngest sequence that was told; null while nothing was. */
export const newestSeq = (): number | null => lastSeq;

/** For `useSyncExternalStore`: told with each word of the stream. */
export function onBeat(listener: () => void): () => void {
  beats.add(listener);
  return () => beats.delete(listener);
}

/** Every event from now on. @returns Ends it. */
export function onEvent(listener: (event: Told) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keep the stream open while this screen is shown, for those who may read events. @returns Ends it. */
export function followLive(): () => void {
  if (!may("events:read")) return () => undefined;
  forgetOthers();
  wanted += 1;
  held ??= hold();
  tabs.postMessage("hello");
  return () => {
    wanted -= 1;
    if (wanted > 0) return;
    held?.abort();
    held = null;
  };
}

/** One tab holds the lock, and with it the stream; the others wait for it. */
function hold(): AbortController {
  const stop = new AbortController();
  const { signal } = stop;
  void navigator.locks
    .request(LOCK, { signal }, async () => {
      let pauseMs = AGAIN_MS;
      while (!signal.aborted) {
        const isRefused = await read(signal).then(
          () => false,
          () => true,
        );
        // Whoever shows whether it speaks looks again.
        for (const beat of beats) beat();
        pauseMs = isRefused ? Math.min(pauseMs * 2, AGAIN_MAX_MS) : AGAIN_MS;
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    })
    .catch(() => undefined);
  return stop;
}

/** Sequences are of one workspace; whoever comes after somebody else begins anew. */
function forgetOthers(): void {
  const here = currentPerson()?.workspace.id;
  if (here === where) return;
  // The stream of another workspace must not speak for this one.
  held?.abort();
  held = null;
  where = here;
  heardAtMs = 0;
  lastSeq = null;
}

/** @throws Problem when it is refused; what broke off in the middle has only ended. */
async function read(signal: AbortSignal): Promise<void> {
  const after = lastSeq === null ? "" : `?after=${lastSeq}`;
  const answer = await openStream(`/v1/events/stream${after}`, signal);
  // What happened between the first look and the stream is told by neither.
  if (lastSeq === null)
    void queryClient.invalidateQueries({
      queryKey: ["conversations"],
      predicate: ({ state }) => state.status === "success",
    });
  const body = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const piece = await body?.read().catch(() => undefined);
    if (piece === undefined || piece.done) return;
    const { frames, left } = framesIn(rest + piece.value);
    rest = left;
    for (const frame of frames) {
      tabs.postMessage({ workspace: where, frame });
      hear(frame);
    }
  }
}

function hear({ seq, event }: Frame): void {
  heardAtMs = Date.now();
  lastSeq = seq ?? lastSeq;
  if (event !== null) {
    refresh(event);
    for (const listener of listeners) listener(event);
  }
  for (const beat of beats) beat();
}

tabs.addEventListener("message", ({ data }: MessageEvent) => {
  if (data === "hello") {
    // Whoever holds the stream says where it is.
    if (held !== null && lastSeq !== null && isLive())
      tabs.postMessage({ workspace: where, frame: { seq: lastSeq, event: null } });
    return;
  }
  // Safe: only this module writes into the channel.
  const { workspace, frame } = data as { readonly workspace?: string; readonly frame: Frame };
  if (workspace === where && wanted > 0) hear(frame);
});

let stale = new Set<string>();

/** Have what an event is about asked for again, together with what else has happened in a moment. */
function refresh(event: Told): void {
  if (stale.size === 0)
    setTimeout(() => {
      const keys = [...stale].map((key) => JSON.parse(key) as string[]);
      stale = new Set();
      // A hidden tab asks nothing; it asks for what is old once it is seen again.
      const refetchType = document.visibilityState === "hidden" ? "none" : "active";
      for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey, refetchType });
    }, CALM_MS);
  for (const key of staleBy(event)) stale.add(JSON.stringify(key));
}
