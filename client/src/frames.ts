/** What one frame of a stream tells. */
export interface Frame {
  readonly id: string | undefined;
  readonly data: string | undefined;
}

/**
 * Server-sent events (HTML, section 9.2) as the API writes them: lines end with a newline, `data` is one line.
 *
 * @param heard Is told of everything that comes, comments too.
 */
export async function* framesOf(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
): AsyncGenerator<Frame, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard();
      text += decoder.decode(value, { stream: true });
      const frames = text.split("\n\n");
      text = frames.pop() ?? "";
      for (const frame of frames) yield { id: member(frame, "id"), data: member(frame, "data") };
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const member = (frame: string, name: string): string | undefined =>
  frame
    .split("\n")
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2);
