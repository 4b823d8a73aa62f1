import { test } from "vitest";

import { isBsuid, isGivenBsuid } from "#core/whatsapp/bsuid";

test("business-scoped user ids have their exact shape", ({ expect }) => {
  for (const id of ["US.13491208655302741918", "US.ENT.11815799212886844830", "BR.222"])
    expect([isBsuid(id), isGivenBsuid(id)]).toEqual([true, true]);
  for (const id of [
    "us.123",
    "US.",
    "USA.123",
    "US.12 3",
    " US.123",
    `US.${"1".repeat(200)}`,
    "US.ent.1",
    "",
  ])
    expect([isBsuid(id), isGivenBsuid(id)]).toEqual([false, false]);
  expect([isBsuid("US.1"), isGivenBsuid("US.1"), isGivenBsuid("US.ENT.1")]).toEqual([
    true,
    false,
    false,
  ]);
});
