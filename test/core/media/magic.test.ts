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
