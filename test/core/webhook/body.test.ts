import { describe, test } from "vitest";

import type { EventType } from "#core/event/catalogue";
import { EXAMPLES } from "#core/event/examples";
import { exampleId } from "#core/ids";
import { BODY_BYTES_MAX, bodyOf } from "#core/webhook/body";
import type { PostedEvent, PostedMessage } from "#core/webhook/posted";
import type { WebhookPayload } from "#core/webhook/states";

const AT_MS = Date.parse("2026-11-24T12:00:00.000Z");

const event = (type: EventType): PostedEvent => ({
  id: exampleId("event"),
  seq: 17,
  type,
  atMs: AT_MS,
  workspaceId: exampleId("tenant"),
  data: EXAMPLES[type],
});

const message: PostedMessage = {
  id: exampleId("message"),
  direction: "inbound",
  type: "text",
  content: { body: "Open?" },
  contextWamid: "wamid.before",
  wamid: "wamid.this",
  metadata: null,
  createdAt: AT_MS,
  receivedAt: AT_MS - 2_000,
  contact: {
    id: exampleId("contact"),
    phone: "+5511987656008",
    waId: "5511987656008",
    bsuid: "BR.1",
    username: null,
    name: "Bruno",
  },
  number: {
    wabaId: "102290129340398",
    phoneNumberId: "106540352242922",
    displayPhoneNumber: "+1 555-010-0001",
  },
};

const read = (payload: WebhookPayload, type: EventType, of: PostedMessage | null = message) => {
  const { text, contactId } = bodyOf(payload, event(type), of);
  return { body: JSON.parse(text) as Record<string, unknown>, contactId };
};

describe("a body", () => {
  test("is the event with its message and person when it is full", ({ expect }) => {
    expect(read("full", "message.received")).toEqual({
      contactId: exampleId("contact"),
      body: {
        type: "message.received",
        timestamp: "2026-11-24T12:00:00.000Z",
        id: exampleId("event"),
        seq: 17,
        workspace_id: exampleId("tenant"),
        data: {
          ...EXAMPLES["message.received"],
          object: {
            id: exampleId("message"),
            direction: "inbound",
            type: "text",
            content: { body: "Open?" },
            context: { wamid: "wamid.before" },
            status: "received",
            wamid: "wamid.this",
            client_ref: null,
            metadata: {},
            created_at: "2026-11-24T12:00:00.000Z",
            contact: {
              id: exampleId("contact"),
              phone: "+5511987656008",
              wa_id: "5511987656008",
              bsuid: "BR.1",
              username: null,
              name: "Bruno",
            },
          },
        },
      },
    });
  });

  test("is the event alone when it is thin, about no message, or too long", ({ expect }) => {
    const long = { ...message, content: { body: "é".repeat(BODY_BYTES_MAX / 2) } };
    for (const { body, contactId } of [
      read("thin", "message.received"),
      read("full", "message.received", null),
      read("full", "message.received", long),
      read("meta", "message.received", long),
      read("meta", "message.received", { ...message, number: null }),
      read("meta", "message.queued"),
    ])
      expect([contactId, Object.keys(body), "object" in (body["data"] as object)]).toEqual([
        null,
        ["type", "timestamp", "id", "seq", "workspace_id", "data"],
        false,
      ]);
  });

  test("is what Meta would send of a received message", ({ expect }) => {
    expect(read("meta", "message.received").body).toEqual({
      object: "whatsapp_business_account",
      entry: [
        {
          id: "102290129340398",
          changes: [
            {
              field: "messages",
              value: {
                messaging_product: "whatsapp",
                metadata: {
                  display_phone_number: "15550100001",
                  phone_number_id: "106540352242922",
                },
                contacts: [{ profile: { name: "Bruno" }, wa_id: "5511987656008", user_id: "BR.1" }],
                messages: [
                  {
                    from: "5511987656008",
                    from_user_id: "BR.1",
                    id: "wamid.this",
                    timestamp: "1795521598",
                    type: "text",
                    text: { body: "Open?" },
                    context: { id: "wamid.before" },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  test("is what Meta would send of a status, with its error", ({ expect }) => {
    const valueOf = (type: EventType) => {
      const { entry } = read("meta", type).body as {
        entry: { changes: { value: { statuses: object[] } }[] }[];
      };
      return entry[0]?.changes[0]?.value.statuses;
    };
    const status = {
      id: "wamid.this",
      timestamp: "1795521600",
      recipient_id: "5511987656008",
      recipient_user_id: "BR.1",
    };
    expect(valueOf("message.delivered")).toEqual([{ ...status, status: "delivered" }]);
    expect(valueOf("message.failed")).toMatchObject([
      { ...status, status: "failed", errors: [{ code: 131026 }] },
    ]);
  });
});
