import { describe, test } from "vitest";

import { aSandbox } from "./a-sandbox.ts";

const TO = "+5511987650001";
const link = { link: "https://shop.example/a.jpg" };
const body = { text: "Which?" };
const contact = { name: { formatted_name: "Ana S", first_name: "Ana" } };
const reply = (id: string) => ({ type: "reply", reply: { id, title: `Title ${id}` } });
const cta = { name: "cta_url", parameters: { display_text: "Open", url: "https://shop.example" } };
const card = (i: number, over: object = {}) => ({
  card_index: i,
  type: "cta_url",
  header: { type: "image", image: link },
  action: cta,
  ...over,
});
const replies = { buttons: [{ type: "quick_reply", quick_reply: { id: "a", title: "More" } }] };
const flow = (parameters: object) => ({
  type: "flow",
  body,
  action: {
    name: "flow",
    parameters: { flow_message_version: "3", flow_id: "1", flow_cta: "Open", ...parameters },
  },
});
const products = [{ product_items: [{ product_retailer_id: "a" }] }];
const named = (type: string, name: string, over: object = {}) => ({
  type,
  body,
  action: { name },
  ...over,
});
const text = { type: "text", text: "Books" };

/** What Meta takes, and what it refuses with which code. */
const CASES: readonly (readonly [type: string, taken: unknown, refused: unknown, code: number])[] =
  [
    ["image", { ...link, caption: "A" }, { ...link, caption: "x".repeat(1025) }, 100],
    ["video", link, { ...link, id: "1" }, 131009],
    ["document", { ...link, filename: "a.pdf" }, { link: "<http(s)://document-url>" }, 131009],
    ["audio", { ...link, voice: true }, { ...link, caption: "x" }, 100],
    ["sticker", link, {}, 131009],
    ["location", { latitude: 1, longitude: "2" }, { latitude: 1 }, 131008],
    ["location", { latitude: "37.4", longitude: -122 }, { latitude: "91", longitude: 0 }, 131009],
    ["contacts", [contact], [], 131008],
    ["contacts", JSON.stringify([contact]), "[", 131008],
    ["contacts", [contact], [{ name: { formatted_name: "Ana" } }], 131009],
    [
      "interactive",
      { type: "button", body, action: { buttons: [reply("a"), reply("b")] } },
      { type: "button", body, action: { buttons: [reply("a"), reply("a")] } },
      131009,
    ],
    [
      "interactive",
      {
        type: "list",
        body,
        action: { button: "Open", sections: [{ rows: [{ id: "a", title: "A" }] }] },
      },
      {
        type: "list",
        header: { type: "image", image: link },
        body,
        action: { button: "Open", sections: [{ rows: [{ id: "a", title: "A" }] }] },
      },
      131009,
    ],
    [
      "interactive",
      { type: "cta_url", body, action: cta },
      {
        type: "cta_url",
        body,
        action: { ...cta, parameters: { display_text: "Open", url: "https://192.0.2.1" } },
      },
      131009,
    ],
    [
      "interactive",
      flow({ flow_action_payload: { screen: "A", data: { a: 1 } } }),
      flow({ flow_action_payload: { data: {} } }),
      131009,
    ],
    ["interactive", flow({}), flow({ flow_name: "x" }), 131009],
    [
      "interactive",
      { type: "product", action: { catalog_id: "1", product_retailer_id: "a" } },
      { type: "product", action: { catalog_id: "1" } },
      131009,
    ],
    [
      "interactive",
      { type: "product_list", header: text, body, action: { catalog_id: "1", sections: products } },
      { type: "product_list", body, action: { catalog_id: "1", sections: products } },
      131009,
    ],
    [
      "interactive",
      named("catalog_message", "catalog_message"),
      named("catalog_message", "x"),
      131009,
    ],
    [
      "interactive",
      named("location_request_message", "send_location"),
      named("location_request_message", "send_location", { header: text }),
      131009,
    ],
    [
      "interactive",
      named("request_contact_info", "request_contact_info"),
      named("request_contact_info", "x"),
      131009,
    ],
    [
      "interactive",
      named("call_permission_request", "call_permission_request"),
      named("call_permission_request", "x"),
      131009,
    ],
    [
      "interactive",
      {
        type: "address_message",
        body,
        action: { name: "address_message", parameters: { country: "IN" } },
      },
      named("address_message", "address_message"),
      131009,
    ],
    [
      "interactive",
      { type: "carousel", body, action: { cards: [card(0), card(1)] } },
      { type: "carousel", body, action: { cards: [card(0)] } },
      131009,
    ],
    [
      "interactive",
      {
        type: "carousel",
        body,
        action: { cards: [card(0, { action: replies }), card(1, { action: replies })] },
      },
      { type: "carousel", body, action: { cards: [card(0, { action: replies }), card(1)] } },
      131009,
    ],
    [
      "interactive",
      { type: "carousel", body, action: { cards: [card(0), card(1)] } },
      { type: "carousel", action: { cards: [card(0), card(1)] } },
      131009,
    ],
    [
      "interactive",
      named("call_permission_request", "call_permission_request"),
      { type: "order_details", body, action: {} },
      131009,
    ],
  ];

