/** An open stream is looked at this long after it was opened at most, ms: a Worker that died may have left its socket open. */
export const STREAM_SOCKET_MS = 11 * 60_000;

/** Streams of a workspace that may be open at once. */
export const STREAMS_MAX = 50;

const TAG = "stream";

/**
 * The open streams of events: of each one socket to the Worker that writes it. They hibernate, so a stream that nothing happens
 * on costs the object nothing. Nothing of an event travels here: a poke says that there is something to read.
 */
export class Streams {
  private readonly state: DurableObjectState;

  constructor(state: DurableObjectState) {
    this.state = state;
  }

  /** Open one: 101 with its socket, or 429 while there are {@link STREAMS_MAX}. */
  open(nowMs: number = Date.now()): Response {
    if (this.alive(nowMs).length >= STREAMS_MAX) return new Response(null, { status: 429 });
    const { 0: worker, 1: own } = new WebSocketPair();
    this.state.acceptWebSocket(own, [TAG]);
    own.serializeAttachment({ openedAtMs: nowMs });
    return new Response(null, { status: 101, webSocket: worker });
  }

  /** Tell every open stream to look. @returns Whether any is open. */
  poke(nowMs: number = Date.now()): boolean {
    const sockets = this.alive(nowMs);
    for (const socket of sockets) attempt(() => socket.send(""));
    return sockets.length > 0;
  }

  /** The sockets of streams that may still be read; those that are too old are closed. */
  private alive(nowMs: number): readonly WebSocket[] {
    return this.state.getWebSockets(TAG).filter((socket) => {
      if (socket.readyState !== WebSocket.OPEN) return false;
      // Safe: `open` wrote it.
      const { openedAtMs } = socket.deserializeAttachment() as { readonly openedAtMs: number };
      if (openedAtMs + STREAM_SOCKET_MS > nowMs) return true;
      attempt(() => socket.close(1000));
      return false;
    });
  }
}

/** A socket whose other end is gone throws, and is found closed the next time. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // Its close is told by the runtime.
  }
}
