import fc from "fast-check";
import { test } from "vitest";

import { betterSample, sampleClock, slewed } from "#core/quota/clock";

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

test("a better sample is followed without crowding a second's sends by more than a few ms", ({
  expect,
}) => {
  const near = fc.integer({ min: -25, max: 25 });
  const steps = fc.array(fc.tuple(near, fc.integer({ min: 0, max: 400 })), { minLength: 2 });
  fc.assert(
    fc.property(steps, (samples) => {
      let nowMs = 0;
      let known = slewed(undefined, { offsetMs: 0, travelMs: 0, atMs: 0 }, 0);
      for (const [offsetMs, laterMs] of samples) {
        nowMs += laterMs;
        const next = slewed(known, { offsetMs, travelMs: 0, atMs: nowMs }, nowMs);
        expect(Math.abs(next.offsetMs - known.offsetMs)).toBeLessThanOrEqual(
          (5 * laterMs) / 1000 + 1e-9,
        );
        known = next;
      }
    }),
  );
});

test("a clock that was not known at all is set at once, and reached in the end", ({ expect }) => {
  const far = { offsetMs: 900, travelMs: 0, atMs: 0 };
  expect(slewed({ offsetMs: 0, atMs: 0 }, far, 1).offsetMs).toBe(900);
  const near = { offsetMs: 10, travelMs: 0, atMs: 0 };
  expect(slewed({ offsetMs: 0, atMs: 0 }, near, 60_000).offsetMs).toBe(10);
});
