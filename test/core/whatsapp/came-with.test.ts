import fc from "fast-check";
import { describe, test } from "vitest";

import { readCameWith } from "#core/whatsapp/came-with";
import { readMessage } from "#core/whatsapp/envelope-message";

describe("what comes with a message", () => {
  test("is nothing for an ordinary one, and for a plain reply", ({ expect }) => {
    expect(readCameWith({ text: { body: "Hi" } })).toBeNull();
    expect(readCameWith({ context: { from: "1", id: "wamid.x" } })).toBeNull();
  });

  test("is that it was forwarded, however often", ({ expect }) => {
    expect(readCameWith({ context: { forwarded: true } })).toEqual({ forwarded: true });
    expect(readCameWith({ context: { frequently_forwarded: true } })).toEqual({
      forwarded: true,
      frequentlyForwarded: true,
    });
    expect(readCameWith({ context: { forwarded: "true" } })).toBeNull();
  });

  test("is the product that the person asks about, when it is named whole", ({ expect }) => {
    const product = { catalog_id: "1948", product_retailer_id: "di9ozbzfi4" };
    expect(readCameWith({ context: { referred_product: product } })).toEqual({
      referredProduct: product,
    });
    expect(readCameWith({ context: { referred_product: { catalog_id: "1948" } } })).toBeNull();
  });

  test("is the ad that led here, under Meta's names, and no id in another's place", ({
    expect,
  }) => {
    const referral = {
      source_url: `https://fb.me/${"x".repeat(900)}`,
      source_id: "1202263",
      source_type: "ad",
      headline: "Summer",
      new_member: "of tomorrow",
      welcome_message: { text: "Hello!", more: 1 },
    };
    const { new_member: _new, ...known } = referral;
    expect(readCameWith({ referral })).toEqual({
      referral: { ...known, welcome_message: { text: "Hello!" } },
    });
    expect(readCameWith({ referral: { ctwa_clid: "Aff-n8" } })).toEqual({
      referral: { ctwa_clid: "Aff-n8" },
    });
  });

  test("cuts what is read, and leaves out a link or an id that is too long", ({ expect }) => {
    const long = "x".repeat(5_000);
    expect(readCameWith({ referral: { body: long, ctwa_clid: long, image_url: long } })).toEqual({
      referral: { body: "x".repeat(4_096) },
    });
  });

  test("is what Meta says is wrong with it", ({ expect }) => {
    const errors = [
      {
        code: 131051,
        title: "Unknown",
        message: "Unknown",
        error_data: { details: "Not supported" },
      },
      { code: 131052, title: "Media download error" },
      { title: "without a code" },
    ];
    expect(readCameWith({ errors })?.errors).toEqual([
      { code: 131051, title: "Unknown", message: "Unknown", details: "Not supported" },
      { code: 131052, title: "Media download error", message: null, details: null },
    ]);
  });
});

test("the most that can come still fits a row beside the largest content", ({ expect }) => {
  // A control character takes six in JSON.
  const longest = "\u0001".repeat(4_096);
  const texts = Object.fromEntries(
    "source_url source_id source_type headline body media_type image_url video_url thumbnail_url ctwa_clid"
      .split(" ")
      .map((name) => [name, longest]),
  );
  const error = { code: 1, title: longest, message: longest, error_data: { details: longest } };
  const came = readCameWith({
    referral: { ...texts, welcome_message: { text: longest } },
    errors: Array.from({ length: 50 }, () => error),
  });
  expect(JSON.stringify(came).length).toBeLessThan(400_000);
});

test("whatever stands there, the message is read and can be stored", ({ expect }) => {
  const junk = fc.jsonValue({ maxDepth: 4 });
  const beside = fc.record({
    context: fc.oneof(junk, fc.record({ forwarded: junk, referred_product: junk, id: junk })),
    referral: fc.oneof(
      junk,
      fc.record({
        ctwa_clid: junk,
        headline: fc.string({ unit: "binary" }),
        welcome_message: junk,
      }),
    ),
    errors: fc.oneof(junk, fc.array(fc.record({ code: junk, error_data: junk }))),
  });
  fc.assert(
    fc.property(beside, (members) => {
      const message = { from: "34600111222", id: "wamid.1", type: "text", text: { body: "Hi" } };
      const read = readMessage({}, { ...message, ...members }, 1_800_000_000_000);
      expect(read?.wamid).toBe("wamid.1");
      const stored = JSON.stringify(read?.cameWith ?? null);
      expect(stored).toBe(stored.toWellFormed());
    }),
  );
});
