import { describe, test } from "vitest";

import { reusedBefore } from "#core/account/session-kind";

const NOW = 1_700_000_000_000;

describe("a refresh token that comes again", () => {
  test.for([
    ["cookie", 0, false],
    ["cookie", 30_000, false],
    ["cookie", 30_001, true],
    ["token", 0, true],
    ["token", 30_000, true],
  ] as const)("of a %s session, %i ms after its use: in two hands is %s", (row, { expect }) => {
    const [kind, sinceMs, isReused] = row;
    expect(NOW - sinceMs < reusedBefore(kind, NOW)).toBe(isReused);
  });
});
