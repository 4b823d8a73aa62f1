import fc from "fast-check";
import { test } from "vitest";

import { NAME_WORDS_MAX, nameWords } from "#core/contact/name-words";

test.for([
  ["José  da Conceição", ["jose", "da", "conceicao"]],
  ["JOSÉ\u0301", ["jose"]],
  ["O'Brien-Müller", ["obrien", "muller"]],
  ["Straße Øst Łódź ısparta", ["strasse", "ost", "lodz", "isparta"]],
  ["Ａｎａ 🌸 (vip)", ["ana", "vip"]],
  ["Ольга ЁЛКИНА", ["ольга", "елкина"]],
  ["Γιώργος ΓΙΏΡΓΟΣ", ["γιωργοσ"]],
  ["山田 太郎", ["山田", "太郎"]],
  ["Ana ana ANA", ["ana"]],
  ["🌸 …", []],
  [null, []],
] as const)("%s is filed under %j", ([name, words], { expect }) => {
  expect(nameWords(name)).toEqual(words);
});

test("words are few, short, distinct, and what they are folded to stays so", ({ expect }) => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (name) => {
      const words = nameWords(name);
      expect(words.length).toBeLessThanOrEqual(NAME_WORDS_MAX);
      expect(new Set(words).size).toBe(words.length);
      expect(words.every((word) => word !== "" && Array.from(word).length <= 64)).toBe(true);
      expect(nameWords(words.join(" "))).toEqual(words);
    }),
  );
});

test("every beginning of a word, however it is cased, begins what the word is filed under", ({
  expect,
}) => {
  for (const name of ["José", "Ångström", "Łódź", "İpek", "Ольга"])
    for (let end = 1; end <= name.length; end++)
      for (const typed of [name.slice(0, end), name.slice(0, end).toUpperCase()])
        expect([typed, nameWords(name)[0]?.startsWith(nameWords(typed)[0] ?? "?")]).toEqual([
          typed,
          true,
        ]);
});
