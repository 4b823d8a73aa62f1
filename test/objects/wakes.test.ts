import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { AlarmClock } from "#objects/session/alarm-clock";
import { BROKEN_BELL_MS, Wakes } from "#objects/session/wakes";
import { newId } from "#platform/ids";
import { sessionOf } from "#platform/tenancy";

interface Bell {
  readonly rung: string[];
  isBroken: boolean;
}

const NOW = 1_800_000_000_000;
const KIND = "outbox.send";

/** Run against wakes of its own, with a bell that is noted. `anew` begins another life of them. */
const withWakes = (
  run: (
    wakes: Wakes,
    bell: Bell,
    more: { anew: () => Wakes; armed: () => Promise<number | null> },
  ) => Promise<void> | void,
): Promise<void> =>
  runInDurableObject(sessionOf(env, newId("tenant")), async (_object, state) => {
    const bell: Bell = { rung: [], isBroken: false };
    const anew = () =>
      new Wakes({
        storage: state.storage,
        clock: new AlarmClock(state.storage),
        ring: (kind) => {
          bell.rung.push(kind);
          return bell.isBroken ? Promise.reject(new Error("no queue")) : Promise.resolve();
        },
      });
    await run(anew(), bell, { anew, armed: () => state.storage.getAlarm() });
    await state.storage.deleteAlarm();
  });

describe("wakes", () => {
  test("ring once, at the earliest instant that was asked for", async ({ expect }) => {
    await withWakes(async (wakes, bell, { armed }) => {
      wakes.at(KIND, NOW + 9_000);
      wakes.at(KIND, NOW + 5_000);
      wakes.at(KIND, NOW + 7_000);
      expect(await armed()).toBe(NOW + 5_000);
      wakes.alarm(NOW + 4_999);
      expect(bell.rung).toEqual([]);
      wakes.alarm(NOW + 5_000);
      wakes.alarm(NOW + 20_000);
      expect(bell.rung).toEqual([KIND]);
    });
  });

  test("outlive the object", async ({ expect }) => {
    await withWakes(async (wakes, bell, { anew, armed }) => {
      wakes.at(KIND, NOW + 5_000);
      const next = anew();
      next.alarm(NOW);
      expect(await armed()).toBe(NOW + 5_000);
      next.alarm(NOW + 5_000);
      expect(bell.rung).toEqual([KIND]);
    });
  });

  test("ring again when the bell was broken", async ({ expect }) => {
    await withWakes(async (wakes, bell) => {
      wakes.at(KIND, NOW);
      bell.isBroken = true;
      wakes.alarm(NOW);
      await Promise.resolve();
      bell.isBroken = false;
      wakes.alarm(NOW + BROKEN_BELL_MS);
      expect(bell.rung).toEqual([KIND, KIND]);
    });
  });
});
