import { test } from "vitest";

import { parseKeyRing } from "#platform/credentials/key-ring";

const key = (fill: number) => new Uint8Array(32).fill(fill).toBase64();

test("the first key is current and the others stay readable", ({ expect }) => {
  const ring = parseKeyRing(`b:${key(2)}, a:${key(1)}`);
  expect(ring.current).toBe("b");
  expect([...ring.keys.keys()]).toEqual(["b", "a"]);
  expect(ring.keys.get("a")).toEqual(new Uint8Array(32).fill(1));
});

test.for([
  "",
  ",",
  "a",
  "a:",
  `:${key(1)}`,
  "a:AAAA",
  `a b:${key(1)}`,
  `a:${key(1)},`,
  `a:${key(1)},a:${key(2)}`,
  "a:-_-_",
])("%j is no ring, and the complaint repeats no part of it", (secret, { expect }) => {
  let message = "";
  try {
    parseKeyRing(secret);
  } catch (error) {
    message = error instanceof Error ? error.message : "";
  }
  expect(message).toMatch(/^a key/);
});
