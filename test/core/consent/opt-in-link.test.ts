import fc from "fast-check";
import { describe, test } from "vitest";

import { linkFaults, linkSaid, linkUrl, takenText, wordsWith } from "#core/consent/opt-in-link";
import { ownPhrases } from "#core/consent/own-words";
import { newId } from "#platform/ids";

const OWN = ownPhrases({ stop: ["BAJA PROMO"], start: ["Quiero más"] });
const NONE = ownPhrases(null);
const LINK = { keyword: "Bread News", prefilled: "Yes, send me BREAD NEWS!" };
const ID = newId("optInLink");
const WORDS = wordsWith({}, ID, LINK);

describe("the texts of an opt-in link", () => {
  test.for(["bread news", " BREAD, NEWS. ", "Bréad News", "yes send me bread news"])(
    "%j is one",
    (text, { expect }) => {
      expect(linkSaid(text, { words: WORDS })).toBe(ID);
    },
  );

  test.for(["bread", "news bread", "bread news please", "breadnews", "", "yes"])(
    "%j is none",
    (text, { expect }) => {
      expect(linkSaid(text, { words: WORDS })).toBeNull();
    },
  );

  test("are never what stops, whatever the number's words were when the link was made", ({
    expect,
  }) => {
    const words = wordsWith({}, ID, { keyword: "BAJA PROMO", prefilled: null });
    expect(linkSaid("baja promo", { words, own: OWN })).toBeNull();
    expect(linkSaid("baja promo", { words })).toBe(ID);
  });

  test.for([
    ["STOP", "/keyword"],
    ["no more ads", "/keyword"],
    ["baja promo", "/keyword"],
    ["please", "/keyword"],
    ["…", "/keyword"],
    ["one two three four five six seven eight nine", "/keyword"],
  ] as const)("cannot be %j", ([keyword, pointer], { expect }) => {
    expect(linkFaults({ keyword, prefilled: null }, OWN)).toMatchObject([{ pointer }]);
  });

  test("may be a sentence only where it is written for the person", ({ expect }) => {
    const prefilled = "Hello, I would like to get the news about your bread every week";
    expect(linkFaults({ keyword: "NEWS", prefilled }, NONE)).toEqual([]);
    expect(linkFaults({ keyword: "NEWS", prefilled: "please stop" }, NONE)).toMatchObject([
      { pointer: "/prefilled" },
    ]);
    expect(linkFaults({ keyword: "JOIN", prefilled: null }, NONE)).toEqual([]);
  });

  test("are taken by a number's own words and by other links, not by the link itself", ({
    expect,
  }) => {
    const on = (keyword: string, id = newId("optInLink")) =>
      takenText({ keyword, prefilled: null }, { own: OWN, words: WORDS, id })?.pointer;
    expect(on("quiero mas")).toBe("/keyword");
    expect(on("BREAD news")).toBe("/keyword");
    expect(on("BREAD news", ID)).toBeUndefined();
    expect(on("cake news")).toBeUndefined();
  });

  test("are free again when the link is gone", ({ expect }) => {
    const other = newId("optInLink");
    const both = wordsWith(WORDS, other, { keyword: "Cake", prefilled: null });
    expect(wordsWith(both, ID, null)).toEqual({ cake: other });
  });

  test("stand in its address as they are, whatever they hold", ({ expect }) => {
    expect(linkUrl("+1 555-010-0001", { keyword: "BREAD NEWS", prefilled: null })).toBe(
      "https://wa.me/15550100001?text=BREAD%20NEWS",
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (keyword) => {
        const url = new URL(linkUrl("+15550100001", { keyword, prefilled: null }));
        expect(url.searchParams.get("text")).toBe(keyword);
      }),
    );
  });
});