describe("a message of a type", () => {
  test.for(CASES)(
    "%s %o is taken, and beside it refused",
    async ([type, taken, refused, code], { expect }) => {
      const { send, openWindow } = await aSandbox();
      await openWindow(TO);
      expect((await send({ to: TO, type, [type]: taken })).status).toBe(200);
      const { status, json } = await send({ to: TO, type, [type]: refused });
      expect([status, json.error.code]).toEqual([400, code]);
    },
  );

  test("names no medium that was never uploaded, wherever it does", async ({ expect }) => {
    const { send, openWindow } = await aSandbox();
    await openWindow(TO);
    const header = { type: "image", image: { id: "123" } };
    const messages = [
      { type: "image", image: { id: "123" } },
      {
        type: "interactive",
        interactive: { type: "button", header, body, action: { buttons: [reply("a")] } },
      },
      {
        type: "interactive",
        interactive: { type: "carousel", body, action: { cards: [card(0, { header }), card(1)] } },
      },
    ];
    for (const message of messages) {
      const { status, json } = await send({ to: TO, ...message });
      expect([status, json.error.code]).toEqual([400, 100]);
      expect(json.error.error_data?.details).toContain("media attachment ID");
    }
  });
});

describe("a reaction", () => {
  const to = (id: unknown, over: object = {}) => ({
    to: TO,
    type: "reaction",
    reaction: { message_id: id, emoji: "👍" },
    ...over,
  });

  test("goes to a message of either side of the same chat", async ({ expect }) => {
    const { send, openWindow } = await aSandbox();
    const received = await openWindow(TO);
    const sent = await send({ to: TO, type: "text", text: { body: "x" } });
    for (const id of [received?.wamid, sent.json.messages[0]?.id])
      expect((await send(to(id))).status).toBe(200);
  });

  test("is refused to an unknown message, to another chat's, to a reaction, and as a reply", async ({
    expect,
  }) => {
    const { send, openWindow } = await aSandbox();
    const received = await openWindow(TO);
    const foreign = await openWindow("+5511987650002");
    const reaction = await send(to(received?.wamid));
    const refused = [
      to("wamid.unknown"),
      to(foreign?.wamid),
      to(reaction.json.messages[0]?.id),
      to(received?.wamid, { context: { message_id: received?.wamid } }),
    ];
    for (const body of refused) expect((await send(body)).json.error.code).toBe(131009);
  });
});

test("a read receipt is for a message that came in, with or without typing", async ({ expect }) => {
  const { send, openWindow } = await aSandbox();
  const received = await openWindow(TO);
  const read = (more: object) => send({ status: "read", message_id: received?.wamid, ...more });
  expect((await read({ typing_indicator: { type: "text" } })).json).toEqual({ success: true });
  expect((await read({ typing_indicator: { type: "audio" } })).json.error.code).toBe(131009);
  expect((await read({ message_id: "wamid.unknown" })).json.error.code).toBe(131009);
});

describe("a template", () => {
  const parameters = (type: string, ...given: object[]) => ({ type, parameters: given });
  const button = (sub: string, ...given: object[]) => ({
    type: "button",
    sub_type: sub,
    index: "0",
    parameters: given,
  });
  const BODY = { type: "BODY", text: "Your order has been shipped." };
  const buttons = (one: object) => ({ components: [BODY, { type: "BUTTONS", buttons: [one] }] });
  const image = { type: "image", image: link };
  const CARD = {
    components: [
      { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "More" }] },
    ],
  };
  const filled = (i: number) => ({ card_index: i, components: [parameters("header", image)] });
  const KINDS: readonly (readonly [
    draft: object,
    taken: object[],
    refused: object[],
    code: number,
  ])[] = [
    [
      {
        components: [
          { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } },
          BODY,
        ],
      },
      [parameters("header", image)],
      [parameters("header", { type: "image", image: {} })],
      131009,
    ],
    [
      { components: [{ type: "HEADER", format: "LOCATION" }, BODY] },
      [parameters("header", { type: "location", location: { latitude: "1", longitude: "2" } })],
      [],
      132000,
    ],
    [
      buttons({ type: "COPY_CODE", example: "A" }),
      [button("copy_code", { type: "coupon_code", coupon_code: "A" })],
      [button("copy_code", { type: "text", text: "A" })],
      132012,
    ],
    [
      buttons({ type: "FLOW", text: "Book", flow_id: "1" }),
      [button("flow", { type: "action", action: { flow_token: "t" } })],
      [],
      132000,
    ],
    [
      buttons({ type: "MPM", text: "View" }),
      [button("mpm", { type: "action", action: { sections: products } })],
      [button("mpm", { type: "action", action: { sections: [] } })],
      132012,
    ],
    [
      buttons({ type: "QUICK_REPLY", text: "Yes" }),
      [button("QUICK_REPLY", { type: "text", text: true })],
      [button("url", { type: "payload", payload: "A" })],
      131009,
    ],
    [
      buttons({ type: "PHONE_NUMBER", text: "Call", phone_number: "+34600111222" }),
      [],
      [button("quick_reply", { type: "payload", payload: "A" })],
      132000,
    ],
    [
      {
        components: [
          BODY,
          { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Now", has_expiration: true } },
          {
            type: "BUTTONS",
            buttons: [{ type: "URL", text: "Go", url: "https://shop.example" }],
          },
        ],
      },
      [
        parameters("limited_time_offer", {
          type: "limited_time_offer",
          limited_time_offer: { expiration_time_ms: 1 },
        }),
      ],
      [],
      131008,
    ],
    [
      { components: [BODY, { type: "CAROUSEL", cards: [CARD, CARD] }] },
      [{ type: "carousel", cards: [filled(0), filled(1)] }],
      [{ type: "carousel", cards: [filled(0)] }],
      132000,
    ],
  ];
  test.for(KINDS)(
    "%o is filled with what it needs",
    async ([draft, taken, refused, code], { expect }) => {
      const { send, approvedTemplate } = await aSandbox();
      await approvedTemplate({ category: "MARKETING", ...draft });
      const of = (components: object[]) =>
        send({
          to: TO,
          type: "template",
          template: { name: "order_update", language: { code: "en_US" }, components },
        });
      expect((await of(taken)).status).toBe(200);
      expect((await of(refused)).json.error.code).toBe(code);
    },
  );
});
