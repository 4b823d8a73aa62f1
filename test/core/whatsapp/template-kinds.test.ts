import fc from "fast-check";
import { describe, test } from "vitest";

import type { TemplateCategory } from "#core/template/states";
import { renderTemplate } from "#core/whatsapp/rendered-template";
import { checkTemplateParameters } from "#core/whatsapp/template";
import { parseComponents } from "#core/whatsapp/template-components";

type Json = Readonly<Record<string, unknown>>;

const BODY = { type: "BODY", text: "Hello there." };
const link = { link: "https://shop.example/a.jpg" };
const content = (components: readonly unknown[]) => ({
  name: "x",
  language: { code: "en" },
  components,
});

function faultsOf(
  template: readonly Json[],
  components: readonly unknown[],
  category: TemplateCategory = "UTILITY",
): readonly string[] {
  const of = { components: parseComponents(template), category };
  const checked = checkTemplateParameters(of, content(components));
  return checked.ok ? [] : checked.error.map(({ code, pointer }) => `${code} ${pointer}`);
}

const header = (...parameters: unknown[]) => ({ type: "header", parameters });
const body = (...parameters: unknown[]) => ({ type: "body", parameters });
const text = (value: string, over: Json = {}) => ({ type: "text", text: value, ...over });
const button = (sub: string, index: unknown, ...parameters: unknown[]) => ({
  type: "button",
  sub_type: sub,
  index,
  parameters,
});
const withHeader = (format: string) => [{ type: "HEADER", format, example: {} }, BODY];
const withButtons = (...buttons: Json[]) => [BODY, { type: "BUTTONS", buttons }];
const x = (n: number): string => "x".repeat(n);

const HEADERS = {
  IMAGE: { type: "image", image: link },
  VIDEO: { type: "video", video: { id: "1" } },
  DOCUMENT: { type: "document", document: { id: "1", filename: "a.pdf" } },
  LOCATION: {
    type: "location",
    location: { latitude: "1", longitude: "2", name: "A", address: "B" },
  },
  PRODUCT: { type: "product", product: { product_retailer_id: "a", catalog_id: "1" } },
} as const;

describe("a header of a medium, a place or a product", () => {
  test.for(Object.entries(HEADERS))(
    "%s takes its own parameter alone",
    ([format, own], { expect }) => {
      expect(faultsOf(withHeader(format), [header(own)])).toEqual([]);
      expect(faultsOf(withHeader(format), [])).toEqual(["parameter_count /components"]);
      expect(faultsOf(withHeader(format), [header()])).toEqual([
        "parameter_count /components/0/parameters",
      ]);
      expect(faultsOf(withHeader(format), [header(own, own)])).toEqual([
        "parameter_count /components/0/parameters",
      ]);
      for (const other of [text("A"), ...Object.values(HEADERS).filter((one) => one !== own)])
        expect(faultsOf(withHeader(format), [header(other)])).toEqual([
          "parameter_type /components/0/parameters/0",
        ]);
    },
  );

  test("is not taken by a template without one", ({ expect }) => {
    expect(faultsOf([BODY], [header(HEADERS.IMAGE)])).toEqual([
      "parameter_count /components/0/parameters",
    ]);
  });
});

describe("variables", () => {
  const NAMED = [
    {
      type: "BODY",
      text: "Hi {{first_name}}, {{order_id}} is on its way, {{first_name}}.",
      example: { body_text_named_params: [{ param_name: "first_name", example: "Ana" }] },
    },
  ];
  const ana = text("Ana", { parameter_name: "first_name" });
  const order = text("A-1", { parameter_name: "order_id" });

  test("with names are given by them, in any order", ({ expect }) => {
    expect(faultsOf(NAMED, [body(ana, order)])).toEqual([]);
    expect(faultsOf(NAMED, [body(order, ana)])).toEqual([]);
    expect(renderTemplate(parseComponents(NAMED), content([body(order, ana)]) as never).body).toBe(
      "Hi Ana, A-1 is on its way, Ana.",
    );
  });

  test("with names need them, each once", ({ expect }) => {
    const at = "parameter_name /components/0/parameters/1/parameter_name";
    expect(faultsOf(NAMED, [body(ana, text("A-1"))])).toEqual([at]);
    expect(faultsOf(NAMED, [body(ana, ana)])).toEqual([at]);
    expect(faultsOf(NAMED, [body(ana, text("A", { parameter_name: "city" }))])).toEqual([at]);
  });

  test("with numbers have no names", ({ expect }) => {
    const numbered = [{ type: "BODY", text: "Hi {{1}}, welcome." }];
    expect(faultsOf(numbered, [body(text("Ana"))])).toEqual([]);
    expect(faultsOf(numbered, [body(ana)])).toEqual([
      "parameter_name /components/0/parameters/0/parameter_name",
    ]);
  });

  test("may be money or a day in a body, and are read by their fallback", ({ expect }) => {
    const template = [{ type: "BODY", text: "It costs {{1}} until {{2}} comes." }];
    const money = {
      type: "currency",
      currency: { fallback_value: "$100.99", code: "USD", amount_1000: 100_990 },
    };
    const day = { type: "date_time", date_time: { fallback_value: "1 May", hour: 15 } };
    expect(faultsOf(template, [body(money, day)])).toEqual([]);
    expect(
      renderTemplate(parseComponents(template), content([body(money, day)]) as never).body,
    ).toBe("It costs $100.99 until 1 May comes.");
    expect(faultsOf(template, [body({ type: "currency" }, day)])).toEqual([
      "parameter_type /components/0/parameters/0",
    ]);
    expect(
      faultsOf([{ type: "HEADER", format: "TEXT", text: "For {{1}}" }, BODY], [header(money)]),
    ).toEqual(["parameter_type /components/0/parameters/0"]);
  });

  test("whatever they hold, a text that fits is taken and read as it is", ({ expect }) => {
    const word = fc.stringMatching(/^[\p{L}\d{}$.]{1,30}$/u);
    fc.assert(
      fc.property(word, word, (a, b) => {
        const given = [
          body(text(b, { parameter_name: "order_id" }), text(a, { parameter_name: "first_name" })),
        ];
        expect(faultsOf(NAMED, given)).toEqual([]);
        expect(renderTemplate(parseComponents(NAMED), content(given) as never).body).toBe(
          `Hi ${a}, ${b} is on its way, ${a}.`,
        );
      }),
    );
  });
});

