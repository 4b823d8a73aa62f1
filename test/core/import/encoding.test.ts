import fc from "fast-check";
import { describe, test } from "vitest";

import { EncodingScan } from "#core/import/encoding";
import { fileKind } from "#core/import/file-kind";

const utf8 = (text: string) => new TextEncoder().encode(text);

function verdict(...chunks: readonly Uint8Array[]) {
  const scan = new EncodingScan();
  for (const chunk of chunks) scan.push(chunk);
  return scan.verdict();
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

describe("the encoding of a file", () => {
  test("is UTF-8 for exactly what a decoder takes for it, wherever chunks are cut", ({
    expect,
  }) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 12 }),
          fc.string({ unit: "binary", maxLength: 12 }).map((text) => utf8(text.toWellFormed())),
          fc
            .array(
              fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0x41),
            )
            .map((bytes) => Uint8Array.from(bytes)),
        ),
        fc.nat(12),
        (bytes, at) => {
          fc.pre(!bytes.includes(0));
          const seen = verdict(bytes.subarray(0, at), bytes.subarray(at));
          expect(seen.ok && seen.value === "utf-8").toBe(isUtf8(bytes));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("is Windows-1252 where no letter of UTF-8 is, and a fault with its line where one is", ({
    expect,
  }) => {
    const latin = Uint8Array.from([...utf8("a\nJo"), 0xe3, ...utf8("o\n")]);
    expect(verdict(latin)).toEqual({ ok: true, value: "windows-1252" });
    expect(verdict(Uint8Array.from([...utf8("João\nx\n"), 0xe3, 0x0a]))).toEqual({
      ok: false,
      error: { code: "encoding", line: 3 },
    });
    expect(verdict(Uint8Array.from([...utf8("x\n"), 0x81]))).toEqual({
      ok: false,
      error: { code: "encoding", line: 2 },
    });
    expect(verdict(Uint8Array.from([...utf8("x\ny\n"), 0, 0x41]))).toEqual({
      ok: false,
      error: { code: "not_csv", line: 3 },
    });
  });
});

describe("what a file begins as", () => {
  test.for([
    ["a table", utf8("Phone;Name\n+5511;Ana\n"), "text"],
    ["a table behind a mark", Uint8Array.from([0xef, 0xbb, 0xbf, 0x41]), "text"],
    ["nothing", new Uint8Array(), "text"],
    ["UTF-16", Uint8Array.from([0xff, 0xfe, 0x41, 0]), "utf-16le"],
    ["UTF-16 the other way", Uint8Array.from([0xfe, 0xff, 0, 0x41]), "utf-16be"],
    ["UTF-16 without a mark", Uint8Array.from([0x41, 0, 0x42, 0, 0x2c, 0]), "utf-16le"],
    ["XLSX", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), "other"],
    ["XLS", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), "other"],
    ["PDF", utf8("%PDF-1.7"), "other"],
    ["a page", utf8("  <html><table>"), "other"],
    ["JSON", utf8('[{"phone": "+55"}]'), "other"],
    ["zeros", new Uint8Array(16), "other"],
  ] as const)("%s", ([, head, kind], { expect }) => {
    expect(fileKind(head)).toBe(kind);
  });
});
