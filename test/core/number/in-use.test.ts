import { test } from "vitest";

import { isInUse } from "#core/number/in-use";
import { NUMBER_STATUSES } from "#core/number/states";

test("a number is in use unless it is pending or disconnected", ({ expect }) => {
  expect(NUMBER_STATUSES.filter((status) => !isInUse(status))).toEqual(["pending", "disconnected"]);
});
