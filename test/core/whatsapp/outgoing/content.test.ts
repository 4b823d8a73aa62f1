import { describe, test } from "vitest";

import { OUTGOING, OUTGOING_TYPES, type OutgoingType } from "#core/whatsapp/outgoing/content";

type Json = Readonly<Record<string, unknown>>;

/** `code /pointer` of each fault; the code that zod gives when the rule is one of its own. */
function faultsOf(type: OutgoingType, content: unknown): readonly string[] {
  const read = OUTGOING[type].safeParse(content);
  if (read.success) return [];
  return read.error.issues.map((issue) => {
    const code = issue.code === "custom" ? String(issue.params?.["code"]) : issue.code;
    return `${code} ${issue.path.map((part) => `/${String(part)}`).join("")}`;
  });
}

const x = (n: number): string => "x".repeat(n);
const of = <T>(n: number, made: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => made(i));
const link = { link: "https://shop.example/a.jpg" };
const body = { text: "Which?" };
const reply = (i: number, over: Json = {}) => ({
  type: "reply",
  reply: { id: `id-${i}`, title: `Title ${i}`, ...over },
});
const buttons = (...replies: unknown[]) => ({ type: "button", body, action: { buttons: replies } });
const row = (i: number, over: Json = {}) => ({ id: `row-${i}`, title: `Row ${i}`, ...over });
const list = (sections: unknown, over: Json = {}) => ({
  type: "list",
  body,
  action: { button: "Open", sections },
  ...over,
});
const linked = (over: Json = {}) => ({
  name: "cta_url",
  parameters: { display_text: "Open", url: "https://shop.example", ...over },
});
const cta = (over: Json) => ({ type: "cta_url", body, action: linked(over) });
const flow = (over: Json) => ({
  type: "flow",
  body,
  action: {
    name: "flow",
    parameters: { flow_message_version: "3", flow_id: "1", flow_cta: "Open", ...over },
  },
});
const items = (n: number) => of(n, (i) => ({ product_retailer_id: `sku-${i}` }));
const products = (...sections: unknown[]) => ({
  type: "product_list",
  header: { type: "text", text: "Books" },
  body,
  action: { catalog_id: "1", sections },
});
const card = (i: number, over: Json = {}) => ({
  card_index: i,
  type: "cta_url",
  header: { type: "image", image: link },
  action: linked(),
  ...over,
});
const replies = (...ids: string[]) => ({
  action: {
    buttons: ids.map((id) => ({ type: "quick_reply", quick_reply: { id, title: "More" } })),
  },
});
const carousel = (...cards: unknown[]) => ({ type: "carousel", body, action: { cards } });
const contact = (over: Json = {}) => ({
  name: { formatted_name: "Ana Souza", first_name: "Ana" },
  ...over,
});
const address = (parameters: Json) => ({
  type: "address_message",
  body,
  action: { name: "address_message", parameters },
});

