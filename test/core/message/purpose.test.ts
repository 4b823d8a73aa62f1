import { describe, test } from "vitest";

import { choosePurpose, purposeOfTemplate } from "#core/message/purpose";
import { MESSAGE_PURPOSES } from "#core/message/states";
import { TEMPLATE_CATEGORIES } from "#core/template/states";

describe("what a message is for", () => {
  test.for([
    [null, undefined, "service"],
    [null, "marketing", "marketing"],
    ["MARKETING", undefined, "marketing"],
    ["MARKETING", "marketing", "marketing"],
    ["UTILITY", undefined, "transactional"],
    ["UTILITY", "marketing", "marketing"],
    ["AUTHENTICATION", undefined, "transactional"],
  ] as const)("with the category %s, asked %s: %s", ([category, asked, purpose], { expect }) => {
    expect(choosePurpose(category, asked)).toEqual({ ok: true, value: purpose });
  });

  test("a MARKETING template is nothing else", ({ expect }) => {
    const taken = MESSAGE_PURPOSES.filter((asked) => choosePurpose("MARKETING", asked).ok);
    expect(taken).toEqual(["marketing"]);
  });

  test("no template is a service message", ({ expect }) => {
    const taken = TEMPLATE_CATEGORIES.filter((category) => choosePurpose(category, "service").ok);
    expect(taken).toEqual([]);
  });

  test("a campaign's messages are for what a send that does not say is for", ({ expect }) => {
    for (const category of TEMPLATE_CATEGORIES)
      expect(choosePurpose(category, undefined)).toEqual({
        ok: true,
        value: purposeOfTemplate(category),
      });
  });
});
