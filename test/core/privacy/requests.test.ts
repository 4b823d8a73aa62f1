import fc from "fast-check";
import { describe, test } from "vitest";

import { dueAtMs, type PrivacyLaw } from "#core/privacy/requests";

const DAY_MS = 86_400_000;
const due = (law: PrivacyLaw, asked: string) =>
  new Date(dueAtMs(law, Date.parse(asked))).toISOString();

describe("a request is due", () => {
  test.for([
    ["gdpr", "2026-11-26T10:30:00.000Z", "2026-12-26T10:30:00.000Z"],
    ["gdpr", "2026-12-31T23:59:59.999Z", "2027-01-31T23:59:59.999Z"],
    ["gdpr", "2027-01-31T00:00:00.000Z", "2027-02-28T00:00:00.000Z"],
    ["gdpr", "2028-01-30T00:00:00.000Z", "2028-02-29T00:00:00.000Z"],
    ["gdpr", "2026-08-31T12:00:00.000Z", "2026-09-30T12:00:00.000Z"],
    ["gdpr", "2026-02-28T12:00:00.000Z", "2026-03-28T12:00:00.000Z"],
    ["ccpa", "2026-11-26T10:30:00.000Z", "2027-01-10T10:30:00.000Z"],
    ["lgpd", "2026-11-26T10:30:00.000Z", "2026-12-11T10:30:00.000Z"],
  ] as const)("by %s, when asked at %s, at %s", ([law, asked, at], { expect }) => {
    expect(due(law, asked)).toBe(at);
  });

  test("by the GDPR in the next month, at the same time of the same day or of its last one", ({
    expect,
  }) => {
    const instants = fc.date({
      min: new Date("2020-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (asked) => {
        const at = new Date(dueAtMs("gdpr", asked.getTime()));
        const months = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
        expect(months(at) - months(asked)).toBe(1);
        expect(at.getTime() % DAY_MS).toBe(asked.getTime() % DAY_MS);
        const isLast = new Date(at.getTime() + DAY_MS).getUTCDate() === 1;
        expect(
          at.getUTCDate() === asked.getUTCDate() ||
            (isLast && at.getUTCDate() < asked.getUTCDate()),
        ).toBe(true);
      }),
    );
  });
});
