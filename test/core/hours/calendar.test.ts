import fc from "fast-check";
import { describe, test } from "vitest";

import { ALWAYS_OPEN, Weekly, type BusinessHours } from "#core/hours/business-hours";
import { isOpen, nextAppointment, nextOpening, nextTimeOfDay } from "#core/hours/calendar";

const at = (text: string): number => Date.parse(text);
const hours = (over: Partial<BusinessHours> = {}): BusinessHours => ({
  timezone: "Europe/Berlin",
  weekly: Weekly.parse({
    mon: [
      ["09:00", "12:30"],
      ["14:00", "18:00"],
    ],
    fri: [["09:00", "24:00"]],
  }),
  holidays: [],
  ...over,
});

describe("a business is open", () => {
  test.for<[string, boolean]>([
    // Monday, winter time: UTC+1.
    ["2026-11-30T07:59:59.999Z", false],
    ["2026-11-30T08:00:00Z", true],
    ["2026-11-30T11:29:59.999Z", true],
    ["2026-11-30T11:30:00Z", false],
    ["2026-11-30T13:00:00Z", true],
    // Friday until midnight, and not a moment of Saturday.
    ["2026-12-04T22:59:59Z", true],
    ["2026-12-04T23:00:00Z", false],
    // Monday in summer: UTC+2.
    ["2026-07-06T07:00:00Z", true],
    ["2026-07-06T06:59:59Z", false],
  ])("at %s: %s", ([text, open], { expect }) => {
    expect(isOpen(hours(), at(text))).toBe(open);
  });

  test("on a holiday only as the holiday says", ({ expect }) => {
    const closed = hours({ holidays: [{ date: "2026-11-30", name: "Inventory", hours: [] }] });
    const short = hours({
      holidays: [{ date: "2026-11-30", name: "Party", hours: [["10:00", "11:00"]] }],
    });
    expect(isOpen(closed, at("2026-11-30T09:30:00Z"))).toBe(false);
    expect(isOpen(short, at("2026-11-30T09:30:00Z"))).toBe(true);
    expect(isOpen(short, at("2026-11-30T08:30:00Z"))).toBe(false);
  });

  test("through the hour that comes twice, and from the end of the one that never comes", ({
    expect,
  }) => {
    const night = hours({ weekly: Weekly.parse({ sun: [["02:00", "03:00"]] }) });
    // 2026-10-25: 02:00 to 03:00 comes twice. 2026-03-29: clocks go from 02:00 to 03:00.
    expect(isOpen(night, at("2026-10-25T00:30:00Z"))).toBe(true);
    expect(isOpen(night, at("2026-10-25T01:30:00Z"))).toBe(true);
    expect(nextOpening(night, at("2026-03-28T12:00:00Z"))).toBe(at("2026-04-05T00:00:00Z"));
  });
});

describe("the next opening", () => {
  test("is now while it is open, else the next span, over holidays and weekends", ({ expect }) => {
    expect(nextOpening(hours(), at("2026-11-30T10:00:00Z"))).toBe(at("2026-11-30T10:00:00Z"));
    expect(nextOpening(hours(), at("2026-11-30T12:00:00Z"))).toBe(at("2026-11-30T13:00:00Z"));
    expect(nextOpening(hours(), at("2026-11-30T18:00:00Z"))).toBe(at("2026-12-04T08:00:00Z"));
    const away = hours({ holidays: [{ date: "2026-12-04", name: "Away", hours: [] }] });
    expect(nextOpening(away, at("2026-11-30T18:00:00Z"))).toBe(at("2026-12-07T08:00:00Z"));
  });

  test("is never for a business that never opens", ({ expect }) => {
    expect(nextOpening(hours({ weekly: Weekly.parse({}) }), 0)).toBeNull();
  });

  test("is open, and nothing before it is", ({ expect }) => {
    expect.hasAssertions();
    const minute = fc.integer({ min: 0, max: 24 * 60 });
    const clock = (n: number) =>
      `${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`;
    const spans = fc
      .uniqueArray(minute, { minLength: 2, maxLength: 6 })
      .map((minutes) => minutes.toSorted((a, b) => a - b))
      .map((sorted) =>
        Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => [
          clock(sorted[2 * i] ?? 0),
          clock(sorted[2 * i + 1] ?? 1),
        ]),
      );
    fc.assert(
      fc.property(
        fc.record({ mon: spans, sat: spans, sun: spans }),
        fc.constantFrom(
          "Europe/Berlin",
          "America/Sao_Paulo",
          "Asia/Kathmandu",
          "Australia/Lord_Howe",
        ),
        fc.integer({ min: at("2026-03-20T00:00:00Z"), max: at("2026-11-10T00:00:00Z") }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (week, timezone, fromMs, share) => {
          const business = hours({ timezone, weekly: Weekly.parse(week) });
          const next = nextOpening(business, fromMs);
          if (next === null || !isOpen(business, next)) return false;
          const between = Math.floor(fromMs + share * (next - fromMs));
          expect(isOpen(business, between)).toBe(between === next);
          return true;
        },
      ),
      { numRuns: 300 },
    );
  });

  test("is at once when nothing is written down", ({ expect }) => {
    const always = hours({ weekly: ALWAYS_OPEN });
    expect(nextOpening(always, at("2026-10-25T00:30:00Z"))).toBe(at("2026-10-25T00:30:00Z"));
  });
});

describe("an appointment", () => {
  test("keeps its time of day when clocks change", ({ expect }) => {
    const from = at("2026-10-24T10:00:00Z");
    const next = nextAppointment("Europe/Berlin", { time: "09:00", days: [] }, from);
    expect(next).toBe(at("2026-10-25T08:00:00Z"));
    expect(nextAppointment("Europe/Berlin", { time: "09:00", days: [] }, next)).toBe(
      at("2026-10-26T08:00:00Z"),
    );
  });

  test("of some days waits for one of them, a week if need be", ({ expect }) => {
    const monday = at("2026-11-30T08:00:00Z");
    expect(nextAppointment("Europe/Berlin", { time: "09:00", days: ["mon"] }, monday)).toBe(
      at("2026-12-07T08:00:00Z"),
    );
    expect(nextAppointment("Europe/Berlin", { time: "09:00", days: ["mon", "fri"] }, monday)).toBe(
      at("2026-12-04T08:00:00Z"),
    );
  });

  test("of a time is today or tomorrow", ({ expect }) => {
    expect(nextTimeOfDay("UTC", "10:00", at("2026-11-30T09:00:00Z"))).toBe(
      at("2026-11-30T10:00:00Z"),
    );
    expect(nextTimeOfDay("UTC", "10:00", at("2026-11-30T10:00:00Z"))).toBe(
      at("2026-12-01T10:00:00Z"),
    );
  });
});

describe("hours as they are written", () => {
  test.for<[string, unknown]>([
    ["backwards", { mon: [["18:00", "09:00"]] }],
    [
      "overlapping",
      {
        mon: [
          ["09:00", "12:00"],
          ["11:00", "14:00"],
        ],
      },
    ],
    ["no time", { mon: [["9:00", "12:00"]] }],
    ["begins at midnight's end", { mon: [["24:00", "24:00"]] }],
    ["another day", { monday: [["09:00", "12:00"]] }],
  ])("are refused when %s", ([, weekly], { expect }) => {
    expect(Weekly.safeParse(weekly).success).toBe(false);
  });
});
