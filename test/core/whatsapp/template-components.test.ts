import fc from "fast-check";
import { describe, test } from "vitest";

import { metaComponents, parseComponents } from "#core/whatsapp/template-components";

const KNOWN = [
  { type: "HEADER", format: "TEXT", text: "Order {{1}}", example: { header_text: ["A-1"] } },
  { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } },
  { type: "HEADER", format: "LOCATION" },
  { type: "BODY", text: "Hello {{1}}.", example: { body_text: [["Ana"]] } },
  { type: "BODY", add_security_recommendation: true },
  { type: "FOOTER", text: "Bye" },
  { type: "FOOTER", code_expiration_minutes: 10 },
  { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Thanks" }] },
  { type: "BUTTONS", buttons: [{ type: "URL", text: "Go", url: "https://x.example/{{1}}" }] },
  { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "ONE_TAP", text: "Copy" }] },
  { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Now", has_expiration: true } },
  { type: "CAROUSEL", cards: [{ components: [{ type: "BODY", text: "One" }] }] },
];
/** As Meta may send them one day: of a kind, a format, a button or with a member that is not known here. */
const UNKNOWN = [
  { type: "POEM", lines: [] },
  { type: "HEADER", format: "HOLOGRAM" },
  { type: "BUTTONS", buttons: [{ type: "DANCE", text: "Go" }] },
  { type: "BODY", text: "Your code is {{1}}.", is_sung: true },
];

describe("components that are read", () => {
  test("are of their type, and known ones are spelled as Meta spells them", ({ expect }) => {
    expect(parseComponents(KNOWN)).toEqual(KNOWN);
    expect(parseComponents([{ type: "header", format: "text", text: "News" }])).toEqual([
      { type: "HEADER", format: "TEXT", text: "News" },
    ]);
    expect(
      parseComponents([
        {
          type: "carousel",
          cards: [{ components: [{ type: "buttons", buttons: [{ type: "spm", text: "View" }] }] }],
        },
      ]),
    ).toEqual([
      {
        type: "CAROUSEL",
        cards: [{ components: [{ type: "BUTTONS", buttons: [{ type: "SPM", text: "View" }] }] }],
      },
    ]);
  });

  test("are kept whole where something of them is not known", ({ expect }) => {
    expect(parseComponents(UNKNOWN)).toEqual(UNKNOWN.map((raw) => ({ type: "OTHER", raw })));
  });

  test("leave as they came, in their order", ({ expect }) => {
    const components = fc.shuffledSubarray([...KNOWN, ...UNKNOWN]);
    fc.assert(
      fc.property(components, (given) => {
        expect(metaComponents(parseComponents(given))).toEqual(given);
      }),
    );
  });

  test("are as many as were given, and read the same again, whatever they are", ({ expect }) => {
    const given = fc.array(fc.oneof(fc.anything(), fc.constantFrom(...KNOWN, ...UNKNOWN)));
    fc.assert(
      fc.property(given, (raw) => {
        const components = parseComponents(raw);
        expect(components).toHaveLength(raw.length);
        expect(parseComponents(metaComponents(components))).toEqual(components);
      }),
    );
  });
});
