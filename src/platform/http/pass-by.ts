/** No client sends more than this for want of knowing better. */
const PASSED_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Be done with a body that is refused for the size it states. It is read to its end and thrown away, because a client that
 * cannot send what it began to send seldom reads the answer; of a body far beyond any limit the rest is cancelled.
 */
export async function passBy(body: ReadableStream<Uint8Array>, statedBytes: number): Promise<void> {
  if (statedBytes <= PASSED_BYTES_MAX) return body.pipeTo(new WritableStream());
  return body.cancel();
}
