import { describe, test } from "vitest";

import type { ConversationView } from "#features/conversations/schemas";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
  secondsAgo,
} from "../../fixtures/webhooks/meta-webhook.ts";

const aCall = (over: object = {}): object => ({
  id: `wacid.${newId("event")}`,
  from: "34600111222",
  to: "15550100001",
  event: "connect",
  direction: "USER_INITIATED",
  timestamp: secondsAgo(60),
  session: { sdp_type: "offer", sdp: "v=0" },
  ...over,
});

/** A workspace, and what of it a person's calls and messages lead to. */
async function anInbox() {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  const tell = (value: object, field = "calls") =>
    deliverAndDrain(tenant.ctx, envelope(number.wabaId, change(number, value, field)));
  const conversations = async () =>
    (await call<{ data: ConversationView[] }>(tenant, "GET /conversations")).body.data;
  return { tenant, number, tell, conversations };
}

const afterADay = (seconds: string): string =>
  new Date((Number(seconds) + 86_400) * 1000).toISOString();

describe("a person's call", () => {
  test.for(["connect", "terminate"])(
    "opens the window as a message does (%s)",
    async (event, { expect }) => {
      const { tenant, tell, conversations } = await anInbox();
      const timestamp = secondsAgo(60);
      await tell({ calls: [aCall({ event, timestamp })] });
      expect(await conversations()).toMatchObject([
        {
          status: "open",
          unread: 0,
          last_message: null,
          window_expires_at: afterADay(timestamp),
          contact: { phone: "+34600111222" },
        },
      ]);
      expect(await tenant.ctx.db.query.messages.findMany()).toEqual([]);
      expect(await eventTypes(tenant.ctx)).toEqual([
        "contact.created",
        "conversation.created",
        "inbound.stored",
      ]);
      const sent = await call(
        tenant,
        "POST /messages",
        { to: "+34600111222", text: { body: "You called?" } },
        aKey(),
      );
      expect(sent.status).toBe(202);
    },
  );

  test("leaves the last message where it is, and counts from when it began", async ({ expect }) => {
    const { number, tell, conversations, tenant } = await anInbox();
    const text = aText({ timestamp: secondsAgo(600) });
    const start = secondsAgo(300);
    const ended = aCall({ event: "terminate", start_time: start, timestamp: secondsAgo(10) });
    const [message, ending] = [
      change(number, { messages: [text] }),
      change(number, { calls: [ended] }, "calls"),
    ];
    await deliverAndDrain(tenant.ctx, envelope(number.wabaId, message, ending));
    expect(await conversations()).toMatchObject([
      { unread: 1, last_message: { wamid: text.id }, window_expires_at: afterADay(start) },
    ]);
    await tell({ calls: [aCall({ timestamp: secondsAgo(5) })] });
    expect(await conversations()).toMatchObject([{ unread: 1, last_message: { wamid: text.id } }]);
  });

  test("begins a conversation whose first message may come late", async ({ expect }) => {
    const { tell, conversations } = await anInbox();
    const timestamp = secondsAgo(60);
    await tell({ calls: [aCall({ timestamp })] });
    const text = aText({ timestamp: secondsAgo(600) });
    await tell({ messages: [text] }, "messages");
    expect(await conversations()).toMatchObject([
      { last_message: { wamid: text.id }, window_expires_at: afterADay(timestamp) },
    ]);
  });

  test.for<[string, object]>([
    ["the business called", { direction: "BUSINESS_INITIATED" }],
    ["nobody knows what happened", { event: "hum" }],
    ["nobody is named", { from: undefined }],
  ])("opens nothing when %s", async ([, over], { expect }) => {
    const { tell, conversations } = await anInbox();
    await tell({ calls: [aCall(over)] });
    await tell({ statuses: [{ id: "wacid.1", type: "call", status: "RINGING" }] });
    expect(await conversations()).toEqual([]);
  });
});
