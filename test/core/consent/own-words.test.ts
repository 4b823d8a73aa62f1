import fc from "fast-check";
import { describe, test } from "vitest";

import { STOP_PHRASES } from "#core/consent/keyword-table";
import { ownPhrases, ownWordFaults } from "#core/consent/own-words";
import { classifyKeyword, expandPhrases } from "#core/consent/stop-words";

const OWN = ownPhrases({ stop: ["BAJA PROMO", "7"], start: ["Quiero más"] });
const NOTHING = new Set<string>();

describe("words of a number's own", () => {
  test.for(["baja promo", "  Bája, PROMO!! ", "3 baja promo", "BAJA PROMO por favor", "7", "7."])(
    "%j stops",
    (text, { expect }) => {
      expect(classifyKeyword(text, OWN)).toBe("stop");
    },
  );

  test.for(["baja promo de zapatos", "la promo baja", "77", "BAJAPROMO"])(
    "%j is a conversation",
    (text, { expect }) => {
      expect(classifyKeyword(text, OWN)).toBeNull();
    },
  );

  test("start, as they were written or not", ({ expect }) => {
    expect(classifyKeyword("QUIERO MAS", OWN)).toBe("start");
    expect(classifyKeyword("quiero más")).toBeNull();
  });

  test("take no built-in word to stop away, whatever they say", ({ expect }) => {
    const stops = Object.values(STOP_PHRASES).flat().flatMap(expandPhrases);
    fc.assert(
      fc.property(fc.constantFrom(...stops), (word) => {
        expect(classifyKeyword(word, new Map([[word, "start"]]))).toBe("stop");
        expect(classifyKeyword(word, ownPhrases({ stop: [], start: [word] }))).toBe("stop");
      }),
    );
  });

  test("that are both stop", ({ expect }) => {
    expect(classifyKeyword("promo", ownPhrases({ stop: ["Promo"], start: ["promo"] }))).toBe(
      "stop",
    );
  });

  test("are not slowed down by a long message", ({ expect }) => {
    const own = ownPhrases({ stop: ["a b c d e f g h"], start: [] });
    const begin = performance.now();
    for (let i = 0; i < 20; i++) classifyKeyword("a b c d e f g h ".repeat(62), own);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

describe("ownWordFaults", () => {
  test("lets through what says something of its own", ({ expect }) => {
    const words = { stop: ["BAJA PROMO", "STOP", "0"], start: ["Quiero más", "JOIN PIZZA"] };
    expect(ownWordFaults(words, NOTHING)).toEqual([]);
  });

  test.for([
    ["nothing at all", { stop: [" !? "], start: [] }, "/stop/0", "no letter"],
    ["courtesy", { stop: [], start: ["Hola"] }, "/start/0", "without meaning"],
    [
      "a sentence",
      { stop: ["do you still want this or not at all"], start: [] },
      "/stop/0",
      "8 words",
    ],
    ["the same twice", { stop: ["Promo", "PROMÓ!"], start: [] }, "/stop/1", "Reads the same"],
    ["a stop to start by", { stop: ["promo"], start: ["Promo"] }, "/start/0", "Reads the same"],
    [
      "a built-in stop to start by",
      { stop: [], start: ["alta", "Cancelar"] },
      "/start/1",
      "Means stop",
    ],
    [
      "a refusal to start by",
      { stop: [], start: ["no more ads please"] },
      "/start/0",
      "Means stop",
    ],
    [
      "a built-in start to stop by",
      { stop: ["Suscribirme"], start: [] },
      "/stop/0",
      "word to start",
    ],
    ["the keyword of a link", { stop: ["Join Pizza"], start: [] }, "/stop/0", "opt-in link"],
  ] as const)("names %s", ([, words, pointer, why], { expect }) => {
    const faults = ownWordFaults(words, new Set(["join pizza"]));
    expect(faults).toEqual([{ pointer, message: expect.stringContaining(why) as string }]);
  });

  test("takes a phrase of eight words, and none of nine", ({ expect }) => {
    const stop = ["pan uno dos tres cuatro cinco seis siete"];
    expect(ownWordFaults({ stop, start: [] }, NOTHING)).toEqual([]);
    const longer = stop.map((phrase) => `${phrase} ocho`);
    expect(ownWordFaults({ stop: longer, start: [] }, NOTHING)).toHaveLength(1);
  });

  test("are none of a number that has none", ({ expect }) => {
    expect([...ownPhrases(null)]).toEqual([]);
  });
});
