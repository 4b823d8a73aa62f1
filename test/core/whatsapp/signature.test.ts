import { describe, test } from "vitest";

import { parseSignature, signingSecrets } from "#core/whatsapp/signature";

describe("the signature header", () => {
  test("is read as 32 bytes", ({ expect }) => {
    expect(parseSignature(`sha256=${"0aff".repeat(16)}`)?.slice(0, 2)).toEqual(
      new Uint8Array([0x0a, 0xff]),
    );
  });

  test.for([
    null,
    "",
    "sha256=",
    `sha256=${"a".repeat(63)}`,
    `sha256=${"a".repeat(65)}`,
    `sha256=${"A".repeat(64)}`,
    `SHA256=${"a".repeat(64)}`,
    `sha1=${"a".repeat(40)}`,
    `sha1=${"a".repeat(64)}`,
    "a".repeat(64),
    ` sha256=${"a".repeat(64)}`,
  ])("is refused when it is %s", (header, { expect }) => {
    expect(parseSignature(header)).toBeNull();
  });
});

test("two secrets may sign while one is rotated; blank ones never do", ({ expect }) => {
  expect(signingSecrets("new,old")).toEqual(["new", "old"]);
  expect(signingSecrets(" only ,, ")).toEqual(["only"]);
});
