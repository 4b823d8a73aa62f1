import { describe, test } from "vitest";

import type { NumberStatus } from "#core/number/states";
import { stopNumber } from "#features/numbers/writes";
import { isTakenUp, putConnected } from "#features/numbers/writes";

import { aTenant } from "../../fixtures/tenant.ts";

/** A workspace with one number of a status that no call of the API reaches by itself. */
async function aNumber(status: NumberStatus) {
  const { ctx } = await aTenant();
  const id = ctx.newId("number");
  await ctx.db.$client
    .prepare(
      `INSERT INTO numbers (id, kind, name, waba_id, phone_number_id, display_phone_number, status, quality_rating,
         throughput_mps, created_at, updated_at, confirmed_at)
       VALUES (?1, 'cloud', 'n', '1', '2', '+1', ?2, 'green', 80, 1, 1, 1)`,
    )
    .bind(id, status)
    .run();
  const [row] = await ctx.db.query.numbers.findMany();
  if (row === undefined) throw new Error("the number was written");
  const now = async () => (await ctx.db.query.numbers.findMany()).map((one) => one.status);
  return { db: ctx.db, row, now };
}

describe("a refusal of Meta", () => {
  test.for([
    ["connected", "needs_reauth", "needs_reauth", 1],
    ["connected", "restricted", "restricted", 1],
    ["restricted", "needs_reauth", "needs_reauth", 1],
    ["restricted", "restricted", "restricted", 0],
    ["paused", "restricted", "paused", 0],
    ["needs_reauth", "restricted", "needs_reauth", 0],
    ["disconnected", "needs_reauth", "disconnected", 0],
  ] as const)(
    "meets a number that is %s with %s: it is %s then",
    async ([before, to, after, changes], { expect }) => {
      const { db, row, now } = await aNumber(before);
      const result = await stopNumber(db, row.id, { status: to, asOfMs: 1, nowMs: 5 }).run();
      expect([await now(), result.meta.changes]).toEqual([[after], changes]);
    },
  );
});

test("a refusal of Meta that is older than its last word on the number does not meet it", async ({
  expect,
}) => {
  const { db, row, now } = await aNumber("connected");
  await stopNumber(db, row.id, { status: "needs_reauth", asOfMs: 0, nowMs: 5 }).run();
  expect(await now()).toEqual(["connected"]);
});

describe("a pending number", () => {
  test.for([
    ["pending", 1, false],
    ["pending", 2, true],
    ["connected", 1, true],
    ["disconnected", 1, true],
  ] as const)(
    "that is %s, known from instant %s, is taken up by another: %s",
    async ([status, knownAtMs, isTaken], { expect }) => {
      const { db, row, now } = await aNumber(status);
      const after = { ...row, status: "connected" as const, updatedAt: 9 };
      const refusal = await db.$client
        .batch(putConnected(db, after, knownAtMs))
        .catch((error: unknown) => error);
      expect(isTakenUp(refusal)).toBe(isTaken);
      expect(await now()).toEqual([isTaken ? status : "connected"]);
    },
  );

  test("that a sweep took for a leftover is written whole", async ({ expect }) => {
    const { db, row } = await aNumber("pending");
    await db.$client.prepare("DELETE FROM numbers").run();
    const after = { ...row, status: "connected" as const, updatedAt: 9 };
    await db.$client.batch(putConnected(db, after, row.updatedAt));
    expect(await db.query.numbers.findMany()).toEqual([after]);
  });
});
