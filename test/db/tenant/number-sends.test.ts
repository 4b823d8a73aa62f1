import { test } from "vitest";

import { canSend } from "#core/number/can-send";
import { NUMBER_STATUSES } from "#core/number/states";
import { NUMBER_SENDS } from "#db/tenant/number-sends";
import { numbers } from "#db/tenant/schema";

import { aNumberRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

test("the database lets the numbers send that the rule lets send", async ({ expect }) => {
  const { ctx } = await aTenant();
  for (const status of NUMBER_STATUSES)
    await ctx.db.insert(numbers).values(aNumberRow({ status, phoneNumberId: status }));
  const { results } = await ctx.db.$client
    .prepare(`SELECT status FROM numbers WHERE ${NUMBER_SENDS}`)
    .all<{ status: string }>();
  expect(new Set(results.map(({ status }) => status))).toEqual(
    new Set(NUMBER_STATUSES.filter(canSend)),
  );
});
