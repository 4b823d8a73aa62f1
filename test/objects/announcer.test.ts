import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { AlarmClock } from "#objects/session/alarm-clock";
import { Announcer, DISPATCH_SILENCE_MS } from "#objects/session/announcer";
import { newId } from "#platform/ids";
import { sessionOf } from "#platform/tenancy";

interface Bell {
  /** The sequence that each ring begins after. */
  readonly rung: number[];
  /** What is to be done later, and in how many milliseconds. */
  readonly later: { readonly act: () => void; readonly ms: number }[];
  isBroken: boolean;
}

/** Run against an announcer of its own, with a bell that is noted. `anew` begins another life of it. */
const withAnnouncer = <T>(
  run: (announcer: Announcer, bell: Bell, anew: () => Announcer) => T | Promise<T>,
): Promise<T> =>
  runInDurableObject(sessionOf(env, newId("tenant")), (_object, state) => {
    const bell: Bell = { rung: [], later: [], isBroken: false };
    const anew = () =>
      new Announcer({
        storage: state.storage,
        clock: new AlarmClock(state.storage),
        ring: (afterSeq) => {
          bell.rung.push(afterSeq);
          return bell.isBroken ? Promise.reject(new Error("no queue")) : Promise.resolve();
        },
        later: (act, ms) => void bell.later.push({ act, ms }),
      });
    return run(anew(), bell, anew);
  });

const whole = { moved: {}, isWhole: true, subscribers: 1 };
const part = { moved: {}, isWhole: false, subscribers: 1 };
const NOW = 1_800_000_000_000;

describe("the announcer", () => {
  test("rings once however many commits come while a dispatch is under way", async ({ expect }) => {
    await withAnnouncer((announcer, bell) => {
      announcer.committed({ afterSeq: 0, seq: 1 }, NOW);
      announcer.committed({ afterSeq: 1, seq: 3 }, NOW + 1);
      expect(bell.rung).toEqual([0]);
      announcer.dispatched(whole, NOW + 2);
      for (const { act } of bell.later) act();
      expect(bell.rung).toEqual([0, 1]);
      announcer.dispatched(whole, NOW + 3);
      announcer.alarm(NOW + 60_000);
      expect(bell.rung).toEqual([0, 1]);
    });
  });

  test("tells a lone commit at once, and those that come behind a dispatch together after a rest", async ({
    expect,
  }) => {
    await withAnnouncer((announcer, bell) => {
      announcer.committed({ afterSeq: 0, seq: 1 }, NOW);
      announcer.dispatched(whole, NOW + 50);
      for (let seq = 2; seq <= 20; seq += 1)
        announcer.committed({ afterSeq: seq - 1, seq }, NOW + 50 + seq);
      expect(bell.rung).toEqual([0]);
      expect(bell.later.map(({ ms }) => ms)).toEqual([200]);
      bell.later[0]?.act();
      expect(bell.rung).toEqual([0, 1]);
      announcer.dispatched(whole, NOW + 5_000);
      expect(bell.later.map(({ ms }) => ms)).toEqual([200, 500]);
      bell.later[1]?.act();
      announcer.committed({ afterSeq: 20, seq: 21 }, NOW + 6_000);
      expect(bell.rung).toEqual([0, 1, 20]);
    });
  });

  test("tells what came during a rest by its alarm when its life ended before", async ({
    expect,
  }) => {
    await withAnnouncer((announcer, bell) => {
      announcer.committed({ afterSeq: 0, seq: 1 }, NOW);
      announcer.dispatched(whole, NOW + 50);
      announcer.committed({ afterSeq: 1, seq: 2 }, NOW + 60);
      announcer.alarm(NOW + 60 + DISPATCH_SILENCE_MS);
      expect(bell.rung).toEqual([0, 1]);
    });
  });

  test("says nothing of a commit that it was told of before", async ({ expect }) => {
    await withAnnouncer((announcer, bell) => {
      announcer.committed({ afterSeq: 0, seq: 2 }, NOW);
      announcer.dispatched(whole, NOW);
      announcer.committed({ afterSeq: 1, seq: 2 }, NOW);
      expect(bell.rung).toEqual([0]);
    });
  });

  test("rings again when a dispatch is silent for long, or the bell was broken", async ({
    expect,
  }) => {
    await withAnnouncer(async (announcer, bell) => {
      bell.isBroken = true;
      announcer.committed({ afterSeq: 4, seq: 5 }, NOW);
      await Promise.resolve();
      bell.isBroken = false;
      announcer.alarm(NOW + 1);
      expect(bell.rung).toEqual([4, 4]);
      announcer.alarm(NOW + DISPATCH_SILENCE_MS);
      expect(bell.rung).toEqual([4, 4]);
      announcer.alarm(NOW + 1 + DISPATCH_SILENCE_MS);
      announcer.alarm(NOW + 10 * 60_000);
      expect(bell.rung).toEqual([4, 4, 4]);
    });
  });

  test("stops when nobody ever answers, and begins again with the next commit", async ({
    expect,
  }) => {
    await withAnnouncer((announcer, bell) => {
      announcer.committed({ afterSeq: 0, seq: 1 }, NOW);
      for (let i = 1; i <= 50; i++) announcer.alarm(NOW + i * 10 * 60_000);
      const { length } = bell.rung;
      expect(length).toBeLessThan(10);
      announcer.committed({ afterSeq: 1, seq: 2 }, NOW + 600 * 60_000);
      expect(bell.rung).toHaveLength(length + 1);
    });
  });

  test("waits longer after each dispatch that was not whole", async ({ expect }) => {
    await withAnnouncer((announcer, bell) => {
      announcer.committed({ afterSeq: 0, seq: 1 }, NOW);
      announcer.dispatched(part, NOW);
      expect(bell.rung).toEqual([0]);
      announcer.alarm(NOW + 10 * 60_000);
      expect(bell.rung).toEqual([0, 0]);
    });
  });

  test("rings for nobody, says so to the writers, and looks again after a while", async ({
    expect,
  }) => {
    await withAnnouncer((announcer, bell) => {
      expect(announcer.committed({ afterSeq: 0, seq: 1 }, NOW)).toBe(true);
      announcer.dispatched({ ...whole, subscribers: 0 }, NOW);
      expect(announcer.committed({ afterSeq: 1, seq: 2 }, NOW + 1)).toBe(false);
      announcer.alarm(NOW + 60_000);
      expect(bell.rung).toEqual([0]);
      expect(announcer.committed({ afterSeq: 2, seq: 3 }, NOW + 10 * 60_000)).toBe(true);
      expect(bell.rung).toEqual([0, 1]);
    });
  });

  test("keeps how far each subscriber has come, over its own end, and never moves one back", async ({
    expect,
  }) => {
    await withAnnouncer((announcer, bell, anew) => {
      announcer.committed({ afterSeq: 0, seq: 9 }, NOW);
      announcer.dispatched({ ...part, moved: { a: 9, b: 4 } }, NOW);
      announcer.dispatched({ ...part, moved: { a: 7 } }, NOW);
      const next = anew();
      expect(next.cursors()).toEqual({ a: 9, b: 4 });
      next.alarm(NOW + 60 * 60_000);
      expect(bell.rung).toEqual([0]);
    });
  });
});
