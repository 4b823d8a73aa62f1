import { describe, test } from "vitest";

import {
  isOptOutTap,
  markedTexts,
  marksAfter,
  marksCarried,
  withMarks,
  withoutMarks,
} from "#core/template/opt-out-buttons";
import { parseComponents } from "#core/whatsapp/template-components";

const reply = (text: string, more: object = {}) => ({ type: "QUICK_REPLY", text, ...more });
const MARK = { opt_out: true };
const template = (...buttons: object[]) => [
  { type: "BODY", text: "Fresh bread." },
  { type: "BUTTONS", buttons },
];
const parsed = (...buttons: object[]) => parseComponents(template(...buttons));

describe("the marks of a template's buttons", () => {
  const given = template(reply("Order"), reply("No more offers", MARK));

  test("are taken off before the components are read, and shown again", ({ expect }) => {
    const plain = withoutMarks(given);
    expect(plain).toEqual(template(reply("Order"), reply("No more offers")));
    const shown = withMarks(plain as Record<string, unknown>[], markedTexts(given));
    expect(shown).toEqual(given);
  });

  test("stand on the cards of a carousel as well", ({ expect }) => {
    const cards = [{ components: [{ type: "buttons", buttons: [reply("Stop it", MARK)] }] }];
    const carousel = [{ type: "carousel", cards }];
    expect(markedTexts(carousel)).toEqual(["Stop it"]);
    expect(JSON.stringify(withoutMarks(carousel))).not.toContain("opt_out");
  });

  test.for([
    { type: "URL", text: "No more offers", url: "https://example.com", opt_out: true },
    reply("No more offers", { opt_out: "yes" }),
  ])("that are none are left for the rules of templates to find: %j", (button, { expect }) => {
    expect(withoutMarks(template(button))).toEqual(template(button));
    expect(markedTexts(template(button))).toEqual([]);
    expect(parsed(button)[1]).toMatchObject({ type: "OTHER" });
  });

  test("are what the business says now, and what it said of texts that are gone", ({ expect }) => {
    const renamed = template(reply("Order"), reply("Stop offers", MARK));
    expect(marksAfter(["No more offers"], renamed)).toEqual(["Stop offers", "No more offers"]);
    const unmarked = template(reply("Order"), reply("No more offers"));
    expect(marksAfter(["No more offers"], unmarked)).toEqual([]);
  });

  test("stay with their text when Meta tells another order", ({ expect }) => {
    const [before, after] = [
      parsed(reply("Order"), reply("No more offers")),
      parsed(reply("No more offers"), reply("Order")),
    ];
    expect(marksCarried(["No more offers"], before, after)).toEqual(["No more offers"]);
  });

  test("go to the new text when Meta tells one in the same place", ({ expect }) => {
    const [before, after] = [
      parsed(reply("Order"), reply("No more offers")),
      parsed(reply("Order"), reply("Stop offers")),
    ];
    expect(marksCarried(["No more offers"], before, after)).toEqual([
      "Stop offers",
      "No more offers",
    ]);
  });

  test("go to no other button when theirs is gone", ({ expect }) => {
    const [before, after] = [
      parsed(reply("No more offers"), reply("Order")),
      parsed(reply("Order")),
    ];
    expect(marksCarried(["No more offers"], before, after)).toEqual(["No more offers"]);
  });

  test("are told from a tap by the text that it tells", ({ expect }) => {
    expect(isOptOutTap(["No more offers"], [" No more offers", "payload"])).toBe(true);
    expect(isOptOutTap(["No more offers"], ["Order", "payload"])).toBe(false);
    expect(isOptOutTap([], ["No more offers"])).toBe(false);
  });
});
