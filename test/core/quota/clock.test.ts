import fc from "fast-check";
import { test } from "vitest";

import { betterSample, sampleClock } from "#core/quota/clock";

test("a sample is wrong by at most half of what the call spent on its way", ({ expect }) => {
  const ms = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(
      fc.integer({ min: -5_000, max: 5_000 }),
      ms,
      ms,
      ms,
      (offsetMs, there, held, back) => {
        const askedAtMs = 1_000_000;
        const receivedAtMs = askedAtMs + there + offsetMs;
        const repliedAtMs = receivedAtMs + held;
        const answeredAtMs = repliedAtMs - offsetMs + back;
        const sample = sampleClock({ askedAtMs, receivedAtMs, repliedAtMs, answeredAtMs });
        expect(sample.travelMs).toBe(there + back);
        expect(Math.abs(sample.offsetMs - offsetMs)).toBeLessThanOrEqual(sample.travelMs / 2);
      },
    ),
  );
});

test("the quickest call of the last minute speaks", ({ expect }) => {
  const quick = { offsetMs: 1, travelMs: 2, atMs: 0 };
  const slow = { offsetMs: 9, travelMs: 30, atMs: 59_999 };
  expect(betterSample(undefined, slow)).toBe(slow);
  expect(betterSample(quick, slow)).toBe(quick);
  expect(betterSample(slow, { ...quick, atMs: 60_000 })).toMatchObject({ offsetMs: 1 });
  expect(betterSample(quick, { ...slow, atMs: 60_000 })).toMatchObject({ offsetMs: 9 });
});
