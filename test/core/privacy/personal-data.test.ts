import fc from "fast-check";
import { describe, test } from "vitest";

import { formatApiKey } from "#core/api-key";
import { ID_PREFIXES } from "#core/ids";
import { personalDataIn } from "#core/privacy/personal-data";

describe("a text with data of somebody", () => {
  test.for([
    ["email", "Write to ana.almeida+shop@example.com today"],
    ["email", "ana@exämple.de"],
    ["email", "ANA＠EXAMPLE．COM"],
    ["email", "ana (at) example.com"],
    ["email", "ana [at] mail.example.co.uk"],
    ["email", "a\u200bna@exa\u00admple.com"],
    ["phone", "+55 11 98765-4321"],
    ["phone", "call +1 (555) 123-4567."],
    ["phone", "0034 600 111 222"],
    ["phone", "600 111 222"],
    ["phone", "06.12.34.56.78"],
    ["phone", "06.12.20.34.56"],
    ["phone", "11987654321"],
    ["phone", "(11) 98765-4321"],
    ["phone", "2222-3333"],
    ["phone", "+٥٥ ١١ ٩٨٧٦٥ ٤٣٢١"],
    ["phone", "＋５５１１９８７６５４３２１"],
    ["phone", "𝟏𝟏𝟗𝟖𝟕𝟔𝟓𝟒𝟑𝟐𝟏"],
    ["phone", "11 9\u200b8765\u20604321"],
    ["phone", "11\n98765\n4321"],
    ["phone", "of 2026-11-27 to 98765432"],
    ["card", "4111 1111 1111 1111"],
    ["card", "378282246310005"],
    ["iban", "DE89 3704 0044 0532 0130 00"],
    ["iban", "pay to gb29nwbk60161331926819 please"],
    ["iban", "NO93-8601-1117-947 or so"],
    ["id", "con_01k9zq3v6m8r2t4w6y8a0c2e4g"],
    ["id", "see MSG_01K9ZQ3V6M8R2T4W6Y8A0C2E4G"],
    ["id", "wamid.HBgNNTUxMTk4NzY1NDMyMRUCABEYEjQ="],
    ["id", "US.13491208655302741918"],
    ["id", "US.ENT.11815799212886844830"],
  ] as const)("is known for one: %s in %j", ([kind, text], { expect }) => {
    expect(personalDataIn(text)).toBe(kind);
    expect(personalDataIn(`Our shop: ${text}, thanks.`)).toBe(kind);
  });

  test("is one with an id of any kind, or an API key", ({ expect }) => {
    const suffix = "01k9zq3v6m8r2t4w6y8a0c2e4g";
    const texts = Object.values(ID_PREFIXES).map((prefix) => `x ${prefix}_${suffix}`);
    const key = formatApiKey(suffix, new Uint8Array(32).fill(7));
    for (const text of [...texts, key]) expect([text, personalDataIn(text)]).toEqual([text, "id"]);
  });

  test("is known however a phone number is grouped", ({ expect }) => {
    const mark = fc.constantFrom("", " ", "-", ".", "\u2011", " (", ") ", "/", "\u00a0");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), mark), { minLength: 9, maxLength: 14 }),
        (parts) => {
          const number = `+1${parts.map(([digit, gap]) => `${digit}${gap}`).join("")}`;
          expect([number, personalDataIn(`ring ${number}`)]).not.toEqual([number, undefined]);
        },
      ),
    );
  });
});

describe("a text of a campaign", () => {
  test.for([
    "20 % off everything until 2026-11-30, from 9:00 to 18:30.",
    "Black Friday: 27/11/2026 and 28.11.2026, 10:00–22:00",
    "Season 2025-2026, from 1.299,00 € or US$ 1,299.00",
    "R$ 1.299.000,00 or US$ 1,299,000.00; 24/7 support",
    "Order {{1}} leaves on {{2}}; the code is SPRING25",
    "Follow @padaria on the 1st, 2nd and 3rd of May",
    "Version 2.0.1 of our app, IO.Ltd and US.Bank are partners",
    "Rua das Flores 120, 3.º andar",
    "Ouvert 7j/7 : 12, 13, 14 et 15 décembre",
    "con_ and tpl_ are only words; so is wq_",
    "",
  ])("is none: %j", (text, { expect }) => {
    expect(personalDataIn(text)).toBeUndefined();
  });

  test.for([
    ["email", "a@b.cc "],
    ["phone", "1 "],
    [undefined, "+1-"],
    ["card", "4111 1111 1111 1111, "],
    [undefined, "a@ "],
    [undefined, "DE89 "],
    [undefined, "(a"],
    [undefined, "1-a"],
    [undefined, "2026-11-27 "],
  ] as const)("is judged as soon when it is long: %s in %j", ([kind, piece], { expect }) => {
    expect(personalDataIn(piece.repeat(2_000))).toBe(kind);
  });
});
