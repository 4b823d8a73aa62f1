import { describe, test } from "vitest";

import { hasSignature, isAnimated, pixelsOf } from "#core/media/magic";
import { MEDIA_TYPES, mediaTypeOf, readContentType, type Signature } from "#core/media/types";

import { aPng, HEADS } from "../../fixtures/files.ts";

describe("the first bytes of a file", () => {
  test("tell one type from another", ({ expect }) => {
    const kinds = Object.keys(HEADS) as Signature[];
    for (const kind of kinds) {
      const fits = kinds.filter((other) => hasSignature(other, HEADS[kind]));
      // Only the lack of zeros tells a text, and some formats begin with letters.
      expect([kind, fits.filter((other) => other !== "text" || kind === "text")]).toEqual([
        kind,
        [kind],
      ]);
    }
  });

  test("are those of a known signature for every type that Meta takes", ({ expect }) => {
    const known = new Set(Object.keys(HEADS));
    expect(MEDIA_TYPES.filter(({ signature }) => !known.has(signature))).toEqual([]);
  });

  test("tell how many pixels a JPEG has, behind whatever stands in front of its frame", ({
    expect,
  }) => {
    const app1 = new Uint8Array(2 + 60_000).fill(0xc0);
    app1.set([0xff, 0xe1, 60_000 >> 8, 60_000 & 0xff]);
    const frame = [0xff, 0xff, 0xc2, 0, 11, 8, 0xc3, 0x50, 0xea, 0x60, 1, 1, 0x11, 0];
    const file = new Uint8Array([0xff, 0xd8, ...app1, 0xff, 0xd0, ...frame]);
    expect(pixelsOf(file)).toBe(50_000 * 60_000);
    expect(pixelsOf(file.subarray(0, 60_000))).toBe(null);
    const endless = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0, 0xff, 0xd9]);
    expect(pixelsOf(endless)).toBe(null);
  });

  test("tell how many pixels each form of WebP has", ({ expect }) => {
    const webp = (form: string, at: number, bytes: readonly number[]) => {
      const head = new Uint8Array(32);
      head.set(new TextEncoder().encode(`RIFF....WEBP${form}`));
      head.set(bytes, at);
      return pixelsOf(head);
    };
    expect(webp("VP8X", 24, [0x4f, 0xc3, 0, 0x5f, 0xea, 0])).toBe(50_000 * 60_000);
    expect(webp("VP8L", 21, [0xff, 0xff, 0xff, 0x0f])).toBe(16_384 * 16_384);
    expect(webp("VP8 ", 26, [0xff, 0xff, 0xff, 0xff])).toBe(16_383 * 16_383);
    expect(webp("ALPH", 26, [0xff, 0xff])).toBe(null);
    expect(pixelsOf(HEADS.webp)).toBe(null);
  });

  test("tell how many pixels a PNG has, and whether a sticker moves", ({ expect }) => {
    expect(pixelsOf(aPng(50_000, 50_000))).toBe(2_500_000_000);
    expect(pixelsOf(HEADS.jpeg)).toBe(null);
    expect(pixelsOf(HEADS.png.subarray(0, 10))).toBe(null);
    const moving = new Uint8Array(24);
    moving.set(new TextEncoder().encode("RIFF....WEBPVP8X"));
    expect(isAnimated(moving)).toBe(false);
    moving[20] = 0x12;
    expect(isAnimated(moving)).toBe(true);
  });
});

describe("a content type", () => {
  test("is known without its parameters, in any case", ({ expect }) => {
    expect(mediaTypeOf("Audio/OGG; codecs=opus")?.kind).toBe("audio");
    expect(mediaTypeOf("image/svg+xml")).toBe(undefined);
    expect(mediaTypeOf("__proto__")).toBe(undefined);
  });

  test("that somebody else gave is one, or that of bytes", ({ expect }) => {
    expect(readContentType("audio/ogg; codecs=opus")).toBe("audio/ogg; codecs=opus");
    for (const text of ["a", "a/b\r\nx: y", "text/html\u0000", 7, null, `a/${"b".repeat(200)}`])
      expect(readContentType(text)).toBe("application/octet-stream");
  });
});
