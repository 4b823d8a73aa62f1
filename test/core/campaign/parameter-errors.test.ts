import { test } from "vitest";

import { parameterErrors } from "#core/campaign/parameter-errors";
import { KNOWN_ERROR_CODES } from "#core/whatsapp/error-action";

test("refusals of what a campaign's messages have in common count, and no others", ({ expect }) => {
  expect(parameterErrors(KNOWN_ERROR_CODES).filter((code) => code !== null)).toEqual([
    131055, 131061, 131063, 132000, 132008, 132012, 132018, 132068, 134100, 134102,
  ]);
});

test("an answer that was no refusal, or without a word of Meta's, has its place in the count", ({
  expect,
}) => {
  expect(parameterErrors([132000, null, 131026, 404])).toEqual([132000, null, null, 404]);
});
