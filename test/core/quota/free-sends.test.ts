import fc from "fast-check";
import { test } from "vitest";

import { FREE_MS, limitBeside, NO_FREE_SENDS, takeFree } from "#core/quota/free-sends";
import { EMPTY_WINDOW, SLOT_GUARD_MS, takeSlots } from "#core/quota/send-window";

import { peak } from "../../fixtures/peak.ts";

test("no second ever holds more than the limit, whenever the free sends leave", ({ expect }) => {
  const ask = fc.record({
    laterMs: fc.integer({ min: 0, max: 700 }),
    isFree: fc.boolean(),
    count: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: 100 }),
      fc.array(ask, { maxLength: 60 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (limit, asks, part) => {
        const share = () => part.next().value;
        const sent: number[] = [];
        let nowMs = 0;
        let free = NO_FREE_SENDS;
        let window = EMPTY_WINDOW;
        for (const { laterMs, isFree, count } of asks) {
          nowMs += laterMs;
          if (isFree) {
            const given = takeFree(free, window, { count, limit, nowMs });
            free = given.free;
            for (let i = 0; i < given.taken; i++) sent.push(nowMs + share() * FREE_MS);
          } else {
            const rest = limitBeside(free, limit, nowMs);
            const given = takeSlots(window, { count, limit: rest, nowMs });
            window = given.window;
            sent.push(...given.slotsMs.map((at) => at + share() * SLOT_GUARD_MS));
          }
        }
        expect(peak(sent)).toBeLessThanOrEqual(limit);
      },
    ),
  );
});

test("a number that sends nothing else lets a lone message leave, and a busy one does not", ({
  expect,
}) => {
  const ask = { count: 1, limit: 80, nowMs: 5_000 };
  expect(takeFree(NO_FREE_SENDS, EMPTY_WINDOW, ask).taken).toBe(1);
  const { window } = takeSlots(EMPTY_WINDOW, { count: 80, limit: 80, nowMs: 4_900 });
  expect(takeFree(NO_FREE_SENDS, window, ask).taken).toBe(0);
});
