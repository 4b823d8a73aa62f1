import { test } from "vitest";

import { actionFor } from "#core/whatsapp/error-action";
import { restAfter } from "#core/whatsapp/rest-after";

const rest = (...codes: readonly number[]) =>
  restAfter(codes.map((code) => actionFor(code, false)));

test("a number that sent too fast rests, and one whose app may call no more when that is sure", ({
  expect,
}) => {
  expect(rest(130429)).toBe(1_000);
  expect(rest(4)).toBeNull();
  for (const code of [4, 80007, 80008]) expect(rest(code, code)).toBe(300_000);
  expect(rest(4, 131026, 80007)).toBe(300_000);
  expect(rest(130429, 4)).toBe(1_000);
  expect(rest(131026, 131047, 131056, 368)).toBeNull();
  expect(rest()).toBeNull();
});
