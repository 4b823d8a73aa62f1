import fc from "fast-check";
import { describe, test } from "vitest";

import {
  DAY_MS,
  daysOf,
  isWithinBounds,
  RETENTION,
  RETENTION_CLASSES,
} from "#core/retention/classes";
import { afterStep, passOf, wantsPass } from "#core/retention/pass";
import { isPressed, liveSince } from "#core/retention/pressure";

const aClass = fc.constantFrom(...RETENTION_CLASSES);

describe("how long a class is kept", () => {
  test("is within its bounds whatever was written, and the default while nothing was", ({
    expect,
  }) => {
    fc.assert(
      fc.property(aClass, fc.option(fc.integer(), { nil: undefined }), (name, days) => {
        const kept = daysOf(days === undefined ? {} : { [name]: days }, name);
        expect(isWithinBounds(name, kept)).toBe(true);
        if (days === undefined) expect(kept).toBe(RETENTION[name].defaultDays);
        else if (isWithinBounds(name, days)) expect(kept).toBe(days);
      }),
    );
  });

  test.for<[(typeof RETENTION_CLASSES)[number], number]>([
    ["messages", 730],
    ["media", 365],
    ["raw_webhooks", 14],
    ["delivery_log", 30],
    ["audit", 730],
    ["audit_addresses", 90],
    ["imports", 7],
    ["exports", 7],
    ["backups", 30],
  ])("is what is promised: %s for %i days", ([name, days], { expect }) => {
    expect(daysOf({}, name)).toBe(days);
  });
});

describe("a pass", () => {
  test("counts what all of its steps let go, and remembers the one before", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1 }), fc.nat(500), (steps, before) => {
        const last = { startedAt: 0, finishedAt: 1, position: "x", swept: before, lastSwept: null };
        const end = steps.reduce(
          (pass, swept, i) =>
            afterStep(pass, { swept, position: i === steps.length - 1 ? null : `p${i}` }, DAY_MS),
          passOf(last, DAY_MS, false),
        );
        expect(end.swept).toBe(steps.reduce((sum, n) => sum + n, 0));
        expect(end).toMatchObject({ finishedAt: DAY_MS, lastSwept: before });
      }),
    );
  });

  test("comes once a day, and again when it was broken off", ({ expect }) => {
    expect(wantsPass(undefined, 0)).toBe(true);
    const over = { startedAt: 0, finishedAt: 5 };
    expect([wantsPass(over, DAY_MS - 1), wantsPass(over, DAY_MS)]).toEqual([false, true]);
    const open = { startedAt: 0, finishedAt: null };
    expect([wantsPass(open, 60_000), wantsPass(open, 600_000)]).toEqual([false, true]);
  });
});

describe("a database that is too large", () => {
  test("is one that reaches the bound, and not one of which nobody tells", ({ expect }) => {
    const of = (bytes: number | null) => isPressed({ bytes, archiveFromBytes: 7_000 });
    expect([of(6_999), of(7_000), of(null)]).toEqual([false, true, false]);
  });

  test("keeps messages for the shortest time that can be set, and never longer than was set", ({
    expect,
  }) => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 3_650 }), (days) => {
        const nowMs = 5_000 * DAY_MS;
        const settings = { live_messages: days };
        expect(liveSince(settings, false, nowMs)).toBe(nowMs - days * DAY_MS);
        expect(liveSince(settings, true, nowMs)).toBe(nowMs - 30 * DAY_MS);
      }),
    );
  });
});