/** What is taken, and what is refused just beyond it. */
const LIMITS: readonly (readonly [
  name: string,
  type: OutgoingType,
  taken: unknown,
  refused: unknown,
  fault: string,
])[] = [
  ["a text's length", "text", { body: x(4096) }, { body: x(4097) }, "too_long /body"],
  [
    "a text's length, counted in characters",
    "text",
    { body: "😀".repeat(4096) },
    { body: "😀".repeat(4097) },
    "too_long /body",
  ],
  ["a text", "text", { body: "x" }, { body: " \n" }, "blank /body"],
  [
    "an image's caption",
    "image",
    { ...link, caption: x(1024) },
    { ...link, caption: x(1025) },
    "too_long /caption",
  ],
  [
    "a video's caption",
    "video",
    { ...link, caption: x(1024) },
    { ...link, caption: x(1025) },
    "too_long /caption",
  ],
  [
    "a document's caption",
    "document",
    { ...link, caption: x(1024) },
    { ...link, caption: x(1025) },
    "too_long /caption",
  ],
  ["a source", "image", { id: "1" }, {}, "id_or_link "],
  ["one source alone", "video", link, { id: "1", ...link }, "id_or_link "],
  ["a link's protocol", "sticker", link, { link: "http://shop.example/a" }, "https_link /link"],
  ["a link's host", "image", link, { link: "https://127.1/a" }, "url_not_allowed /link"],
  ["a link's network", "video", link, { link: "https://nas.local/a" }, "url_not_allowed /link"],
  ["a link's form", "document", link, { link: "<https://url>" }, "https_link /link"],
  [
    "a link's length",
    "audio",
    { link: `https://a.b/${x(1988)}` },
    { link: `https://a.b/${x(1989)}` },
    "https_link /link",
  ],
  [
    "audio without words",
    "audio",
    { id: "1", voice: true },
    { id: "1", caption: "x" },
    "unrecognized_keys ",
  ],
  [
    "stickers without words",
    "sticker",
    { id: "1" },
    { id: "1", caption: "x" },
    "unrecognized_keys ",
  ],
  [
    "latitude",
    "location",
    { latitude: 90, longitude: "-180" },
    { latitude: 90.1, longitude: 0 },
    "out_of_range /latitude",
  ],
  [
    "longitude",
    "location",
    { latitude: "-90", longitude: 180 },
    { latitude: 0, longitude: "180.1" },
    "out_of_range /longitude",
  ],
  ["cards of contacts", "contacts", of(5, () => contact()), of(6, () => contact()), "too_big "],
  ["one contact at least", "contacts", [contact()], [], "too_small "],
  [
    "a part of the name",
    "contacts",
    [contact()],
    [{ name: { formatted_name: "Ana" } }],
    "name_part_required /0/name",
  ],
  [
    "a birthday",
    "contacts",
    [contact({ birthday: "1990-02-28" })],
    [contact({ birthday: "1990-02-30" })],
    "date /0/birthday",
  ],
  [
    "an emoji",
    "reaction",
    { message_id: "wamid.1", emoji: "👩‍👩‍👧" },
    { message_id: "wamid.1", emoji: "👍👍" },
    "emoji /emoji",
  ],
  [
    "taking a reaction back",
    "reaction",
    { message_id: "wamid.1", emoji: "" },
    { message_id: "wamid.1", emoji: "x" },
    "emoji /emoji",
  ],
  [
    "reply buttons",
    "interactive",
    buttons(...of(3, reply)),
    buttons(...of(4, reply)),
    "too_big /action/buttons",
  ],
  [
    "a reply's id",
    "interactive",
    buttons(reply(0, { id: x(256) })),
    buttons(reply(0, { id: x(257) })),
    "too_long /action/buttons/0/reply/id",
  ],
  [
    "a reply's title",
    "interactive",
    buttons(reply(0, { title: x(20) })),
    buttons(reply(0, { title: x(21) })),
    "too_long /action/buttons/0/reply/title",
  ],
  [
    "ids of replies",
    "interactive",
    buttons(reply(0), reply(1)),
    buttons(reply(0), reply(1, { id: "id-0" })),
    "duplicate /action/buttons/1/reply/id",
  ],
  [
    "titles of replies",
    "interactive",
    buttons(reply(0), reply(1)),
    buttons(reply(0), reply(1, { title: "Title 0" })),
    "duplicate /action/buttons/1/reply/title",
  ],
  [
    "a body",
    "interactive",
    { ...buttons(reply(0)), body: { text: x(1024) } },
    { ...buttons(reply(0)), body: { text: x(1025) } },
    "too_long /body/text",
  ],
  [
    "a header",
    "interactive",
    { ...buttons(reply(0)), header: { type: "text", text: x(60) } },
    { ...buttons(reply(0)), header: { type: "text", text: x(61) } },
    "too_long /header/text",
  ],
  [
    "a footer",
    "interactive",
    { ...buttons(reply(0)), footer: { text: x(60) } },
    { ...buttons(reply(0)), footer: { text: x(61) } },
    "too_long /footer/text",
  ],
  [
    "a header's medium",
    "interactive",
    {
      ...buttons(reply(0)),
      header: { type: "document", document: { id: "1", filename: "a.pdf" } },
    },
    { ...buttons(reply(0)), header: { type: "document", document: {} } },
    "id_or_link /header/document",
  ],
  [
    "a list's button",
    "interactive",
    list([{ rows: [row(0)] }], { action: { button: x(20), sections: [{ rows: [row(0)] }] } }),
    list([], { action: { button: x(21), sections: [{ rows: [row(0)] }] } }),
    "too_long /action/button",
  ],
  [
    "a list's body",
    "interactive",
    list([{ rows: [row(0)] }], { body: { text: x(4096) } }),
    list([{ rows: [row(0)] }], { body: { text: x(4097) } }),
    "too_long /body/text",
  ],
  [
    "a list's header is text",
    "interactive",
    list([{ rows: [row(0)] }], { header: { type: "text", text: "A" } }),
    list([{ rows: [row(0)] }], { header: { type: "image", text: "A" } }),
    "invalid_value /header/type",
  ],
  [
    "sections",
    "interactive",
    list(of(10, (i) => ({ title: `S${i}`, rows: [row(i)] }))),
    list(of(11, (i) => ({ title: `S${i}`, rows: [row(i)] }))),
    "too_big /action/sections",
  ],
  [
    "rows in all sections",
    "interactive",
    list([
      { title: "A", rows: of(5, row) },
      { title: "B", rows: of(5, (i) => row(i + 5)) },
    ]),
    list([
      { title: "A", rows: of(5, row) },
      { title: "B", rows: of(6, (i) => row(i + 5)) },
    ]),
    "too_many_rows /action/sections",
  ],
  [
    "a section's title",
    "interactive",
    list([{ title: x(24), rows: [row(0)] }]),
    list([{ title: x(25), rows: [row(0)] }]),
    "too_long /action/sections/0/title",
  ],
  [
    "a title for one of several sections",
    "interactive",
    list([{ rows: [row(0)] }]),
    list([{ title: "A", rows: [row(0)] }, { rows: [row(1)] }]),
    "title_required /action/sections/1/title",
  ],
  [
    "ids of rows",
    "interactive",
    list([{ rows: [row(0), row(1)] }]),
    list([
      { title: "A", rows: [row(0)] },
      { title: "B", rows: [row(0)] },
    ]),
    "duplicate /action/sections/1/rows/0/id",
  ],
  [
    "a row's id",
    "interactive",
    list([{ rows: [row(0, { id: x(200) })] }]),
    list([{ rows: [row(0, { id: x(201) })] }]),
    "too_long /action/sections/0/rows/0/id",
  ],
  [
    "a row's title",
    "interactive",
    list([{ rows: [row(0, { title: x(24) })] }]),
    list([{ rows: [row(0, { title: x(25) })] }]),
    "too_long /action/sections/0/rows/0/title",
  ],
  [
    "a row's description",
    "interactive",
    list([{ rows: [row(0, { description: x(72) })] }]),
    list([{ rows: [row(0, { description: x(73) })] }]),
    "too_long /action/sections/0/rows/0/description",
  ],
  [
    "a link's label",
    "interactive",
    cta({ display_text: x(20) }),
    cta({ display_text: x(21) }),
    "too_long /action/parameters/display_text",
  ],
  [
    "a link's host",
    "interactive",
    cta({ url: "https://shop.example" }),
    cta({ url: "https://192.0.2.1/a" }),
    "web_link /action/parameters/url",
  ],
  [
    "a flow's button",
    "interactive",
    flow({ flow_cta: x(30) }),
    flow({ flow_cta: x(31) }),
    "too_long /action/parameters/flow_cta",
  ],
  [
    "a flow's button without emoji",
    "interactive",
    flow({ flow_cta: "Go" }),
    flow({ flow_cta: "Go 🚀" }),
    "no_emoji /action/parameters/flow_cta",
  ],
  [
    "a flow by id or name",
    "interactive",
    flow({}),
    flow({ flow_name: "a" }),
    "flow_id_or_name /action/parameters",
  ],
  [
    "a flow's data",
    "interactive",
    flow({ flow_action_payload: { screen: "A", data: { a: 1 } } }),
    flow({ flow_action_payload: { screen: "A", data: {} } }),
    "empty /action/parameters/flow_action_payload/data",
  ],
  [
    "a flow's payload",
    "interactive",
    flow({ flow_action: "data_exchange" }),
    flow({ flow_action: "data_exchange", flow_action_payload: { screen: "A" } }),
    "navigate_only /action/parameters/flow_action_payload",
  ],
  [
    "products",
    "interactive",
    products({ title: "A", product_items: items(15) }, { title: "B", product_items: items(15) }),
    products({ title: "A", product_items: items(15) }, { title: "B", product_items: items(16) }),
    "too_many_products /action/sections",
  ],
  [
    "sections of products",
    "interactive",
    products(...of(10, (i) => ({ title: `S${i}`, product_items: items(1) }))),
    products(...of(11, (i) => ({ title: `S${i}`, product_items: items(1) }))),
    "too_big /action/sections",
  ],
  [
    "a header above products",
    "interactive",
    products({ product_items: items(1) }),
    { ...products({ product_items: items(1) }), header: undefined },
    "invalid_type /header",
  ],
  [
    "one product without header",
    "interactive",
    { type: "product", action: { catalog_id: "1", product_retailer_id: "a" } },
    {
      type: "product",
      header: { type: "text", text: "A" },
      action: { catalog_id: "1", product_retailer_id: "a" },
    },
    "unrecognized_keys ",
  ],
  [
    "a request for a place without footer",
    "interactive",
    { type: "location_request_message", body, action: { name: "send_location" } },
    {
      type: "location_request_message",
      body,
      footer: { text: "x" },
      action: { name: "send_location" },
    },
    "unrecognized_keys ",
  ],
  [
    "a request for a number",
    "interactive",
    { type: "request_contact_info", body, action: { name: "request_contact_info" } },
    { type: "request_contact_info", body, action: { name: "contact" } },
    "invalid_value /action/name",
  ],
  [
    "an address's country",
    "interactive",
    address({ country: "IN", values: { name: "Ana" } }),
    address({ country: "India" }),
    "country /action/parameters/country",
  ],
  [
    "cards",
    "interactive",
    carousel(...of(10, (i) => card(i))),
    carousel(...of(11, (i) => card(i))),
    "too_big /action/cards",
  ],
  [
    "two cards at least",
    "interactive",
    carousel(card(0), card(1)),
    carousel(card(0)),
    "too_small /action/cards",
  ],
  [
    "places of cards",
    "interactive",
    carousel(card(0), card(1)),
    carousel(card(0), card(2)),
    "card_index /action/cards/1/card_index",
  ],
  [
    "headers of cards",
    "interactive",
    carousel(card(0), card(1)),
    carousel(card(0), card(1, { header: { type: "video", video: link } })),
    "cards_differ /action/cards/1/header",
  ],
  [
    "buttons of cards",
    "interactive",
    carousel(card(0, replies("a", "b")), card(1, replies("c", "d"))),
    carousel(card(0, replies("a", "b")), card(1, replies("c"))),
    "cards_differ /action/cards/1/action",
  ],
  [
    "ids on cards",
    "interactive",
    carousel(card(0, replies("a")), card(1, replies("b"))),
    carousel(card(0, replies("a")), card(1, replies("a"))),
    "duplicate /action/cards/1/action/buttons/0/quick_reply/id",
  ],
  [
    "a card's body",
    "interactive",
    carousel(card(0, { body: { text: x(160) } }), card(1)),
    carousel(card(0, { body: { text: x(161) } }), card(1)),
    "too_long /action/cards/0/body/text",
  ],
  [
    "a card's lines",
    "interactive",
    carousel(card(0, { body: { text: "a\nb\nc" } }), card(1)),
    carousel(card(0, { body: { text: "a\nb\nc\nd" } }), card(1)),
    "too_many_lines /action/cards/0/body/text",
  ],
];

describe("what can be sent", () => {
  test.for(LIMITS)("has a limit: %s", ([, type, taken, refused, fault], { expect }) => {
    expect(faultsOf(type, taken)).toEqual([]);
    expect(faultsOf(type, refused)).toEqual([fault]);
  });

  test("is refused with a member that Meta has not", ({ expect }) => {
    const whole: Readonly<Record<OutgoingType, unknown>> = {
      text: { body: "x" },
      image: link,
      video: link,
      document: link,
      audio: link,
      sticker: link,
      location: { latitude: 1, longitude: 1 },
      contacts: [contact()],
      reaction: { message_id: "wamid.1", emoji: "👍" },
      interactive: buttons(reply(0)),
      template: { name: "x", language: { code: "en" } },
    };
    for (const type of OUTGOING_TYPES) {
      const content = whole[type];
      expect([type, faultsOf(type, content)]).toEqual([type, []]);
      const more = Array.isArray(content)
        ? content.map((one: object) => ({ ...one, shoe_size: 1 }))
        : { ...(content as object), shoe_size: 1 };
      expect(faultsOf(type, more)).toEqual([
        `unrecognized_keys ${type === "contacts" ? "/0" : ""}`,
      ]);
    }
  });
});
