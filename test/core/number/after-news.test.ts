import fc from "fast-check";
import { test } from "vitest";

import { afterNews, type Standing } from "#core/number/after-news";
import type { AccountNews } from "#core/whatsapp/envelope-account";

const NUMBER: Standing = {
  status: "connected",
  qualityRating: "green",
  throughputMps: 80,
  messagingLimit: 250,
  verifiedName: "Shrub",
  confirmedAt: 100_500,
  saidAt: null,
};

const nowMs = 900_000;
const stop: AccountNews = { type: "stop", reason: "account_deleted", untilMs: null };
const lost: AccountNews = { type: "access_lost", reason: "partner_removed", appId: null };

test.for([
  ["connected", stop, "restricted"],
  ["connected", lost, "needs_reauth"],
  ["restricted", lost, "needs_reauth"],
  ["needs_reauth", stop, "needs_reauth"],
  ["paused", stop, "paused"],
  ["paused", lost, "paused"],
  ["restricted", { type: "reinstated", reason: "account_reinstated" }, "restricted"],
  [
    "restricted",
    { type: "alert", alert: "account_review_approved", severity: "informational" },
    "restricted",
  ],
  ["connected", { ...stop, untilMs: nowMs }, "connected"],
  ["connected", { ...stop, untilMs: nowMs + 1 }, "restricted"],
] as const)("a number that is %s hears %o and is %s", ([status, news, after], { expect }) => {
  expect(afterNews({ ...NUMBER, status }, news, { atMs: 200_000, nowMs }).status).toBe(after);
});

test("a stop of before Meta confirmed the number is over, but one of the same second is not", ({
  expect,
}) => {
  const at = (atMs: number) => afterNews(NUMBER, stop, { atMs, nowMs }).status;
  expect([at(99_000), at(100_000)]).toEqual(["connected", "restricted"]);
});

test.for([
  ["green", "red", "red"],
  ["red", "unknown", "unknown"],
  ["yellow", "unknown", "yellow"],
] as const)(
  "a quality of %s with the word %s is %s",
  ([qualityRating, rating, after], { expect }) => {
    const heard = { atMs: 200_000, nowMs };
    expect(
      afterNews({ ...NUMBER, qualityRating }, { type: "quality", rating }, heard),
    ).toMatchObject({
      qualityRating: after,
    });
  },
);

test("throughput is only raised", ({ expect }) => {
  const fast = { ...NUMBER, throughputMps: 1000 };
  const heard = { atMs: 200_000, nowMs };
  expect(afterNews(fast, { type: "throughput", mps: 80 }, heard).throughputMps).toBe(1000);
});

test("facts of different seconds come to the same in any order, any number of times", ({
  expect,
}) => {
  const said = fc.uniqueArray(
    fc.record({ second: fc.integer({ min: 1, max: 500 }), limit: fc.integer({ min: 1, max: 9 }) }),
    { selector: ({ second }) => second, minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(
      said.chain((all) => fc.tuple(fc.constant(all), fc.array(fc.constantFrom(...all)))),
      ([all, again]) => {
        const hear = (list: readonly { second: number; limit: number }[]) =>
          list.reduce(
            (number, { second, limit }) =>
              afterNews(number, { type: "limit", limit }, { atMs: second * 1000, nowMs }),
            NUMBER,
          );
        const inOrder = all.toSorted((a, b) => a.second - b.second);
        expect(hear([...again, ...all])).toEqual(hear(inOrder));
      },
    ),
  );
});
