import { describe, test } from "vitest";

import { parseComponents } from "#core/whatsapp/template-components";
import { lintTemplate, type LintedTemplate } from "#core/whatsapp/template-lint";
import { LINT_RULES, type LintCode } from "#core/whatsapp/template-lint/rules";

type Json = Readonly<Record<string, unknown>>;
type Given = Partial<Omit<LintedTemplate, "components"> & { components: readonly unknown[] }>;

const x = (n: number, letter = "x"): string => letter.repeat(n);
const TEXT = "Your order has left our warehouse today.";
const BODY = { type: "BODY", text: TEXT };
const image = { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } };
const link = { type: "URL", text: "Go", url: "https://shop.example" };
const otp = { type: "OTP", otp_type: "COPY_CODE", text: "Copy code" };
const app = { package_name: "com.example.app", signature_hash: "K8a/AINcGX7" };
const tap = { ...otp, otp_type: "ONE_TAP", supported_apps: [app] };
const flow = { type: "FLOW", text: "Book", flow_id: "1" };
const reply = (text: string) => ({ type: "QUICK_REPLY", text });

const codesOf = ({ components = [BODY], ...over }: Given): readonly string[] =>
  lintTemplate({
    name: "order_shipped",
    language: "en_GB",
    category: "UTILITY",
    parameterFormat: "POSITIONAL",
    ...over,
    components: parseComponents(components),
  }).map(({ code }) => code);

const body = (text: string, example?: Json): Given => ({
  components: [{ type: "BODY", text, ...(example && { example }) }],
});
const one = (...examples: string[]): Json => ({ body_text: [examples] });
const named = (text: string, ...names: string[]): Given => ({
  ...body(text, {
    body_text_named_params: names.map((name) => ({ param_name: name, example: "Ana" })),
  }),
  parameterFormat: "NAMED",
});
const withParts = (...parts: Json[]): Given => ({ components: [BODY, ...parts] });
const header = (text: string, ...examples: string[]): Given =>
  withParts({ type: "HEADER", format: "TEXT", text, example: { header_text: examples } });
const buttons = (...list: Json[]): Given => withParts({ type: "BUTTONS", buttons: list });
const url = (over: Json): Given => buttons({ ...link, ...over });
const offer = (over: Json = {}, ...parts: Json[]): Given => ({
  category: "MARKETING",
  components: [
    BODY,
    { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Today", ...over } },
    ...(parts.length > 0 ? parts : [{ type: "BUTTONS", buttons: [link] }]),
  ],
});
const card = (over: { header?: Json; buttons?: Json[]; body?: Json } = {}): Json => ({
  components: [
    over.header ?? image,
    ...(over.body ? [over.body] : []),
    { type: "BUTTONS", buttons: over.buttons ?? [reply("More")] },
  ],
});
const cards = (...list: Json[]): Given => ({
  category: "MARKETING",
  components: [BODY, { type: "CAROUSEL", cards: list }],
});
const code = (button: Json = otp, ...parts: Json[]): Given => ({
  category: "AUTHENTICATION",
  components: [{ type: "BODY" }, ...parts, { type: "BUTTONS", buttons: [button] }],
});
const times = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i));
const productCard = card({
  header: { type: "HEADER", format: "PRODUCT" },
  buttons: [{ type: "SPM", text: "View" }],
});

