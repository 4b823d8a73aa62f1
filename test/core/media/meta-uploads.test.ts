import fc from "fast-check";
import { describe, test } from "vitest";

import {
  askAgainMs,
  isGivenUp,
  knownAtMeta,
  lookAgainMs,
  waitedFor,
  type MetaUploads,
} from "#core/media/meta-uploads";

const NUMBER = "num_01j00000000000000000000000";
const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = 1_800_000_000_000;
const uploads = (one: object): MetaUploads => ({ [NUMBER]: one }) as MetaUploads;

describe("a file at Meta", () => {
  test("is known until a day before Meta forgets it", ({ expect }) => {
    const kept = uploads({ id: "77", until: NOW_MS + DAY_MS + 1 });
    expect(knownAtMeta(kept, NUMBER, NOW_MS)).toBe("77");
    expect(knownAtMeta(kept, NUMBER, NOW_MS + 1)).toBe(null);
    expect(knownAtMeta(null, NUMBER, NOW_MS)).toBe(null);
  });

  test("is given up when Meta refused it, or after a day of waiting", ({ expect }) => {
    const waiting = uploads({ wait: { since: NOW_MS - DAY_MS, until: NOW_MS } });
    expect(isGivenUp(waiting, NUMBER, NOW_MS - 1)).toBe(false);
    expect(isGivenUp(waiting, NUMBER, NOW_MS)).toBe(true);
    expect(isGivenUp(uploads({ refused: { code: 100 } }), NUMBER, NOW_MS)).toBe(true);
    expect(isGivenUp(null, NUMBER, NOW_MS)).toBe(false);
    expect(waitedFor(uploads({ wait: { since: NOW_MS + 5, until: 0 } }), NUMBER, NOW_MS)).toBe(0);
  });

  test("is looked for seldom enough in a day, and asked for again a few dozen times", ({
    expect,
  }) => {
    const within = (next: (waitedMs: number) => number): number => {
      let times = 0;
      for (let waitedMs = 0; waitedMs < DAY_MS; waitedMs += next(waitedMs)) times += 1;
      return times;
    };
    expect(within(lookAgainMs)).toBeLessThan(1_500);
    expect(within(askAgainMs)).toBeLessThan(40);
    fc.assert(
      fc.property(fc.nat({ max: DAY_MS }), fc.nat({ max: DAY_MS }), (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(lookAgainMs(less)).toBeLessThanOrEqual(lookAgainMs(more));
        expect(askAgainMs(less)).toBeLessThanOrEqual(askAgainMs(more));
      }),
    );
  });
});
