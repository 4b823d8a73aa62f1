import fc from "fast-check";
import { test } from "vitest";

import { halve, limitAt, RAMP_MS, UNTHROTTLED } from "#core/quota/throttle";

test("a refusal halves the rate, and the whole limit is back after the ramp", ({ expect }) => {
  const throttled = halve(UNTHROTTLED, 1_000, 50_000);
  expect(limitAt(throttled, 80, 50_000)).toBe(40);
  expect(limitAt(throttled, 80, 50_000 + RAMP_MS / 2)).toBe(60);
  expect(limitAt(throttled, 80, 50_000 + RAMP_MS)).toBe(80);
  expect(throttled.blockedUntilMs).toBe(51_000);
});

test("refusals of one second count once", ({ expect }) => {
  const first = halve(UNTHROTTLED, 0, 50_000);
  expect(limitAt(halve(first, 0, 50_300), 80, 50_300)).toBe(40);
  expect(limitAt(halve(first, 0, 52_000), 80, 52_000)).toBe(24);
});

test("the rate is never nothing and never above the limit", ({ expect }) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 1_000 }),
      (passes, limit) => {
        let nowMs = 10_000;
        let throttle = UNTHROTTLED;
        for (const pass of passes) throttle = halve(throttle, 0, (nowMs += pass));
        const rate = limitAt(throttle, limit, nowMs);
        expect(rate).toBeGreaterThanOrEqual(1);
        expect(rate).toBeLessThanOrEqual(limit);
      },
    ),
  );
});
