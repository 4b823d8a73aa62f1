/**
 * What happens, as it happens: the event stream, read in one tab and told to the others. A tab that shows something live asks for
 * it; one of them, elected by a lock, holds the stream. An event says that something is old, and never what it has become.
 */
import { openStream } from "./client.ts";
import { queryClient } from "./query-client.ts";
import { currentPerson, may } from "./session.ts";
import { framesIn, type Frame, type Told } from "./stream-frames.ts";

/** The stream says something every 15 seconds: after so long without a word it is broken. */
const SILENT_MS = 40_000;
const AGAIN_MS = 2_000;
/** However much happens, what is shown is asked for no more often than this. */
const CALM_MS = 1_500;

const LOCK = "waqtor-live";
const tabs = new BroadcastChannel("waqtor-live");

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
      while (!signal.aborted) {
        await read(signal).catch(() => undefined);
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    })
    .catch(() => undefined);
  return stop;
}

async function read(signal: AbortSignal): Promise<void> {
  const after = lastSeq === null ? "" : `?after=${lastSeq}`;
  const answer = await openStream(`/v1/events/stream${after}`, signal);
  const body = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const piece = await body?.read();
    if (piece === undefined || piece.done) return;
    const { frames, left } = framesIn(rest + piece.value);
    rest = left;
    for (const frame of frames) {
      tabs.postMessage({ workspace: currentPerson()?.workspace.id, frame });
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
      tabs.postMessage({
        workspace: currentPerson()?.workspace.id,
        frame: { seq: lastSeq, event: null },
      });
    return;
  }
  // Safe: only this module writes into the channel.
  const { workspace, frame } = data as { readonly workspace?: string; readonly frame: Frame };
  if (workspace === currentPerson()?.workspace.id && wanted > 0) hear(frame);
});

let stale = new Set<string>();

/** Have what an event is about asked for again, together with what else has happened in a moment. */
function refresh(event: Told): void {
  if (stale.size === 0)
    setTimeout(() => {
      const keys = [...stale].map((key) => JSON.parse(key) as string[]);
      stale = new Set();
      for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey });
    }, CALM_MS);
  for (const key of staleBy(event)) stale.add(JSON.stringify(key));
}

/** The keys of what an event makes old. A message of a campaign moves no list: thousands of them may come in a minute. */
function staleBy({ type, data }: Told): readonly (readonly string[])[] {
  const talk = typeof data["conversation_id"] === "string" ? data["conversation_id"] : null;
  if (type === "conversation.note_added" && talk !== null) return [["notes", talk]];
  if (!/^(?:message|conversation)\./.test(type) || talk === null) return [];
  const isCampaigns = typeof data["campaign_id"] === "string";
  const one = [
    ["conversations", "thread", talk],
    ["conversations", "one", talk],
  ];
  return isCampaigns ? one : [...one, ["conversations", "list"], ["conversations", "counts"]];
}
