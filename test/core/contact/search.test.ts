import fc from "fast-check";
import { test } from "vitest";

import { phoneKey } from "#core/contact/phone";
import { parseContactSearch } from "#core/contact/search";

const phone = (ending: string | null, ...beginnings: string[]) => ({
  kind: "phone",
  ending,
  beginnings,
});

test.for([
  ["Ana SOUZA", null, { kind: "name", words: ["ana", "souza"] }],
  ["ana 4321", null, { kind: "name", words: ["ana", "4321"] }],
  ["24", null, { kind: "name", words: ["24"] }],
  ["+55 11", null, phone(null, "5511")],
  ["0055 11", null, phone(null, "5511")],
  ["43-21", null, phone("4321", "4321")],
  ["432", null, phone(null, "432")],
  ["(11) 98765-4321", "BR", phone("11987654321", "11987654321", "5511987654321")],
  ["0171 2345", "DE", phone("1712345", "1712345", "491712345")],
  ["+55 11 8765", null, phone(null, "55118765", "551198765")],
  ["+54 9 11 15", null, phone(null, "5491115", "541115")],
  ["٤٣٢١", null, phone("4321", "4321")],
  ["!?", null, undefined],
  ["   ", null, undefined],
] as const)("%s in %s is read as %j", ([text, country, read], { expect }) => {
  expect(parseContactSearch(text, country)).toEqual(read);
});

test("no beginning begins another, so that nobody is found twice by them", ({ expect }) => {
  const digits = fc.stringMatching(/^[0-9]{3,15}$/);
  fc.assert(
    fc.property(digits, fc.constantFrom(null, "BR", "AR", "MX", "US", "DE"), (typed, country) => {
      const search = parseContactSearch(typed, country);
      if (search?.kind !== "phone") return;
      for (const one of search.beginnings)
        for (const other of search.beginnings)
          expect(one === other || !one.startsWith(other)).toBe(true);
    }),
  );
});

test("a whole number is among the beginnings as it is kept", ({ expect }) => {
  for (const number of ["5511987654321", "551187654321", "5491123456789", "34600111222"]) {
    const search = parseContactSearch(`+${number}`, null);
    const kept = search?.kind === "phone" ? search.beginnings : [];
    expect(kept.some((one) => phoneKey(number).startsWith(one))).toBe(true);
  }
});
