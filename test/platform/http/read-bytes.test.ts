import { describe, test } from "vitest";

import { readBytes } from "#platform/http/read-bytes";

const streamed = (chunks: number, bytesEach: number) => {
  const seen = { pulled: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      seen.pulled += 1;
      controller.enqueue(new Uint8Array(bytesEach).fill(seen.pulled));
      if (seen.pulled === chunks) controller.close();
    },
    cancel() {
      seen.cancelled = true;
    },
  });
  return { stream, seen };
};
const request = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request("https://waqtor.test/", { method: "POST", body, headers });

describe("the bytes of a body", () => {
  test("are none without a body", async ({ expect }) => {
    expect(await readBytes(request(null), 0)).toEqual(new Uint8Array(0));
  });

  test("may be as many as is allowed, stated or not", async ({ expect }) => {
    const bytes = crypto.getRandomValues(new Uint8Array(100));
    expect(await readBytes(request(bytes), 100)).toEqual(bytes);
    const { stream } = streamed(4, 25);
    const read = await readBytes(request(stream), 100);
    expect([read.length, read[24], read[25], read[99]]).toEqual([100, 1, 2, 4]);
  });

  test.for(["", "-1", "1e2", "abc", "0x10", "1, 1"])(
    "are counted when the stated length is %j",
    async (stated, { expect }) => {
      const { stream, seen } = streamed(8, 25);
      const reading = readBytes(request(stream, { "content-length": stated }), 100);
      await expect(reading).rejects.toMatchObject({ code: "body_too_large" });
      expect(seen.cancelled).toBe(true);
    },
  );

  test("are refused when there are more than was stated", async ({ expect }) => {
    const { stream } = streamed(8, 25);
    const reading = readBytes(request(stream, { "content-length": "50" }), 100);
    await expect(reading).rejects.toMatchObject({ code: "body_too_large" });
  });
});
