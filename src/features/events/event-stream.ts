/**
 * Events as server-sent events (HTML, section 9.2). It reads a page when its own reader asks for more and not before, so a slow
 * reader makes nothing grow; one that does not read at all is cut off.
 */
import type { FeedPage, StoredEvent } from "#features/events/queries";
import type { EventView } from "#features/events/schemas";
import { describeError, log } from "#platform/log";
import type { Pokes } from "#platform/pokes";

/** All in ms. */
export interface StreamTimes {
  /** A comment is sent when nothing else was for so long; the ledger is looked at then, poked or not. */
  readonly heartbeatMs: number;
  /** The credential is looked at again so often. */
  readonly recheckMs: number;
  /** The stream ends by itself; a client comes again by itself. */
  readonly lifetimeMs: number;
  /** A reader that takes nothing for so long is cut off. */
  readonly stalledMs: number;
}

export const STREAM_TIMES: StreamTimes = {
  heartbeatMs: 15_000,
  recheckMs: 25_000,
  lifetimeMs: 10 * 60_000,
  stalledMs: 60_000,
};

/** Events in one piece of the stream, at most. */
const PIECE_MAX = 100;

/** What the client is told to wait before it comes again, ms. */
const RETRY_MS = 2_000;

/** What a stream is made of. */
export interface StreamPorts {
  /** Up to `limit` events after a sequence. */
  readonly read: (afterSeq: number, limit: number) => Promise<FeedPage>;
  readonly view: (event: StoredEvent) => EventView;
  readonly isStillGood: () => Promise<boolean>;
  readonly pokes: Pokes;
}

/** The stream from behind a sequence. It ends when it may go on no more: the client then asks for the rest, and is told why not. */
export function eventStream(
  ports: StreamPorts,
  { afterSeq, times }: { readonly afterSeq: number; readonly times: StreamTimes },
): ReadableStream<Uint8Array> {
  const stalled = new Alarm(times.stalledMs);
  const writer = new Writer(ports, { afterSeq, times });
  const encoder = new TextEncoder();
  const end = (): void => {
    stalled.clear();
    ports.pokes.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\nid: ${afterSeq}\n\n`));
        stalled.set(() => {
          end();
          controller.error(new Error("nobody reads"));
        });
      },
      pull: async (controller) => {
        stalled.clear();
        const piece = await writer.next().catch(unreadable);
        if (piece !== null) {
          controller.enqueue(encoder.encode(piece));
          stalled.again();
          return;
        }
        end();
        controller.close();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

/** The client comes again, to a stream that may fare better. */
function unreadable(error: unknown): null {
  log("warn", "events.stream_ended", describeError(error));
  return null;
}

/** Writes the stream piece by piece. */
class Writer {
  private readonly ports: StreamPorts;
  private readonly times: StreamTimes;
  private readonly endsAtMs: number;
  private checkedAtMs = Date.now();
  private spokeAtMs = Date.now();
  private seq: number;
  private toldSeq: number;

  constructor(
    ports: StreamPorts,
    { afterSeq, times }: { readonly afterSeq: number; readonly times: StreamTimes },
  ) {
    this.ports = ports;
    this.times = times;
    this.seq = afterSeq;
    this.toldSeq = afterSeq;
    this.endsAtMs = Date.now() + times.lifetimeMs;
  }

  /** The next piece, which may be long in coming; null when the stream may go on no more. */
  async next(): Promise<string | null> {
    for (;;) {
      if (!(await this.mayGoOn())) return null;
      const page = await this.ports.read(this.seq, PIECE_MAX);
      if (this.seq < page.before) return null;
      const text = page.events.map((event) => this.frame(event)).join("");
      const seen = this.seq;
      this.seq = (page.events.length === PIECE_MAX ? page.events.at(-1)?.seq : page.edge) ?? seen;
      if (text !== "") return this.spoken(text);
      if (page.isFull) continue;
      const heartbeatAtMs = this.spokeAtMs + this.times.heartbeatMs;
      const nowMs = Date.now();
      if (nowMs >= heartbeatAtMs) return this.spoken(this.heartbeat());
      await this.ports.pokes.wait(Math.min(heartbeatAtMs, this.endsAtMs) - nowMs);
    }
  }

  private async mayGoOn(): Promise<boolean> {
    const nowMs = Date.now();
    if (nowMs >= this.endsAtMs) return false;
    if (nowMs < this.checkedAtMs + this.times.recheckMs) return true;
    this.checkedAtMs = nowMs;
    return this.ports.isStillGood();
  }

  private spoken(text: string): string {
    this.spokeAtMs = Date.now();
    return text;
  }

  private frame(event: StoredEvent): string {
    this.toldSeq = event.seq;
    const view = this.ports.view(event);
    return `id: ${view.seq}\nevent: ${view.type}\ndata: ${JSON.stringify(view)}\n\n`;
  }

  /** A comment. With the sequence, where a filter has left out what came meanwhile: the client need not have it read again. */
  private heartbeat(): string {
    if (this.seq === this.toldSeq) return ": here\n\n";
    this.toldSeq = this.seq;
    return `: here\nid: ${this.seq}\n\n`;
  }
}

/** One timer, which is set anew again and again. */
class Alarm {
  private readonly ms: number;
  private stop = new AbortController();
  private ring: () => void = () => undefined;

  constructor(ms: number) {
    this.ms = ms;
  }

  set(ring: () => void): void {
    this.ring = ring;
    this.again();
  }

  again(): void {
    this.clear();
    const { signal } = this.stop;
    void scheduler.wait(this.ms, { signal }).then(this.ring, () => undefined);
  }

  clear(): void {
    this.stop.abort();
    this.stop = new AbortController();
  }
}
