import { describe, test } from "vitest";

import { beginningsOf, beginsWithOne, countriesFrom } from "#core/contact/country-phones";
import { parsePhone } from "#core/contact/phone";

/** Numbers of neighbours that share a calling code, and of others. */
const PHONES = [
  "+12125550100",
  "+14165550100",
  "+18095550100",
  "+18765550100",
  "+77012345678",
  "+79161234567",
  "+5511987654321",
  "+34600111222",
  "+351912345678",
  "+442071838750",
];

describe("the numbers of a country", () => {
  test.for(PHONES)(
    "%s is of the country that its parts say, and of no other",
    (phone, { expect }) => {
      const parsed = parsePhone(phone, null);
      const country = parsed.ok ? (parsed.value.country ?? "") : "";
      const of = ["US", "CA", "DO", "JM", "KZ", "RU", "BR", "ES", "PT", "GB"].filter((one) =>
        beginsWithOne(phone, new Set(beginningsOf(one))),
      );
      expect(of).toEqual([country]);
    },
  );

  test("are not told where a neighbour's begin alike, nor of what is no country", ({ expect }) => {
    expect(["GG", "VA", "XX", "br", ""].map(beginningsOf)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
    expect(countriesFrom("G")).not.toContain("GG");
    expect(countriesFrom("U")).toContain("US");
  });

  test("begin in no longer way than is looked at", ({ expect }) => {
    for (const country of countriesFrom(""))
      for (const beginning of beginningsOf(country) ?? [])
        expect([country, beginning.length >= 2 && beginning.length <= 5]).toEqual([country, true]);
  });
});
