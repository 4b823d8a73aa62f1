import fc from "fast-check";
import { describe, test } from "vitest";

import type { EventType } from "#core/event/catalogue";
import { headerFault, headersFault } from "#core/webhook/headers";
import { ATTEMPT_DELAYS_SECONDS, nextAttemptAt, retryAfterSeconds } from "#core/webhook/schedule";
import { DISABLED_AFTER_MS, SOUND, standingAfter } from "#core/webhook/standing";
import { isTypePattern, typesOf, wants } from "#core/webhook/wants";

const HOUR_MS = 3_600_000;
const failed = (attempts: number, random = 0.5, retryAfter: number | null = null) =>
  nextAttemptAt({ attempts, nowMs: 0, random, retryAfterSeconds: retryAfter });

describe("the schedule", () => {
  test("makes ten attempts in about 75 hours", ({ expect }) => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => failed(attempts) ?? 0);
    expect(waits.map((ms) => ms / 1_000)).toEqual([
      5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]);
    expect(waits.reduce((sum, ms) => sum + ms, 0) / HOUR_MS).toBeCloseTo(75.6, 1);
    expect(failed(10)).toBeNull();
    expect(failed(11)).toBeNull();
  });

  test("waits within a fifth of its time, and as asked between once and twice it", ({ expect }) => {
    const attempt = fc.integer({ min: 1, max: 9 });
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(attempt, draw, fc.nat({ max: 2_000_000 }), (attempts, random, asked) => {
        const base = (ATTEMPT_DELAYS_SECONDS[attempts] ?? 0) * 1_000;
        const drawn = failed(attempts, random) ?? -1;
        expect(drawn).toBeGreaterThanOrEqual(Math.floor(0.8 * base));
        expect(drawn).toBeLessThanOrEqual(Math.ceil(1.2 * base));
        const heard = failed(attempts, random, asked) ?? -1;
        expect(heard).toBeGreaterThanOrEqual(base);
        expect(heard).toBeLessThanOrEqual(2 * base);
        if (asked * 1_000 > base && asked * 1_000 < 2 * base) expect(heard).toBe(asked * 1_000);
      }),
    );
  });

  test("reads a wait in seconds or as a date, and nothing else", ({ expect }) => {
    expect(retryAfterSeconds("120", 0)).toBe(120);
    expect(retryAfterSeconds(" 999999 ", 0)).toBe(999_999);
    expect(retryAfterSeconds("Thu, 01 Jan 1970 00:01:00 GMT", 0)).toBe(60);
    expect(retryAfterSeconds("Thu, 01 Jan 1970 00:01:00 GMT", 120_000)).toBe(0);
    for (const text of [null, "", "-1", "1.5", "soon", "1e9", "2026-01-01"])
      expect([text, retryAfterSeconds(text, 0)]).toEqual([text, null]);
  });
});

describe("how a receiver stands", () => {
  const down = { succeeded: 0, failed: 5, isGone: false };

  test("is left alone ever longer while everything fails, and one success clears it", ({
    expect,
  }) => {
    const pauses: number[] = [];
    let standing = { ...SOUND };
    for (let run = 0; run < 6; run++) {
      standing = standingAfter(standing, down, 1_000_000);
      pauses.push((standing.pausedUntil ?? 0) - 1_000_000);
    }
    expect(pauses).toEqual([5_000, 30_000, 120_000, 300_000, 300_000, 300_000]);
    const { disable, ...cleared } = standingAfter(standing, { ...down, succeeded: 1 }, 2);
    expect([disable, cleared]).toEqual([null, SOUND]);
  });

  test("is disabled after five days of nothing but failures, not before, and at once when gone", ({
    expect,
  }) => {
    const first = standingAfter(SOUND, down, 0);
    expect(standingAfter(first, down, DISABLED_AFTER_MS - 1).disable).toBeNull();
    expect(standingAfter(first, down, DISABLED_AFTER_MS).disable).toBe("failing");
    expect(standingAfter(SOUND, { succeeded: 3, failed: 1, isGone: true }, 0).disable).toBe("gone");
    const sporadic = standingAfter(first, { ...down, succeeded: 1 }, DISABLED_AFTER_MS - 1);
    expect(standingAfter(sporadic, down, DISABLED_AFTER_MS).disable).toBeNull();
  });
});

describe("what a webhook is told of", () => {
  const event = (type: EventType, number?: string) => ({
    type,
    data: number === undefined ? {} : { number_id: number },
  });
  const told = (types: readonly string[], numbers: readonly string[] | null = null) => ({
    types,
    numbers,
  });

  test("is named by type, by family, or as all", ({ expect }) => {
    expect(wants(told(["message.read"]), event("message.read"))).toBe(true);
    expect(wants(told(["message.read"]), event("message.received"))).toBe(false);
    expect(wants(told(["message.*"]), event("message.received"))).toBe(true);
    expect(wants(told(["message.*"]), event("contact.created"))).toBe(false);
    expect(wants(told(["*"]), event("contact.created"))).toBe(true);
    expect(typesOf(["*"])).toBeNull();
    expect(typesOf(["consent.*"])).toEqual([
      "consent.granted",
      "consent.withdrawn",
      "consent.held",
      "consent.released",
      "consent.requested",
    ]);
  });

  test("takes no pattern that nothing has", ({ expect }) => {
    for (const text of ["*", "message.*", "message.read"]) expect(isTypePattern(text)).toBe(true);
    for (const text of ["", "message", "messages.*", "*.read", ".*", "mess.*", "message.gone"])
      expect([text, isTypePattern(text)]).toEqual([text, false]);
  });

  test("may be one number's, and what is about no number", ({ expect }) => {
    expect(wants(told(["*"], ["num_1"]), event("message.read", "num_1"))).toBe(true);
    expect(wants(told(["*"], ["num_1"]), event("message.read", "num_2"))).toBe(false);
    expect(wants(told(["*"], ["num_1"]), event("contact.created"))).toBe(true);
  });
});

describe("a header that is sent along", () => {
  test.for(["Authorization", "X-Api-Key", "x-shop.1"])("may be %s", (name, { expect }) => {
    expect(headerFault(name, "Bearer of mine")).toBeNull();
  });

  test.for([
    ["Host", "x"],
    ["Content-Type", "x"],
    ["content-length", "1"],
    ["Webhook-Id", "x"],
    ["webhook-signature", "x"],
    ["User-Agent", "x"],
    ["Connection", "x"],
    ["Transfer-Encoding", "chunked"],
    ["Proxy-Authorization", "x"],
    ["CF-Connecting-IP", "1.1.1.1"],
    ["X-Forwarded-For", "1.1.1.1"],
    ["Cookie", "a=b"],
    ["a b", "x"],
    ["a\r\nb", "x"],
    ["", "x"],
    ["x-mine", "a\r\nevil: 1"],
    ["x-mine", "é"],
    ["x-mine", ""],
    ["x-mine", " x"],
    ["x-mine", "x".repeat(1_025)],
  ])("may not be %j: %j", ([name = "", value = ""], { expect }) => {
    expect(headerFault(name, value)).toEqual(expect.any(String));
  });

  test("is one of ten, each named once", ({ expect }) => {
    const names = Array.from({ length: 11 }, (_, i) => `x-${i}`);
    expect(headersFault(names)).toEqual(expect.any(String));
    expect(headersFault(names.slice(1))).toBeNull();
    expect(headersFault(["X-One", "x-one"])).toEqual(expect.any(String));
  });
});
