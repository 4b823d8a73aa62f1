import { test } from "vitest";

import { editableFrom } from "#core/template/edit-limit";

const DAY = 86_400_000;
const NOW = 1_790_000_000_000;

test("one edit a day, ten in thirty days", ({ expect }) => {
  expect(editableFrom([], NOW)).toBeNull();
  expect(editableFrom([NOW - DAY + 1], NOW)).toBe(NOW + 1);
  expect(editableFrom([NOW - DAY], NOW)).toBeNull();
  const ten = Array.from({ length: 10 }, (_, i) => NOW - (i + 2) * DAY);
  expect(editableFrom(ten, NOW)).toBe(NOW + 19 * DAY);
  expect(editableFrom(ten.slice(1), NOW)).toBeNull();
  expect(editableFrom([...ten.slice(1), NOW - 31 * DAY], NOW)).toBeNull();
});
