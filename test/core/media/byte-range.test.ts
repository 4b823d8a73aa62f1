import fc from "fast-check";
import { describe, test } from "vitest";

import { readRange } from "#core/media/byte-range";

describe("a range of bytes", () => {
  test.for([
    ["bytes=0-", { first: 0, last: 99 }],
    ["bytes=0-0", { first: 0, last: 0 }],
    ["bytes=10-19", { first: 10, last: 19 }],
    ["bytes=90-1000", { first: 90, last: 99 }],
    ["bytes=-10", { first: 90, last: 99 }],
    ["bytes=-1000", { first: 0, last: 99 }],
    ["bytes=9-1", "unsatisfiable"],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    [undefined, null],
    ["bytes=", null],
    ["bytes=a-b", null],
    ["items=0-1", null],
    [`bytes=${Array.from({ length: 100 }, (_, i) => `${i}-${i}`).join(",")}`, null],
  ] as const)("%s of 100 bytes", ([header, wanted], { expect }) => {
    expect(readRange(header, 100)).toEqual(wanted);
  });

  test("is always within what is there", ({ expect }) => {
    const number = fc.oneof(fc.nat(200), fc.constant(2 ** 60));
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 150 }), (a, b, size) => {
        for (const header of [`bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
          const range = readRange(header, size);
          if (range === null || range === "unsatisfiable") continue;
          expect(range.first).toBeGreaterThanOrEqual(0);
          expect(range.first).toBeLessThanOrEqual(range.last);
          expect(range.last).toBeLessThan(size);
        }
      }),
    );
  });
});
