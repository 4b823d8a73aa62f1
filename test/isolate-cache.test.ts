import fc from "fast-check";
import { describe, test } from "vitest";

import { IsolateCache } from "#platform/isolate-cache";

describe("what an isolate remembers", () => {
  test("is given back until its time is over", ({ expect }) => {
    const cache = new IsolateCache<string, number>({ entriesMax: 2, ttlMs: 100 });
    cache.set("a", 1, 1_000);
    expect([cache.get("a", 1_099), cache.get("a", 1_100), cache.get("a", 1_000)]).toEqual([
      1,
      undefined,
      undefined,
    ]);
  });

  test("stays for good where no time was given", ({ expect }) => {
    const cache = new IsolateCache<string, number>({ entriesMax: 1 });
    cache.set("a", 1);
    expect(cache.get("a", Number.MAX_SAFE_INTEGER)).toBe(1);
  });

  test("is at most so much, and what was set last is there", ({ expect }) => {
    const keys = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 6 }), (sets, entriesMax) => {
        const cache = new IsolateCache<number, number>({ entriesMax });
        sets.forEach((key, i) => cache.set(key, i));
        const newestFirst = [...new Set(sets.toReversed())];
        const kept = newestFirst.map((key) => cache.get(key));
        expect(kept).toEqual(
          newestFirst.map((key, i) => (i < entriesMax ? sets.lastIndexOf(key) : undefined)),
        );
      }),
    );
  });

  test("can be forgotten, one by one or all", ({ expect }) => {
    const cache = new IsolateCache<string, number>({ entriesMax: 9 });
    for (const key of ["a", "b", "c"]) cache.set(key, 1);
    cache.delete("a");
    expect([cache.get("a"), cache.get("b")]).toEqual([undefined, 1]);
    cache.clear();
    expect([cache.get("b"), cache.get("c")]).toEqual([undefined, undefined]);
  });
});

describe("loading", () => {
  const counted = () => {
    let loads = 0;
    return { load: async () => ++loads, loads: () => loads };
  };

  test("happens once, then the value is remembered", async ({ expect }) => {
    const cache = new IsolateCache<string, number>({ entriesMax: 9 });
    const { load, loads } = counted();
    expect([await cache.getOrLoad("a", load), await cache.getOrLoad("a", load), loads()]).toEqual([
      1, 1, 1,
    ]);
  });

  test("that fails or finds nothing is not remembered", async ({ expect }) => {
    const cache = new IsolateCache<string, number>({ entriesMax: 9 });
    const failing = cache.getOrLoad("a", async () => Promise.reject(new Error("gone")));
    await expect(failing).rejects.toThrow("gone");
    expect(await cache.getOrLoad("a", async () => undefined)).toBeUndefined();
    expect(await cache.getOrLoad("a", counted().load)).toBe(1);
  });

  test("by one request never keeps another waiting, even when the first one's never ends", async ({
    expect,
  }) => {
    const cache = new IsolateCache<string, number>({ entriesMax: 9 });
    const never = new Promise<number>(() => undefined);
    void cache.getOrLoad("a", () => never);
    expect(await cache.getOrLoad("a", counted().load)).toBe(1);
  });

  test.for([
    ["delete", (cache: IsolateCache<string, number>) => cache.delete("a")],
    ["clear", (cache: IsolateCache<string, number>) => cache.clear()],
  ] as const)(
    "that %s overtook is answered, but not remembered",
    async ([, forget], { expect }) => {
      const cache = new IsolateCache<string, number>({ entriesMax: 9 });
      const { promise, resolve } = Promise.withResolvers<number>();
      const old = cache.getOrLoad("a", () => promise);
      forget(cache);
      resolve(7);
      expect([await old, cache.get("a")]).toEqual([7, undefined]);
    },
  );
});
