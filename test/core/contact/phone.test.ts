import fc from "fast-check";
import { getCountries, getCountryCallingCode, getExampleNumber } from "libphonenumber-js/min";
import examples from "libphonenumber-js/mobile/examples";
import { describe, test } from "vitest";

import { displayPhone, parsePhone, phoneKey } from "#core/contact/phone";
import { plainPhone } from "#core/contact/plain-phone";

const e164 = (input: string, country: string | null = null) => {
  const phone = parsePhone(input, country);
  return phone.ok ? phone.value.e164 : phone.error.code;
};

describe("parsePhone", () => {
  test.for([
    ["+1 (555) 123-4567", "+15551234567"],
    ["0015551234567", "+15551234567"],
    ["00 1 555 123 4567", "+15551234567"],
    ["tel:+1-555-123-4567", "+15551234567"],
    ["＋１ ５５５ １２３ ４５６７", "+15551234567"],
    ["+١٥٥٥١٢٣٤٥٦٧", "+15551234567"],
    ["+۱۵۵۵۱۲۳۴۵۶۷", "+15551234567"],
    ["\u202a+34 600 111 222\u202c", "+34600111222"],
    ["+55 11 98765-4321", "+5511987654321"],
    ["+33 (0)6 12 34 56 78", "+33612345678"],
    ["+54 11 15 2345 6789", "+5491123456789"],
    ["+52 1 55 1234 5678", "+525512345678"],
    ["+229 97 12 34 56", "+2290197123456"],
    ["+225 07 12 34 56", "+2250707123456"],
  ])("reads %s as %s", ([input, expected], { expect }) => {
    expect(e164(input ?? "")).toBe(expected);
  });

  test.for([
    "+1555123456O",
    "1-800-FLOWERS",
    "+1 800 FLOWERS",
    "+0",
    "+0 15551234567",
    "000 1555 1234567",
    "+9991234567",
    "+123",
    "123 tel:",
    "+1555123456789012",
    "+155512345",
    "++15551234567",
    "+1555+1234567",
    "+15551234567;ext=5",
    "+15551234567, +15551234568",
    "+१५५५१२३४५६७",
    "",
    " ",
    "+",
    "()",
    "123",
    "1234567890123456",
    `+1${" ".repeat(100)}5551234567`,
  ])("refuses %s", (input, { expect }) => {
    expect(e164(input)).toBe("invalid_phone");
  });

  test("asks for a country when neither the number nor the workspace has one", ({ expect }) => {
    expect(e164("5551234567")).toBe("country_required");
    expect(e164("5551234567", "US")).toBe("+15551234567");
    expect(e164("0612345678", "FR")).toBe("+33612345678");
  });

  test("refuses a national number of impossible length", ({ expect }) => {
    expect(e164("555", "US")).toBe("invalid_phone");
  });

  test("tells the country where the range names one", ({ expect }) => {
    const phone = parsePhone("+5511987654321", null);
    expect(phone.ok && phone.value.country).toBe("BR");
  });

  test("answers E.164 or a fault for any text, and its own answer again", ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\+?[0-9 ()-]{3,18}$/)), (text) => {
        const phone = parsePhone(text, "ES");
        if (!phone.ok) return;
        expect(phone.value.e164).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(e164(phone.value.e164)).toBe(phone.value.e164);
      }),
    );
  });
});

describe("phoneKey", () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));

  test("is idempotent", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.constantFrom("55", "521", "52", "549", "54", "229", "225", "1", "34"),
        fc.stringMatching(/^[0-9]{6,12}$/),
        (country, rest) => {
          const key = phoneKey(`+${country}${rest}`);
          expect(phoneKey(key)).toBe(key);
        },
      ),
    );
  });

  test("joins the variants of a Brazilian mobile number", ({ expect }) => {
    fc.assert(
      fc.property(
        digits(2),
        fc.constantFrom("6", "7", "8", "9"),
        digits(7),
        (area, first, rest) => {
          expect(phoneKey(`+55${area}9${first}${rest}`)).toBe(phoneKey(`55${area}${first}${rest}`));
        },
      ),
    );
  });

  test("joins the variants of Mexico and Argentina", ({ expect }) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[2-8][0-9]{9}$/), (rest) => {
        expect(phoneKey(`+521${rest}`)).toBe(phoneKey(`52${rest}`));
        expect(phoneKey(`+549${rest}`)).toBe(phoneKey(`54${rest}`));
      }),
    );
  });

  test.for([
    ["22997123456", "2290197123456"],
    ["22541123456", "2250141123456"],
    ["22545123456", "2250545123456"],
    ["22507123456", "2250707123456"],
  ])("joins %s from before its country's renumbering with %s", ([old, now], { expect }) => {
    expect(phoneKey(old ?? "")).toBe(phoneKey(`+${now}`));
    expect(phoneKey(`+${now}`)).toBe(now);
  });

  test("keeps a Brazilian landline apart from a mobile number", ({ expect }) => {
    expect(phoneKey("+551133334444")).toBe("551133334444");
    expect(phoneKey("+551133334444")).not.toBe(phoneKey("+5511933334444"));
  });

  test("keeps numbers of other countries as they are", ({ expect }) => {
    expect(phoneKey("+15551234567")).toBe("15551234567");
  });
});

test.for([
  ["+5511987654321", "+55 11 98765 4321"],
  ["+15550783881", "+1 555 078 3881"],
  ["+34600111222", "+34 600 11 12 22"],
  ["+999", "+999"],
] as const)("%s is shown as %s", ([e164, shown], { expect }) => {
  expect(displayPhone(e164)).toBe(shown);
});

test("what is shown of a possible number is the same number", ({ expect }) => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9][0-9]{6,14}$/), (e164) => {
      expect(displayPhone(e164).replaceAll(/[^+\d]/g, "")).toBe(e164);
    }),
  );
});

const countriesOf = (code: string) =>
  getCountries().filter((country) => getCountryCallingCode(country) === code);

describe("a number that is written as it is dialled", () => {
  // With a space in it the same number is read by the library's parser.
  const parsed = (text: string) => parsePhone(`${text.slice(0, 2)} ${text.slice(2)}`, null);
  const codes = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))];
  const aPhone = fc
    .tuple(
      fc.oneof(fc.constantFrom(...codes), fc.stringMatching(/^[1-9]\d{0,2}$/)),
      fc.oneof(fc.stringMatching(/^\d{4,12}$/), fc.stringMatching(/^[0189]\d{5,11}$/)),
    )
    .map(([code, national]) => `+${code}${national}`);

  test("is read as the library's parser reads it", ({ expect }) => {
    let sure = 0;
    fc.assert(
      fc.property(aPhone, (text) => {
        const plain = plainPhone(text);
        if (plain === undefined) return;
        sure += 1;
        expect(parsed(text)).toEqual({ ok: true, value: plain });
      }),
      { numRuns: 20_000 },
    );
    expect(sure).toBeGreaterThan(1_000);
  });

  test("needs no parser in nearly all countries that have a calling code for themselves", ({
    expect,
  }) => {
    const alone = getCountries().filter(
      (country) => countriesOf(getCountryCallingCode(country)).length === 1,
    );
    const plain = alone.filter((country) => {
      const example = getExampleNumber(country, examples)?.number ?? "";
      return plainPhone(example)?.country === country;
    });
    expect(plain.length).toBeGreaterThan(0.9 * alone.length);
    expect(plain).toEqual(expect.arrayContaining(["BR", "DE", "ES", "FR", "IN", "PT"]));
    expect(plainPhone("+15551234567")).toBeUndefined();
  });
});
