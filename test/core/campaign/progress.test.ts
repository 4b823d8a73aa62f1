import { describe, test } from "vitest";

import { isSettled, progressOf, type Counts, type Tally } from "#core/campaign/progress";

const none: Counts = {
  queued: 0,
  sending: 0,
  accepted: 0,
  held: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  played: 0,
  failed: 0,
  unknown: 0,
  skipped: 0,
};
const tally: Tally = {
  status: "running",
  counts: { ...none, queued: 100, sending: 6, sent: 60, delivered: 30, read: 10, skipped: 50 },
  skippedByReason: { no_consent: 50 },
  reachedAccepted: 100,
  reachedSent: 100,
  limitMps: 80,
  paceMps: 10,
  launchedAtMs: 0,
  completedAtMs: null,
};

describe("a campaign's progress", () => {
  test("counts who was reached cumulatively", ({ expect }) => {
    expect(progressOf(tally, 10_000).reached).toEqual({
      accepted: 100,
      sent: 100,
      delivered: 40,
      read: 10,
    });
  });

  test("estimates by the slower of pace and limit", ({ expect }) => {
    expect(progressOf(tally, 10_000)).toMatchObject({ etaSeconds: 11, throttleReason: "pace" });
    expect(progressOf({ ...tally, paceMps: null }, 10_000)).toMatchObject({
      etaSeconds: 2,
      throttleReason: "throughput",
    });
    expect(progressOf({ ...tally, status: "paused" }, 10_000).etaSeconds).toBeNull();
  });

  test("averages the rate since the launch, and stops at completion", ({ expect }) => {
    expect(progressOf(tally, 10_000).rateMps).toBe(10.6);
    expect(progressOf({ ...tally, completedAtMs: 5_000 }, 10_000).rateMps).toBe(21.2);
    expect(progressOf({ ...tally, launchedAtMs: null }, 10_000).rateMps).toBeNull();
  });

  test("shows every reason, also those that skipped nobody", ({ expect }) => {
    expect(progressOf(tally, 0).skippedByReason).toMatchObject({ no_consent: 50, duplicate: 0 });
  });

  test("is settled only when nothing is queued, sending or held", ({ expect }) => {
    expect(isSettled({ ...none, unknown: 3, failed: 2 })).toBe(true);
    for (const state of ["queued", "sending", "held"])
      expect(isSettled({ ...none, [state]: 1 })).toBe(false);
  });
});
