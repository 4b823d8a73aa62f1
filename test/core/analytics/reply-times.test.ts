import fc from "fast-check";
import { describe, test } from "vitest";

import {
  REPLY_BOUNDS,
  replyBucket,
  replyQuantile,
  waitingSince,
  type ThreadMessage,
} from "#core/analytics/reply-times";

const bucketed = (waits: readonly number[]): readonly number[] =>
  Array.from(
    { length: REPLY_BOUNDS.length + 1 },
    (_, i) => waits.filter((wait) => replyBucket(wait) === i).length,
  );

describe("quantiles of waits", () => {
  test("lie in the bucket of the true one", ({ expect }) => {
    const waits = fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(waits, fc.constantFrom(0.5, 0.9), (given, share) => {
        const sorted = given.toSorted((a, b) => a - b);
        const truth = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
        const told = replyQuantile(bucketed(given), share) ?? -1;
        const i = replyBucket(truth);
        expect(told).toBeGreaterThanOrEqual(REPLY_BOUNDS[i - 1] ?? 0);
        expect(told).toBeLessThanOrEqual(REPLY_BOUNDS[i] ?? REPLY_BOUNDS.at(-1) ?? 0);
      }),
    );
  });

  test("of nothing are nothing", ({ expect }) => {
    expect(replyQuantile(bucketed([]), 0.5)).toBeNull();
  });
});

const said = (atMs: number): ThreadMessage => ({ direction: "inbound", isAnswer: true, atMs });
const sent = (atMs: number, isAnswer = true): ThreadMessage => ({
  direction: "outbound",
  isAnswer,
  atMs,
});

describe("a person waits", () => {
  test.for([
    ["since the first message behind the last answer", [said(5), said(4), sent(3), said(2)], 4],
    ["not when the last word was the business's", [sent(3), said(2)], null],
    ["still, whatever a campaign or a bot says between", [sent(5, false), said(4)], 4],
    ["not without a word", [], null],
  ] as const)("%s", ([, before, since], { expect }) => {
    expect(waitingSince(before)).toBe(since);
  });
});
