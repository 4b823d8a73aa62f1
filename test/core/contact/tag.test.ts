import { test } from "vitest";

import { distinctTags, isBlank, tagFault } from "#core/contact/tag";

test("spellings of one tag are one tag, as first written", ({ expect }) => {
  expect(distinctTags([" VIP", "vip", "Ｖip", "new"])).toEqual(["VIP", "new"]);
});

test("a tag is visible, short and fits into a list", ({ expect }) => {
  expect(tagFault("VIP customers")).toBeNull();
  expect(tagFault("a".repeat(64))).toBeNull();
  expect(tagFault("a".repeat(65))?.code).toBe("too_long");
  expect(["a,b", "a\nb", "a\u2028b"].map((tag) => tagFault(tag)?.code)).toEqual([
    "invalid_tag",
    "invalid_tag",
    "invalid_tag",
  ]);
  expect(["", "  ", "\u200b\u200d", "\u3164"].map((tag) => tagFault(tag)?.code)).toEqual([
    "blank",
    "blank",
    "blank",
    "blank",
  ]);
});

test("a text of spaces and zero-width characters is blank", ({ expect }) => {
  expect(isBlank(" \u00a0\u200b\ufeff")).toBe(true);
  expect(isBlank("null")).toBe(false);
  expect(isBlank("👩‍🚀")).toBe(false);
});
