import fc from "fast-check";
import { test } from "vitest";

import {
  EMPTY_WINDOW,
  moveSlots,
  nextSlotAt,
  returnSlots,
  SLACK_MS,
  SLOT_GUARD_MS,
  takeSlots,
  WINDOW_MS,
  type SendWindow,
} from "#core/quota/send-window";

import { peak } from "../../fixtures/peak.ts";

const asks = fc.array(
  fc.record({ passMs: fc.integer({ min: 0, max: 400 }), count: fc.integer({ min: 1, max: 6 }) }),
  { minLength: 1, maxLength: 60 },
);

test("no 1,000 ms hold more than the limit, however late within its guard a slot is used", ({
  expect,
}) => {
  fc.assert(
    fc.property(
      asks,
      fc.integer({ min: 1, max: 100 }),
      fc.infiniteStream(fc.double({ min: 0, max: SLOT_GUARD_MS, noNaN: true })),
      (list, limit, late) => {
        let nowMs = 10_000;
        let window: SendWindow = EMPTY_WINDOW;
        const sends: number[] = [];
        for (const { passMs, count } of list) {
          nowMs += passMs;
          const taken = takeSlots(window, { count, limit, nowMs });
          window = taken.window;
          for (const at of taken.slotsMs) sends.push(at + late.next().value);
        }
        expect(peak(sends)).toBeLessThanOrEqual(limit);
      },
    ),
  );
});

test("a lower limit holds from the moment it is asked for", ({ expect }) => {
  const burst = takeSlots(EMPTY_WINDOW, { count: 80, limit: 80, nowMs: 0 });
  const slowed = takeSlots(burst.window, { count: 20, limit: 10, nowMs: 500 });
  expect(slowed.slotsMs).toHaveLength(20);
  const all = [...burst.slotsMs, ...slowed.slotsMs];
  const after = slowed.slotsMs[0] ?? 0;
  for (const end of slowed.slotsMs)
    if (end >= after + WINDOW_MS)
      expect(all.filter((at) => at > end - WINDOW_MS && at <= end).length).toBeLessThanOrEqual(10);
});

test("under steady demand it gives 97 % of the limit", ({ expect }) => {
  let window = EMPTY_WINDOW;
  let last = 0;
  for (let i = 0; i < 4_000; i += 6) {
    const taken = takeSlots(window, { count: 6, limit: 80, nowMs: Math.max(0, last - 100) });
    window = taken.window;
    last = taken.slotsMs.at(-1) ?? 0;
  }
  expect(4_002 / (last / 1_000) / 80).toBeGreaterThan(0.965);
});

test("a fast number is not held back by the gap between slots", ({ expect }) => {
  const { slotsMs } = takeSlots(EMPTY_WINDOW, { count: 1_000, limit: 1_000, nowMs: 0 });
  expect(slotsMs.at(-1)).toBeLessThan(WINDOW_MS);
});

test("no slot lies before the instant that was asked for, and the window forgets what cannot matter", ({
  expect,
}) => {
  expect(nextSlotAt(EMPTY_WINDOW, { limit: 5, nowMs: 0, notBeforeMs: 700 })).toBe(700);
  const { window } = takeSlots(EMPTY_WINDOW, { count: 50, limit: 80, nowMs: 0 });
  expect(takeSlots(window, { count: 1, limit: 80, nowMs: 60_000 }).window).toHaveLength(1);
});

test("a slot that was put back is given again, and the limit still holds for those that were used", ({
  expect,
}) => {
  fc.assert(
    fc.property(
      asks,
      fc.integer({ min: 1, max: 50 }),
      fc.infiniteStream(fc.boolean()),
      (list, limit, used) => {
        let nowMs = 10_000;
        let window: SendWindow = EMPTY_WINDOW;
        const sends: number[] = [];
        for (const { passMs, count } of list) {
          nowMs += passMs;
          const taken = takeSlots(window, { count, limit, nowMs });
          const unused = taken.slotsMs.filter(() => !used.next().value);
          sends.push(...taken.slotsMs.filter((at) => !unused.includes(at)));
          window = returnSlots(taken.window, unused);
          nowMs = Math.max(nowMs, ...unused);
        }
        expect(peak(sends)).toBeLessThanOrEqual(limit);
      },
    ),
  );
  const full = takeSlots(EMPTY_WINDOW, { count: 2, limit: 2, nowMs: 0 });
  const freed = returnSlots(full.window, full.slotsMs.slice(1));
  expect(nextSlotAt(full.window, { limit: 2, nowMs: 600 })).toBeGreaterThan(WINDOW_MS);
  expect(nextSlotAt(freed, { limit: 2, nowMs: 600 })).toBeLessThan(WINDOW_MS);
});

test("no 1,000 ms hold more than the limit, however late a send is, when it is told before its place comes again", ({
  expect,
}) => {
  const aheadMs = 250;
  fc.assert(
    fc.property(
      asks,
      fc.integer({ min: 1, max: 100 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 300 })),
      (list, limit, lateness) => {
        let nowMs = 10_000;
        let window: SendWindow = EMPTY_WINDOW;
        const sends: number[] = [];
        let untold: { slotMs: number; countedMs: number }[] = [];
        for (const { passMs, count } of list) {
          nowMs = Math.max(nowMs + passMs, nextSlotAt(window, { limit, nowMs }) - aheadMs);
          const told = untold.filter(({ countedMs }) => countedMs <= nowMs);
          untold = untold.filter(({ countedMs }) => countedMs > nowMs);
          const late = told
            .map(({ slotMs, countedMs }) => ({ slotMs, byMs: countedMs - slotMs - SLACK_MS }))
            .filter(({ byMs }) => byMs > 0);
          window = moveSlots(window, late);
          for (let i = 0; i < count; i++) {
            if (nextSlotAt(window, { limit, nowMs }) - nowMs > aheadMs) break;
            const taken = takeSlots(window, { count: 1, limit, nowMs });
            window = taken.window;
            for (const slotMs of taken.slotsMs) {
              const countedMs = slotMs + lateness.next().value;
              untold.push({ slotMs, countedMs });
              sends.push(countedMs);
            }
          }
        }
        expect(peak(sends)).toBeLessThanOrEqual(limit);
      },
    ),
  );
});

test("a slot that was moved onto another's instant is not lost when the other is put back", ({
  expect,
}) => {
  const moved = moveSlots([100, 110], [{ slotMs: 100, byMs: 10 }]);
  expect(moved).toEqual([110, 110]);
  expect(returnSlots(moved, [110])).toEqual([110]);
});
