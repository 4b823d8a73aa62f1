import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { AlarmClock } from "#objects/session/alarm-clock";
import { Deliveries, DELIVERY_LEASE_MS, DELIVERY_SILENCE_MS } from "#objects/session/deliveries";
import { newId } from "#platform/ids";
import { sessionOf } from "#platform/tenancy";

const NOW = 1_800_000_000_000;
const A = newId("webhook");
const B = newId("webhook");

/** Run against deliveries of their own, with a bell that is noted. */
const withDeliveries = <T>(
  run: (
    deliveries: Deliveries,
    bell: { readonly rung: Id<"webhook">[]; isBroken: boolean },
  ) => T | Promise<T>,
): Promise<T> =>
  runInDurableObject(sessionOf(env, newId("tenant")), (_object, state) => {
    const bell = { rung: [] as Id<"webhook">[], isBroken: false };
    const ring = (id: Id<"webhook">) => {
      bell.rung.push(id);
      return bell.isBroken ? Promise.reject(new Error("no queue")) : Promise.resolve();
    };
    return run(new Deliveries({ clock: new AlarmClock(state.storage), ring }), bell);
  });

describe("deliveries", () => {
  test("are rung for once until a run begins, each webhook on its own", async ({ expect }) => {
    await withDeliveries((deliveries, { rung }) => {
      deliveries.ring([A, B], NOW);
      deliveries.ring([A], NOW + 1);
      expect(rung).toEqual([A, B]);
    });
  });

  test("have one run at a time, which is followed by another when something came meanwhile", async ({
    expect,
  }) => {
    await withDeliveries((deliveries, { rung }) => {
      const token = deliveries.lease(A, NOW) ?? -1;
      expect(deliveries.lease(A, NOW + 1)).toBeNull();
      expect(deliveries.lease(B, NOW + 1)).not.toBeNull();
      deliveries.release(A, { token, again: false }, NOW + 2);
      expect(rung).toEqual([A]);
      const next = deliveries.lease(A, NOW + 3) ?? -1;
      deliveries.release(A, { token: next, again: false }, NOW + 4);
      expect(rung).toEqual([A]);
      deliveries.ring([A], NOW + 5);
      expect(rung).toEqual([A, A]);
    });
  });

  test("go on when a run knows of more, and take no word of one that is over", async ({
    expect,
  }) => {
    await withDeliveries((deliveries, { rung }) => {
      const old = deliveries.lease(A, NOW) ?? -1;
      const later = NOW + DELIVERY_LEASE_MS;
      const token = deliveries.lease(A, later) ?? -1;
      deliveries.release(A, { token: old, again: true }, later + 1);
      expect([rung, deliveries.lease(A, later + 2)]).toEqual([[], null]);
      deliveries.release(A, { token, again: true }, later + 3);
      expect(rung).toEqual([A]);
    });
  });

  test("are rung for again when a run is never heard of, or a bell led to nothing", async ({
    expect,
  }) => {
    await withDeliveries(async (deliveries, bell) => {
      deliveries.lease(A, NOW);
      deliveries.alarm(NOW + DELIVERY_LEASE_MS - 1);
      expect(bell.rung).toEqual([]);
      deliveries.alarm(NOW + DELIVERY_LEASE_MS);
      expect(bell.rung).toEqual([A]);
      deliveries.alarm(NOW + DELIVERY_LEASE_MS + DELIVERY_SILENCE_MS);
      expect(bell.rung).toEqual([A, A]);
      bell.isBroken = true;
      deliveries.ring([B], NOW);
      await Promise.resolve();
      await Promise.resolve();
      deliveries.ring([B], NOW + 1);
      expect(bell.rung).toEqual([A, A, B, B]);
    });
  });
});
