import fc from "fast-check";
import { describe, test } from "vitest";

import { dayAt, daysBetween, daysOf, isDay } from "#core/analytics/days";
import { SLOT_MS, slotOf } from "#core/analytics/slot";

const hours = ({ from, to }: { readonly from: number; readonly to: number }) =>
  ((to - from) * SLOT_MS) / 3_600_000;

describe("days of a time zone", () => {
  test.for([
    ["Europe/Madrid", "2026-03-29", 23],
    ["Europe/Madrid", "2026-10-25", 25],
    ["Asia/Kathmandu", "2026-11-27", 24],
    ["Australia/Lord_Howe", "2026-10-04", 23.5],
    ["America/Sao_Paulo", "2018-11-04", 23],
    ["Pacific/Chatham", "2026-09-27", 23],
  ] as const)("in %s %s has %d hours", ([zone, day, long], { expect }) => {
    const [only] = daysOf(day, day, zone);
    expect(only?.day).toBe(day);
    expect(hours(only ?? { from: 0, to: 0 })).toBe(long);
  });

  test("begin at the zone's own midnight", ({ expect }) => {
    const [day] = daysOf("2026-11-27", "2026-11-27", "Asia/Kathmandu");
    expect(new Date((day?.from ?? 0) * SLOT_MS).toISOString()).toBe("2026-11-26T18:15:00.000Z");
    expect(dayAt(Date.parse("2026-11-26T18:15:00Z"), "Asia/Kathmandu")).toBe("2026-11-27");
    expect(dayAt(Date.parse("2026-11-26T18:14:59Z"), "Asia/Kathmandu")).toBe("2026-11-26");
  });

  test("follow one another without a gap, and each instant is in the one that bears its date", ({
    expect,
  }) => {
    const zone = fc.constantFrom("UTC", "Asia/Kolkata", "America/New_York", "Pacific/Apia");
    const instant = fc.integer({ min: Date.UTC(2011, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(zone, instant, (in_, atMs) => {
        const first = dayAt(atMs, in_, -1);
        const days = daysOf(first, dayAt(atMs, in_, 1), in_);
        for (const [i, day] of days.entries()) if (i > 0) expect(day.from).toBe(days[i - 1]?.to);
        const slot = slotOf(atMs);
        const own = days.find(({ from, to }) => from <= slot && slot < to);
        expect(own?.day).toBe(dayAt(atMs, in_));
      }),
    );
  });

  test("are spelled in one way", ({ expect }) => {
    expect(["2026-11-27", "2024-02-29"].map(isDay)).toEqual([true, true]);
    const wrong = ["2026-02-29", "2026-1-1", "2026-11-27T00:00", "20261127", "+02026-01-01", ""];
    expect(wrong.filter(isDay)).toEqual([]);
    expect(daysBetween("2026-11-27", "2026-12-01")).toBe(4);
    expect(daysOf("2026-12-01", "2026-11-27", "UTC")).toEqual([]);
  });
});
