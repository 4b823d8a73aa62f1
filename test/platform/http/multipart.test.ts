import fc from "fast-check";
import { describe, test } from "vitest";

import { StreamSource } from "#platform/byte-source";
import { boundaryOf, partsOf } from "#platform/http/multipart";

import { asStream } from "../../fixtures/files.ts";

/** A form as the runtime writes it, with the content type that tells its boundary. */
async function written(form: FormData) {
  const request = new Request("https://api.test", { method: "POST", body: form });
  const bytes = new Uint8Array(await request.arrayBuffer());
  return { bytes, contentType: request.headers.get("content-type") ?? "" };
}

async function read(bytes: Uint8Array, contentType: string, chunkBytes: number) {
  const source = new StreamSource(asStream(bytes, chunkBytes));
  const parts: { name: string; fileName: string | null; bytes: number[] }[] = [];
  for await (const part of partsOf(source, boundaryOf(contentType))) {
    const content: number[] = [];
    for await (const chunk of part.bytes) content.push(...chunk);
    parts.push({ name: part.name, fileName: part.fileName, bytes: content });
  }
  return parts;
}

/** Bytes that are often line breaks, dashes and what looks like a boundary. */
const content = fc
  .array(fc.oneof(fc.constantFrom("\r\n", "\r", "\n", "--", "\r\n--", "a"), fc.string()), {
    maxLength: 12,
  })
  .map((words) => new Uint8Array(new TextEncoder().encode(words.join(""))));

describe("a form", () => {
  test("is read part by part as it was written, however it is cut on its way", async ({
    expect,
  }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(content, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 90 }),
        async (files, chunkBytes) => {
          const form = new FormData();
          for (const [i, bytes] of files.entries())
            form.append(`f${i}`, new File([bytes], `n${i}.bin`));
          const { bytes, contentType } = await written(form);
          expect(await read(bytes, contentType, chunkBytes)).toEqual(
            files.map((file, i) => ({
              name: `f${i}`,
              fileName: `n${i}.bin`,
              bytes: Array.from(file),
            })),
          );
        },
      ),
      { numRuns: 60, seed: 20_261 },
    );
  });

  test("that breaks off anywhere is refused, and is no fault of ours", async ({ expect }) => {
    const form = new FormData();
    form.append("file", new File(["hello"], "a.txt", { type: "text/plain" }));
    const { bytes, contentType } = await written(form);
    // Behind the last boundary's two dashes nothing more is needed.
    const needed = bytes.length - 2;
    for (let length = 0; length < needed - 2; length += 7)
      await expect(read(bytes.slice(0, length), contentType, 16)).rejects.toMatchObject({
        code: "invalid_request",
      });
  });
});
