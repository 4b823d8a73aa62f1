/** Every type of message that a person can send, as the API shows it: Meta's object, and what stands beside it. */
import { describe, test } from "vitest";

import type { MessageView } from "#features/messages/index";

import { call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
} from "../../fixtures/webhooks/meta-webhook.ts";

const ORDER = {
  catalog_id: "9",
  text: "two, please",
  product_items: [
    { product_retailer_id: "a", quantity: 2, item_price: 9.5, currency: "EUR" },
    { product_retailer_id: "b", quantity: 1, item_price: 0.99, currency: "EUR" },
  ],
};
const FLOW = {
  type: "nfm_reply",
  nfm_reply: { name: "flow", body: "Sent", response_json: '{"flow_token":"f1","size":"M"}' },
};
const ADDRESS = {
  type: "nfm_reply",
  nfm_reply: { name: "address_message", body: "Street 1", response_json: '{"values":{}}' },
};
const CALLBACK = {
  type: "call_permission_reply",
  call_permission_reply: { response: "accept", expiration_timestamp: 1_790_086_400 },
};
const CARD = [
  { name: { formatted_name: "Uma" }, phones: [{ phone: "+34600777009", wa_id: "34600777009" }] },
];

/** Types whose content is Meta's object of the type, as it came. */
const AS_IT_CAME: readonly (readonly [what: string, type: string, object: unknown])[] = [
  ["an order", "order", ORDER],
  ["a flow's answer", "interactive", FLOW],
  ["an address", "interactive", ADDRESS],
  ["a leave to call", "interactive", CALLBACK],
  [
    "a reply button",
    "interactive",
    { type: "button_reply", button_reply: { id: "y", title: "Yes" } },
  ],
  [
    "a choice of a list",
    "interactive",
    { type: "list_reply", list_reply: { id: "m", title: "Monday" } },
  ],
  ["a template's button", "button", { payload: "MORE", text: "Tell me more" }],
  [
    "a location",
    "location",
    { latitude: 41.38, longitude: 2.17, name: "Shop", address: "Street 1" },
  ],
  ["contact cards", "contacts", CARD],
  ["a voice message", "audio", { id: "503", mime_type: "audio/ogg; codecs=opus", voice: true }],
  ["a sticker", "sticker", { id: "505", mime_type: "image/webp", animated: true }],
  ["a type of tomorrow", "hologram", { depth: 3 }],
];

async function anInbox() {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  const shown = async (...messages: readonly object[]) => {
    await deliverAndDrain(tenant.ctx, envelope(number.wabaId, change(number, { messages })));
    const { body } = await call<{ data: MessageView[] }>(tenant, "GET /messages");
    return body.data;
  };
  return { tenant, shown };
}

describe("what a person sends", () => {
  test.for(AS_IT_CAME)("is shown as it came: %s", async ([, type, object], { expect }) => {
    const { shown } = await anInbox();
    const sent = aText({ text: undefined, type, [type]: object });
    expect(await shown(sent)).toMatchObject([
      { direction: "inbound", type, content: object, status: "received", errors: [] },
    ]);
  });

  test("is shown with how often it was forwarded", async ({ expect }) => {
    const { shown } = await anInbox();
    const contexts = (
      await shown(
        aText({ context: { frequently_forwarded: true } }),
        aText({ context: { forwarded: true } }),
      )
    ).map(({ context }) => context);
    expect(contexts).toMatchObject([
      { forwarded: true, frequently_forwarded: false, wamid: null },
      { forwarded: true, frequently_forwarded: true, wamid: null },
    ]);
  });

  test.for(["unsupported", "ephemeral", "unknown"])(
    "that Meta does not show, as %s, says why",
    async (type, { expect }) => {
      const { shown } = await anInbox();
      const errors = [
        { code: 131051, title: "Message type unknown", error_data: { details: "Not supported" } },
      ];
      const [message] = await shown(aText({ text: undefined, type, errors }));
      expect(message).toMatchObject({
        type,
        errors: [{ code: 131051, title: "Message type unknown", details: "Not supported" }],
      });
    },
  );

  test("with an interactive type and nothing of it is kept all the same", async ({ expect }) => {
    const { shown } = await anInbox();
    expect(await shown(aText({ text: undefined, type: "interactive" }))).toMatchObject([
      { type: "interactive", content: {} },
    ]);
  });

  test("by opening the chat for the first time is a message without words", async ({ expect }) => {
    const { shown } = await anInbox();
    expect(await shown(aText({ text: undefined, type: "request_welcome" }))).toMatchObject([
      { type: "request_welcome", content: {} },
    ]);
  });
});