describe("a button", () => {
  const URL_BUTTON = { type: "URL", text: "Track", url: "https://shop.example/{{1}}" };
  const COUPON = { type: "COPY_CODE", example: "SPRING25" };
  const PRODUCTS = [{ title: "A", product_items: [{ product_retailer_id: "a" }] }];
  const action = (of: Json) => ({ type: "action", action: of });

  const KINDS: readonly (readonly [Json, taken: unknown, refused: unknown, fault: string])[] = [
    [
      URL_BUTTON,
      button("url", "0", text("a?b=1")),
      button("url", "0", text("a b\n")),
      "parameter_text /components/0/parameters/0/text",
    ],
    [
      URL_BUTTON,
      button("URL", 0, text(x(1974))),
      button("URL", 0, text(x(1975))),
      "parameter_length /components/0/parameters/0/text",
    ],
    [
      COUPON,
      button("copy_code", 0, { type: "coupon_code", coupon_code: x(20) }),
      button("copy_code", 0, { type: "coupon_code", coupon_code: x(21) }),
      "parameter_type /components/0/parameters",
    ],
    [
      { type: "FLOW", text: "Book" },
      button("flow", "0", action({ flow_token: "t", flow_action_data: { a: 1 } })),
      button("flow", "0", text("x")),
      "parameter_type /components/0/parameters",
    ],
    [
      { type: "CATALOG", text: "View" },
      button("CATALOG", 0, action({ thumbnail_product_retailer_id: "a" })),
      button("CATALOG", 0, text("x")),
      "parameter_type /components/0/parameters",
    ],
    [
      { type: "MPM", text: "View" },
      button("mpm", 0, action({ thumbnail_product_retailer_id: "a", sections: PRODUCTS })),
      button("mpm", 0, action({ thumbnail_product_retailer_id: "a" })),
      "parameter_type /components/0/parameters",
    ],
    [
      { type: "QUICK_REPLY", text: "Yes" },
      button("quick_reply", 0, { type: "payload", payload: x(256) }),
      button("quick_reply", 0, { type: "payload", payload: x(257) }),
      "parameter_type /components/0/parameters",
    ],
    [
      { type: "QUICK_REPLY", text: "Yes" },
      button("quick_reply", 0, { type: "text", text: true }),
      button("quick_reply", 0, { type: "text", text: "" }),
      "parameter_type /components/0/parameters",
    ],
  ];
  test.for(KINDS)("%o takes its own parameter", ([own, taken, refused, fault], { expect }) => {
    expect(faultsOf(withButtons(own), [taken])).toEqual([]);
    expect(faultsOf(withButtons(own), [refused])).toEqual([fault]);
    expect(faultsOf(withButtons(own), [taken, taken])).toEqual([
      "component_twice /components/1/index",
    ]);
    expect(faultsOf(withButtons({ type: "PHONE_NUMBER", text: "Call" }, own), [taken])[0]).toBe(
      "component_unknown /components/0",
    );
  });

  test("is needed when Meta needs it, and may be left out else", ({ expect }) => {
    for (const type of ["COPY_CODE", "FLOW", "MPM", "OTP"])
      expect([type, faultsOf(withButtons({ type }), [])]).toEqual([
        type,
        ["parameter_count /components"],
      ]);
    expect(faultsOf(withButtons(URL_BUTTON), [])).toEqual(["parameter_count /components"]);
    for (const type of ["QUICK_REPLY", "CATALOG", "PHONE_NUMBER", "SPM", "VOICE_CALL", "URL"])
      expect([type, faultsOf(withButtons({ type, url: "https://a.b" }), [])]).toEqual([type, []]);
  });

  test("without a variable takes no parameter", ({ expect }) => {
    const plain = withButtons({ type: "URL", text: "Shop", url: "https://shop.example" });
    expect(faultsOf(plain, [button("url", 0, text("x"))])).toEqual([
      "component_unknown /components/0",
    ]);
  });
});