/** For each rule what breaks it, by as little as can be, and beside it what just does not. */
const CASES: Readonly<Record<LintCode, readonly (readonly [broken: Given, fine: Given])[]>> = {
  name_characters: [
    [{ name: "Order" }, { name: "order_1" }],
    [{ name: "order-1" }, { name: "1" }],
  ],
  name_reserved: [[{ name: "hello_world" }, { name: "hello_world_2" }]],
  language_unknown: [[{ language: "en_XX" }, { language: "pt_BR" }]],
  unsupported: [
    [withParts({ type: "POEM" }), withParts({ type: "FOOTER", text: "Bye" })],
    [
      withParts({ type: "HEADER", format: "SMELL" }),
      withParts({ type: "HEADER", format: "LOCATION" }),
    ],
    [buttons({ type: "DANCE", text: "Go" }), buttons({ type: "VOICE_CALL", text: "Call us" })],
  ],
  component_shape: [[{ components: [{ ...BODY, txt: "x" }] }, { components: [BODY] }]],
  component_twice: [[{ components: [BODY, BODY] }, { components: [BODY] }]],
  body_missing: [[{ components: [{ type: "FOOTER", text: "Bye" }] }, { components: [BODY] }]],
  text_empty: [
    [body(" "), body("Thanks for coming.")],
    [withParts({ type: "FOOTER", text: "" }), withParts({ type: "FOOTER", text: "." })],
    [{ components: [{ type: "BODY" }] }, { components: [BODY] }],
    [buttons(reply(" ")), buttons(reply("A"))],
  ],
  text_too_long: [
    [{ name: x(513) }, { name: x(512) }],
    [body(x(1025)), body(x(1024))],
    [body("𝒳".repeat(1025)), body("𝒳".repeat(1024))],
    [header(x(61)), header(x(60))],
    [withParts({ type: "FOOTER", text: x(61) }), withParts({ type: "FOOTER", text: x(60) })],
    [buttons(reply(x(26))), buttons(reply(x(25)))],
    [url({ url: `https://a.example/${x(1983)}` }), url({ url: `https://a.example/${x(1982)}` })],
    [
      buttons({ type: "COPY_CODE", example: x(21) }),
      buttons({ type: "COPY_CODE", example: [x(20)] }),
    ],
    [offer({ text: x(17) }), offer({ text: x(16) })],
    [
      {
        ...offer(),
        components: [{ ...BODY, text: x(601) }, ...(offer().components ?? []).slice(1)],
      },
      {
        ...offer(),
        components: [{ ...BODY, text: x(600) }, ...(offer().components ?? []).slice(1)],
      },
    ],
    [
      cards(...times(2, () => card({ body: { type: "BODY", text: x(161) } }))),
      cards(...times(2, () => card({ body: { type: "BODY", text: x(160) } }))),
    ],
    [code({ ...otp, text: x(26) }), code({ ...otp, text: x(25) })],
    [code({ ...tap, autofill_text: x(26) }), code({ ...tap, autofill_text: x(25) })],
  ],
  text_lines: [
    [header("a\nb"), header("a b")],
    [withParts({ type: "FOOTER", text: "a\tb" }), withParts({ type: "FOOTER", text: "a b" })],
  ],
  variable_malformed: [
    [body("Your order {{ 1 }} is on its way."), body("Your order {{1}} is on its way.", one("A"))],
    [body("Your order {{1} is on its way."), body("Your order {1} is on its way.")],
    [body("Your order {{0}} is on its way."), body("Your order {0} is on its way.")],
  ],
  variable_name: [
    [
      named("Hi {{First}}, how are you today?"),
      named("Hi {{first_1}}, how are you today?", "first_1"),
    ],
    [named("Hi {{1}}, how are you today?"), named("Hi {{_1}}, how are you today?", "_1")],
  ],
  variable_sequence: [
    [
      body("Your {{1}} and your {{3}} are on their way now.", one("a", "b")),
      body("Your {{2}} and your {{1}} are on their way now.", one("a", "b")),
    ],
  ],
  variable_at_edge: [
    [body("{{1}} is on its way to you.", one("A")), body("It: {{1}} is on its way.", one("A"))],
    [body("This is on its way: {{1}}", one("A")), body("This is on its way: {{1}}.", one("A"))],
    [named("{{name}} is on the way to you.", "name"), named("See {{name}} on the way.", "name")],
  ],
  variables_adjacent: [
    [
      body("Here it comes: {{1}} {{2}} for you today.", one("a", "b")),
      body("Here it comes: {{1}}, {{2}} for you today.", one("a", "b")),
    ],
  ],
  variable_density: [[body("An order {{1}}.", one("A")), body("An order {{1}} came.", one("A"))]],
  variable_forbidden: [
    [
      withParts({ type: "FOOTER", text: "Hi {{1}}" }),
      withParts({ type: "FOOTER", text: "Hi {1}" }),
    ],
    [buttons(reply("Hi {{1}}")), buttons(reply("Hi 1"))],
    [offer({ text: "Hi {{1}}" }), offer({ text: "Hi 1" })],
  ],
  header_variables: [[header("{{1}} or {{2}}", "a", "b"), header("{{1}} or {{1}}", "a")]],
  example_missing: [
    [body("Your order {{1}} is here."), body("Your order {{1}} is here.", one("A"))],
    [body("Your order {{1}} is here.", one("A", "B")), body("Your order is here.")],
    [body("Your order {{1}} is here.", one(" ")), body("Your order {{1}} is here.", one("."))],
    [named("Your order {{id}} is here."), named("Your order {{id}} is here.", "id")],
    [named("Your order {{id}} is here.", "no"), named("Your order {{no}} is here.", "no")],
  ],
  example_too_long: [
    [header("Hi {{1}}", x(58)), header("Hi {{1}}", x(57))],
    [body(`${x(20)} a b {{1}}.`, one(x(1000))), body(`${x(20)} a b {{1}}.`, one(x(998)))],
  ],
  header_formatting: [
    [header("*News*"), header("News")],
    [header("News 🎉"), header("News!")],
    [header("_News"), header("a_b")],
  ],
  body_blank_lines: [[body("Hello.\n\n\nBye."), body("Hello.\n\nBye.")]],
  body_spaces: [[body("Hello     there."), body("Hello    there.")]],
  emoji_many: [[body(`Hi ${x(11, "😀")}.`), body(`Hi ${x(10, "😀")}.`)]],
  shouting: [
    [body("WE HAVE NEWS FOR YOU TODAY"), body("We have NEWS for you today")],
    [body("WE HAVE SOME NEWS TODAYS"), body("WE HAVE SOME NEWS OK")],
  ],
  punctuation_run: [[body("Hello!!!"), body("Hello!!")]],
  promotional_words: [
    [body("Take 10% now."), { ...body("Take 10% now."), category: "MARKETING" }],
    [body("Nuestro descuento."), body("Nuestro pedido.")],
    [body("Nossa promoção."), body("Nosso pedido.")],
    [body("Unser Rabatt."), body("Unsere Ware.")],
  ],
  code_outside_authentication: [
    [body("Your verification code is ready."), body("Your parcel is ready.")],
  ],
  sensitive_data: [[body("Please send us your PIN."), body("Please send us your order.")]],
  url_shortener: [
    [body("See bit.ly/abc for more."), body("See shop.example/abc for more.")],
    [url({ url: "https://tinyurl.com/abc" }), url({ url: "https://tiny.example/abc" })],
  ],
  url_whatsapp: [[url({ url: "https://wa.me/34600111222" }), url({ url: "https://wame.example" })]],
  opt_out_missing: [
    [
      { ...body("News from us."), category: "MARKETING" },
      { ...body("News from us. Reply STOP to end."), category: "MARKETING" },
    ],
    [{ ...body("News from us."), category: "MARKETING" }, body("News from us.")],
  ],
  us_marketing: [
    [
      { category: "MARKETING", language: "en_US" },
      { category: "MARKETING", language: "en_GB" },
    ],
    [{ category: "MARKETING", language: "en_US" }, { language: "en_US" }],
  ],
  button_count: [
    [buttons(), buttons(reply("A"))],
    [buttons(...times(11, (i) => reply(`b${i}`))), buttons(...times(10, (i) => reply(`b${i}`)))],
  ],
  button_type_count: [
    [
      buttons(...["A", "B", "C"].map((text) => ({ ...link, text }))),
      buttons(...["A", "B"].map((text) => ({ ...link, text }))),
    ],
    [
      buttons(
        ...["A", "B"].map((text) => ({ type: "PHONE_NUMBER", text, phone_number: "34600111" })),
      ),
      buttons({ type: "PHONE_NUMBER", text: "A", phone_number: "34600111" }),
    ],
    [buttons(flow, { ...flow, text: "B" }), buttons(flow)],
  ],
  button_order: [
    [buttons(reply("A"), link, reply("B")), buttons(reply("A"), reply("B"), link)],
    [
      buttons(link, reply("A"), { ...link, text: "C" }, reply("B")),
      buttons(link, reply("A"), reply("B")),
    ],
  ],
  button_twice: [[buttons(reply("A"), reply("A")), buttons(reply("A"), reply("B"))]],
  button_alone: [
    [
      buttons({ type: "CATALOG", text: "View" }, reply("A")),
      buttons({ type: "CATALOG", text: "View" }),
    ],
    [buttons({ type: "MPM", text: "View" }, reply("A")), buttons({ type: "MPM", text: "View" })],
  ],
  buttons_hidden: [
    [buttons(...["A", "B", "C", "D"].map(reply)), buttons(...["A", "B", "C"].map(reply))],
  ],
  url_invalid: [
    [url({ url: "javascript:alert(1)" }), url({ url: "https://shop.example" })],
    [url({ url: "shop.example" }), url({ url: "http://shop.example" })],
    [url({ url: "https://shop .example" }), url({ url: "https://shop.example/a%20b" })],
  ],
  url_insecure: [[url({ url: "http://shop.example" }), url({ url: "https://shop.example" })]],
  url_host_variable: [
    [
      url({ url: "https://{{1}}", example: "a.example" }),
      url({ url: "https://shop.example/{{1}}", example: "a" }),
    ],
  ],
  url_variable_place: [
    [
      url({ url: "https://shop.example/{{1}}/{{2}}", example: "a" }),
      url({ url: "https://shop.example/{{1}}", example: "a" }),
    ],
    [
      url({ url: "https://shop.example/{{1}}/a", example: "a" }),
      url({ url: "https://shop.example/a?{{1}}", example: "a" }),
    ],
  ],
  url_example_missing: [
    [
      url({ url: "https://shop.example/{{1}}" }),
      url({ url: "https://shop.example/{{1}}", example: ["a"] }),
    ],
  ],
  url_example_mismatch: [
    [
      url({ url: "https://shop.example/{{1}}", example: "https://other.example/a" }),
      url({ url: "https://shop.example/{{1}}", example: "https://shop.example/a" }),
    ],
  ],
  phone_number_invalid: [
    [
      buttons({ type: "PHONE_NUMBER", text: "Call", phone_number: x(21, "1") }),
      buttons({ type: "PHONE_NUMBER", text: "Call", phone_number: x(20, "1") }),
    ],
    [
      buttons({ type: "PHONE_NUMBER", text: "Call", phone_number: "call me" }),
      buttons({ type: "PHONE_NUMBER", text: "Call", phone_number: "+1 (555) 005-1310" }),
    ],
  ],
  coupon_missing: [
    [buttons({ type: "COPY_CODE" }), buttons({ type: "COPY_CODE", example: "25OFF" })],
  ],
  coupon_long: [
    [
      buttons({ type: "COPY_CODE", example: x(16) }),
      buttons({ type: "COPY_CODE", example: x(15) }),
    ],
  ],
  coupon_category: [
    [
      buttons({ type: "COPY_CODE", example: "A" }),
      { ...buttons({ type: "COPY_CODE", example: "A" }), category: "MARKETING" },
    ],
  ],
  flow_target: [
    [buttons({ type: "FLOW", text: "Book" }), buttons(flow)],
    [buttons({ ...flow, flow_name: "a" }), buttons({ type: "FLOW", text: "Book", flow_name: "a" })],
  ],
  flow_action: [
    [buttons({ ...flow, flow_action: "jump" }), buttons({ ...flow, flow_action: "navigate" })],
  ],
  flow_screen: [
    [
      buttons({ ...flow, flow_action: "data_exchange", navigate_screen: "A" }),
      buttons({ ...flow, flow_action: "navigate", navigate_screen: "A" }),
    ],
  ],
  product_header: [
    [
      buttons({ type: "SPM", text: "View" }),
      withParts(
        { type: "HEADER", format: "PRODUCT" },
        { type: "BUTTONS", buttons: [{ type: "SPM", text: "View" }] },
      ),
    ],
  ],
  product_button: [
    [
      withParts({ type: "HEADER", format: "PRODUCT" }),
      withParts(
        { type: "HEADER", format: "PRODUCT" },
        { type: "BUTTONS", buttons: [{ type: "SPM", text: "View" }] },
      ),
    ],
  ],
  otp_category: [[buttons(otp), code()]],
  media_example_missing: [
    [withParts({ type: "HEADER", format: "IMAGE" }), withParts(image)],
    [
      withParts({ ...image, format: "VIDEO", example: { header_handle: [] } }),
      withParts({ ...image, format: "VIDEO" }),
    ],
  ],
  media_handle: [
    [withParts({ ...image, example: { header_handle: ["1013859600285441"] } }), withParts(image)],
    [
      withParts({ ...image, example: { header_handle: ["https://shop.example/a.jpg"] } }),
      withParts({ ...image, example: { header_handle: [`med_${x(26, "0")}`] } }),
    ],
  ],
  header_gif: [[withParts({ ...image, format: "GIF" }), withParts({ ...image, format: "VIDEO" })]],
  component_forbidden: [
    [offer({}, { type: "BUTTONS", buttons: [link] }, { type: "FOOTER", text: "Bye" }), offer()],
    [
      {
        ...cards(card(), card()),
        components: [...(cards(card(), card()).components ?? []), image],
      },
      cards(card(), card()),
    ],
  ],
  offer_category: [[{ ...offer(), category: "UTILITY" }, offer()]],
  offer_header: [
    [
      offer(
        {},
        { type: "HEADER", format: "TEXT", text: "News" },
        { type: "BUTTONS", buttons: [link] },
      ),
      offer({}, image, { type: "BUTTONS", buttons: [link] }),
    ],
  ],
  offer_link: [[offer({}, { type: "BUTTONS", buttons: [reply("A")] }), offer()]],
  offer_coupon_long: [
    [
      offer({}, { type: "BUTTONS", buttons: [{ type: "COPY_CODE", example: x(16) }, link] }),
      offer({}, { type: "BUTTONS", buttons: [{ type: "COPY_CODE", example: x(15) }, link] }),
    ],
  ],
  card_count: [
    [cards(card()), cards(card(), card())],
    [cards(...times(11, () => card())), cards(...times(10, () => card()))],
  ],
  card_header: [
    [
      cards(card({ header: { type: "HEADER", format: "LOCATION" } }), card()),
      cards(card(), card()),
    ],
  ],
  card_buttons: [
    [cards(card({ buttons: [] }), card()), cards(card(), card())],
    [
      cards(...times(2, () => card({ buttons: [reply("A"), reply("B"), link] }))),
      cards(...times(2, () => card({ buttons: [reply("A"), link] }))),
    ],
    [
      cards(...times(2, () => card({ buttons: [flow] }))),
      cards(...times(2, () => card({ buttons: [link] }))),
    ],
  ],
  cards_differ: [
    [cards(card(), card({ header: { ...image, format: "VIDEO" } })), cards(card(), card())],
    [cards(card(), card({ buttons: [link] })), cards(card(), card({ buttons: [reply("Other")] }))],
    [cards(card(), card({ body: BODY })), cards(card({ body: BODY }), card({ body: BODY }))],
  ],
  card_products: [[cards(productCard, productCard, productCard), cards(productCard, productCard)]],
  auth_component: [[code(otp, image), code(otp, { type: "FOOTER", code_expiration_minutes: 5 })]],
  auth_text: [
    [{ ...code(), components: [BODY, ...(code().components ?? []).slice(1)] }, code()],
    [
      code(otp, { type: "FOOTER", text: "Bye", code_expiration_minutes: 5 }),
      code(otp, { type: "FOOTER", code_expiration_minutes: 5 }),
    ],
  ],
  auth_expiry: [
    [
      code(otp, { type: "FOOTER", code_expiration_minutes: 91 }),
      code(otp, { type: "FOOTER", code_expiration_minutes: 90 }),
    ],
    [
      code(otp, { type: "FOOTER", code_expiration_minutes: 0 }),
      code(otp, { type: "FOOTER", code_expiration_minutes: 1 }),
    ],
    [
      code(otp, { type: "FOOTER", code_expiration_minutes: 1.5 }),
      code(otp, { type: "FOOTER", code_expiration_minutes: 2 }),
    ],
  ],
  auth_button: [[code(reply("A")), code()]],
  auth_only: [
    [{ components: [{ ...BODY, add_security_recommendation: true }] }, { components: [BODY] }],
    [
      withParts({ type: "FOOTER", text: "Bye", code_expiration_minutes: 5 }),
      withParts({ type: "FOOTER", text: "Bye" }),
    ],
  ],
  otp_apps: [
    [code({ ...tap, supported_apps: [] }), code(tap)],
    [
      code({ ...tap, supported_apps: times(6, () => app) }),
      code({ ...tap, supported_apps: times(5, () => app) }),
    ],
  ],
  otp_package: [[code({ ...tap, supported_apps: [{ ...app, package_name: "app" }] }), code(tap)]],
  otp_signature: [
    [code({ ...tap, supported_apps: [{ ...app, signature_hash: x(12) }] }), code(tap)],
    [code({ ...tap, supported_apps: [{ ...app, signature_hash: x(10) }] }), code(tap)],
  ],
  otp_terms: [
    [
      code({ ...tap, otp_type: "ZERO_TAP" }),
      code({ ...tap, otp_type: "ZERO_TAP", zero_tap_terms_accepted: true }),
    ],
  ],
  otp_autofill: [
    [code({ ...otp, autofill_text: "Fill" }), code({ ...tap, autofill_text: "Fill" })],
  ],
};

describe("each rule", () => {
  const all = Object.entries(CASES).flatMap(([rule, cases]) =>
    cases.map(([broken, fine], i) => [`${rule} ${i + 1}`, rule, broken, fine] as const),
  );
  test.for(all)("%s is broken by this and kept by that", ([, rule, broken, fine], { expect }) => {
    expect(codesOf(broken)).toContain(rule);
    expect(codesOf(fine)).not.toContain(rule);
  });

  test("says what to do, and there are many of them", ({ expect }) => {
    const rules = Object.values(LINT_RULES);
    expect(rules.length).toBeGreaterThanOrEqual(40);
    for (const { remedy } of rules) expect(remedy).toMatch(/^[A-Z].*\.$/);
  });
});
