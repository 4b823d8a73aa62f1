import { AppError } from "#core/errors";
import type { WorkspaceContext } from "#platform/context";

/** How an open stream hears that there may be something to read. */
export interface Pokes {
  /** Resolves when something was told since the last call, or after so long, ms. */
  readonly wait: (ms: number) => Promise<void>;
  readonly close: () => void;
}

/**
 * A socket to the session object, which hibernates between pokes. A lost one costs time alone: whoever waits looks again by
 * itself.
 *
 * @throws AppError `quota_exceeded` when the workspace has as many open streams as it may.
 */
export async function openPokes(ctx: WorkspaceContext): Promise<Pokes> {
  const { webSocket } = await ctx.session.fetch("https://session/stream", {
    headers: { upgrade: "websocket" },
  });
  if (webSocket === null)
    throw new AppError("quota_exceeded", "The workspace has as many open streams as it may.", {
      retryAfterSeconds: 60,
    });
  webSocket.accept();
  return pokesOf(webSocket);
}

function pokesOf(socket: WebSocket): Pokes {
  let isPoked = false;
  let wake: () => void = () => undefined;
  socket.addEventListener("message", () => {
    isPoked = true;
    wake();
  });
  return {
    wait: async (ms) => {
      if (!isPoked) {
        const stop = new AbortController();
        const poked = new Promise<void>((resolve) => (wake = resolve));
        await Promise.race([
          poked,
          scheduler.wait(ms, { signal: stop.signal }).catch(() => undefined),
        ]);
        stop.abort();
      }
      isPoked = false;
    },
    close: () => socket.close(),
  };
}