describe("a code", () => {
  const OTP = [
    { type: "BODY", add_security_recommendation: true },
    { type: "FOOTER", code_expiration_minutes: 5 },
    { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "ONE_TAP", text: "Autofill" }] },
  ];
  /** As Meta answers the same template. */
  const READ_BACK = [
    { type: "BODY", text: "*{{1}}* is your code.", add_security_recommendation: true },
    {
      type: "BUTTONS",
      buttons: [
        {
          type: "URL",
          text: "Copy",
          url: "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}",
        },
      ],
    },
  ];
  const sent = (code: string) => [body(text(code)), button("url", "0", text(code))];

  test.for([OTP, READ_BACK])("stands in the body and in the button", (template, { expect }) => {
    const of = (given: unknown[]) => faultsOf(template as Json[], given, "AUTHENTICATION");
    expect(of(sent(x(15)))).toEqual([]);
    expect(of(sent(x(16)))).toEqual([
      "parameter_length /components/0/parameters",
      "parameter_length /components/1/parameters/0/text",
    ]);
    expect(of([body(text("1"))])).toEqual(["parameter_count /components"]);
    expect(of(sent("1").slice(1))).toEqual(["parameter_count /components"]);
  });
});

describe("an offer", () => {
  const offer = (hasEnd: boolean) => [
    BODY,
    {
      type: "LIMITED_TIME_OFFER",
      limited_time_offer: { text: "Soon over", has_expiration: hasEnd },
    },
  ];
  const ends = {
    type: "limited_time_offer",
    parameters: [
      { type: "limited_time_offer", limited_time_offer: { expiration_time_ms: 1_785_900_000_000 } },
    ],
  };

  test("that ends tells when, and one that does not tells nothing", ({ expect }) => {
    expect(faultsOf(offer(true), [ends])).toEqual([]);
    expect(faultsOf(offer(true), [])).toEqual(["parameter_count /components"]);
    expect(faultsOf(offer(true), [{ ...ends, parameters: [] }])).toEqual([
      "parameter_type /components/0/parameters",
    ]);
    expect(faultsOf(offer(false), [])).toEqual([]);
    expect(faultsOf(offer(false), [ends])).toEqual(["component_unknown /components/0/type"]);
  });
});

describe("a carousel", () => {
  const CARD = {
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Now {{1}} only." },
      { type: "BUTTONS", buttons: [{ type: "URL", text: "See", url: "https://a.b/{{1}}" }] },
    ],
  };
  const CAROUSEL = [BODY, { type: "CAROUSEL", cards: [CARD, CARD] }];
  const card = (
    i: number,
    components: unknown[] = [header(HEADERS.IMAGE), body(text("$1")), button("url", 0, text("a"))],
  ) => ({
    card_index: i,
    components,
  });
  const carousel = (...cards: unknown[]) => [{ type: "carousel", cards }];

  test("has every card of the template, each with what it needs", ({ expect }) => {
    expect(faultsOf(CAROUSEL, carousel(card(0), card(1)))).toEqual([]);
    expect(faultsOf(CAROUSEL, [])).toEqual(["parameter_count /components"]);
    expect(faultsOf(CAROUSEL, carousel(card(0)))).toEqual(["parameter_count /components/0/cards"]);
    expect(faultsOf(CAROUSEL, carousel(card(1), card(0)))).toEqual([
      "card_index /components/0/cards/0/card_index",
      "card_index /components/0/cards/1/card_index",
    ]);
    expect(faultsOf(CAROUSEL, carousel(card(0), card(1, [body(text("$1"))])))).toEqual([
      "parameter_count /components/0/cards/1/components",
      "parameter_count /components/0/cards/1/components",
    ]);
    expect(faultsOf([BODY], carousel(card(0), card(1)))).toEqual([
      "component_unknown /components/0/type",
    ]);
    expect(
      faultsOf(CAROUSEL, carousel(card(0), card(1, [...card(1).components, { type: "carousel" }]))),
    ).toEqual(["component_unknown /components/0/cards/1/components/3/type"]);
  });
});

test("whatever a template's components hold, a send is judged and nothing is thrown", ({
  expect,
}) => {
  fc.assert(
    fc.property(
      fc.array(
        fc.dictionary(
          fc.constantFrom("type", "format", "text", "buttons", "cards", "url"),
          fc.anything(),
        ),
      ),
      (components) => {
        expect(
          typeof checkTemplateParameters({ components: parseComponents(components) }, content([]))
            .ok,
        ).toBe("boolean");
      },
    ),
  );
});
