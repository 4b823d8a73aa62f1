import { test } from "vitest";

import { canSend, sendRefusal } from "#core/number/can-send";

test.for([
  ["connected", null],
  ["restricted", "number_paused"],
  ["paused", "number_paused"],
  ["needs_reauth", "number_needs_reauth"],
  ["disconnected", "number_paused"],
  ["pending", "number_paused"],
] as const)("a number that is %s: %s", ([status, refusal], { expect }) => {
  expect([canSend(status), sendRefusal(status)]).toEqual([refusal === null, refusal]);
});
