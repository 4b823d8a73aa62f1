import { describe, test } from "vitest";

import { SLOT_GUARD_MS, WINDOW_MS } from "#core/quota/send-window";
import { Pacer, type SlotRequest, type Slots } from "#objects/session/pacer";
import { newId } from "#platform/ids";

import { peak } from "../fixtures/peak.ts";
import { inVirtualTime } from "../fixtures/time.ts";

const request = (over: Partial<SlotRequest> = {}): SlotRequest => ({
  numberId: newId("number"),
  count: 6,
  limitMps: 80,
  lane: "interactive",
  campaignId: null,
  paceMps: null,
  ...over,
});
const campaign = (over: Partial<SlotRequest> = {}): SlotRequest =>
  request({ lane: "campaign", campaignId: newId("campaign"), ...over });
const go = () => "go" as const;
/** How long each slot is away from the ask, ms. */
const waitsOf = ({ slots, receivedAtMs }: Slots): number[] =>
  slots.map((slotMs) => slotMs - receivedAtMs);
/** A pacer whose object has been alive for long. */
const warm = () => new Pacer(0);

/** Ask until the slots were all given; answers when each is, relative to the start. */
async function collect(pacer: Pacer, ask: SlotRequest, total: number): Promise<number[]> {
  const startMs = Date.now();
  const at: number[] = [];
  while (at.length < total) {
    const { slots } = await pacer.take(ask, go);
    at.push(...slots.map((slotMs) => slotMs - startMs));
  }
  return at;
}

describe("pacer", () => {
  test("concurrent campaign runs share the limit and use it up", async ({ expect }) => {
    const pacer = warm();
    const ask = campaign({ limitMps: 40 });
    const runs = await inVirtualTime(() =>
      Promise.all([1, 2, 3].map(() => collect(pacer, ask, 40))),
    );
    const at = runs.flat();
    expect(peak(at)).toBeLessThanOrEqual(40);
    expect(Math.max(...at)).toBeLessThan(3_300);
  });

  test("an interactive message does not wait behind a campaign", async ({ expect }) => {
    const pacer = warm();
    const numberId = newId("number");
    const given = await inVirtualTime(async () => {
      const busy = Array.from({ length: 6 }, () =>
        collect(pacer, campaign({ numberId, limitMps: 10 }), 6),
      );
      await scheduler.wait(300);
      const lone = await pacer.take(request({ numberId, limitMps: 10, count: 1 }), go);
      await Promise.all(busy);
      return lone;
    });
    expect(waitsOf(given)[0]).toBeLessThan(1_200);
  });

  test("a campaign that is paused while it waits gets no slot, and learns it at once", async ({
    expect,
  }) => {
    const pacer = warm();
    const ask = campaign({ limitMps: 1 });
    let verdict: "go" | "paused" = "go";
    const { told, afterMs } = await inVirtualTime(async () => {
      await pacer.take(ask, go);
      const waiting = pacer.take(ask, () => verdict);
      await scheduler.wait(100);
      const pausedAtMs = Date.now();
      verdict = "paused";
      return { told: await waiting, afterMs: Date.now() - pausedAtMs };
    });
    expect(told).toMatchObject({ verdict: "paused", slots: [] });
    expect(afterMs).toBeLessThanOrEqual(500);
  });

  test("a slow campaign reserves no further than it must", async ({ expect }) => {
    const { slots } = await warm().take(campaign({ limitMps: 2 }), go);
    expect(slots.length).toBe(2);
  });

  test("a campaign keeps its own pace below the limit", async ({ expect }) => {
    const at = await inVirtualTime(() => collect(warm(), campaign({ paceMps: 4 }), 8));
    expect(peak(at)).toBeLessThanOrEqual(4);
    expect(at.at(-1)).toBeGreaterThan(WINDOW_MS);
  });

  test("a lone message may leave at any moment; beside a busy campaign it gets the next slot", async ({
    expect,
  }) => {
    const pacer = warm();
    const numberId = newId("number");
    const ask = request({ numberId, count: 1, limitMps: 20 });
    await inVirtualTime(async () => {
      expect(await pacer.take(ask, go)).toMatchObject({ free: 1, slots: [] });
      await collect(pacer, campaign({ numberId, limitMps: 20 }), 40);
      const beside = await pacer.take(ask, go);
      expect(beside.free).toBe(0);
      expect(beside.slots).toHaveLength(1);
    });
  });

  test("slots that a run did not use are given to others", async ({ expect }) => {
    const pacer = warm();
    const ask = campaign({ limitMps: 4, count: 4 });
    await inVirtualTime(async () => {
      const { slots } = await pacer.take(ask, go);
      pacer.giveBack(ask.numberId, ask.campaignId, slots);
      const again = await pacer.take(ask, go);
      expect(again.slots).toHaveLength(4);
      expect(Math.max(...waitsOf(again))).toBeLessThan(200);
    });
  });

  test("a fresh object lets no campaign send in its first second", async ({ expect }) => {
    await inVirtualTime(async () => {
      const pacer = new Pacer();
      const bornAtMs = Date.now();
      const interactive = await pacer.take(request({ count: 1, limitMps: 4 }), go);
      const { slots } = await pacer.take(campaign({ count: 1 }), go);
      expect(waitsOf(interactive)[0]).toBeLessThan(50);
      expect(slots[0]).toBeGreaterThan(bornAtMs + WINDOW_MS);
    });
  });

  test("after a refusal the rate is halved and the number rests", async ({ expect }) => {
    const pacer = warm();
    const numberId = newId("number");
    const at = await inVirtualTime(() => {
      pacer.slowDown(numberId, 300);
      return collect(pacer, request({ numberId, limitMps: 4, count: 3 }), 3);
    });
    expect(at[0]).toBeGreaterThanOrEqual(300);
    expect(at[2]).toBeGreaterThanOrEqual(300 + WINDOW_MS + SLOT_GUARD_MS);
  });

  test("a number that rests lets nothing leave freely", async ({ expect }) => {
    const pacer = warm();
    const numberId = newId("number");
    pacer.slowDown(numberId, 300);
    expect((await pacer.take(request({ numberId, count: 1 }), go)).free).toBe(0);
  });
});
