/** `@kapso/whatsapp-cloud-api`, as it is published, pointed at a sandbox number by its `baseUrl`. */
import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aGraphNumber, personWrites } from "../../fixtures/graph-client.ts";

const TO = "+5511912345678";
const LINK = "https://shop.example/a.jpg";

async function aClient() {
  const number = await aGraphNumber();
  const client = new WhatsAppClient({
    accessToken: number.token,
    baseUrl: "https://waqtor.test/graph",
    graphVersion: "v23.0",
    fetch: (input, init) => exports.default.fetch(new Request(input, init)),
  });
  const wamid = await personWrites(number, TO);
  const { phoneNumberId, wabaId } = number;
  return { number, client, wamid, wabaId, phoneNumberId, to: { phoneNumberId, to: TO } };
}

describe("@kapso/whatsapp-cloud-api", () => {
  test("sends every type that it knows", async ({ expect }) => {
    const { number, client, wamid, wabaId, phoneNumberId, to } = await aClient();
    const { messages } = client;
    const file = new Blob([new Uint8Array(64)], { type: "image/jpeg" });
    const { id } = await client.media.upload({ phoneNumberId, type: "image/jpeg", file });
    await client.templates.create({
      businessAccountId: wabaId,
      name: "order_update",
      language: "en_US",
      category: "UTILITY",
      components: [
        { type: "BODY", text: "Hi {{1}}, it is on its way.", example: { body_text: [["Ana"]] } },
      ],
    });
    const templates = await untilApproved(client, wabaId);
    const sent = [
      await messages.sendText({ ...to, body: "Hello", previewUrl: true }),
      await messages.sendImage({ ...to, image: { id, caption: "One" } }),
      await messages.sendAudio({ ...to, audio: { link: LINK } }),
      await messages.sendDocument({ ...to, document: { link: LINK, filename: "a.pdf" } }),
      await messages.sendVideo({ ...to, video: { link: LINK, caption: "Two" } }),
      await messages.sendSticker({ ...to, sticker: { link: LINK } }),
      await messages.sendLocation({ ...to, location: { latitude: 1.5, longitude: -2, name: "x" } }),
      await messages.sendContacts({
        ...to,
        contacts: [
          {
            name: { formattedName: "Ana Souza", firstName: "Ana" },
            phones: [{ phone: "+15551234567", type: "WORK" }],
          },
        ],
      }),
      await messages.sendReaction({ ...to, reaction: { messageId: wamid, emoji: "👍" } }),
      await messages.sendInteractiveButtons({
        ...to,
        header: { type: "image", image: { id } },
        bodyText: "Which?",
        footerText: "Small",
        buttons: [{ id: "a", title: "A" }],
      }),
      await messages.sendInteractiveList({
        ...to,
        bodyText: "Which?",
        buttonText: "Menu",
        sections: [{ title: "S", rows: [{ id: "r", title: "Row", description: "d" }] }],
      }),
      await messages.sendInteractiveProduct({
        ...to,
        bodyText: "This",
        catalogId: "1",
        productRetailerId: "sku",
      }),
      await messages.sendInteractiveProductList({
        ...to,
        header: { type: "text", text: "All" },
        bodyText: "These",
        catalogId: "1",
        sections: [{ title: "S", productItems: [{ productRetailerId: "sku" }] }],
      }),
      await messages.sendInteractiveCatalogMessage({
        ...to,
        bodyText: "Look",
        parameters: { thumbnailProductRetailerId: "sku" },
      }),
      await messages.sendInteractiveFlow({
        ...to,
        bodyText: "Book",
        parameters: { flowId: "1", flowCta: "Open", flowToken: "t" },
      }),
      await messages.sendInteractiveAddress({
        ...to,
        bodyText: "Where to?",
        parameters: { country: "IN" },
      }),
      await messages.sendInteractiveLocationRequest({
        ...to,
        bodyText: "Where are you?",
        parameters: { requestMessage: "x" },
      }),
      await messages.sendInteractiveCallPermission({
        ...to,
        bodyText: "May we call?",
        parameters: { phoneNumber: "+15551234567" },
      }),
      await messages.sendInteractiveCtaUrl({
        ...to,
        bodyText: "See",
        parameters: { displayText: "Open", url: "https://shop.example/" },
      }),
      await messages.sendInteractiveCarousel({
        ...to,
        bodyText: "Choose",
        cards: [0, 1].map((cardIndex) => ({
          cardIndex,
          header: { type: "image" as const, image: { link: LINK } },
          bodyText: "Card",
          action: {
            type: "cta_url" as const,
            displayText: "View",
            url: "https://shop.example/one",
          },
        })),
      }),
      await messages.sendTemplate({
        ...to,
        template: {
          name: "order_update",
          language: { code: "en_US" },
          components: [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }],
        },
      }),
    ];
    expect(templates.data.map(({ name }) => name)).toEqual(["order_update"]);
    for (const { messages: made } of sent) expect(made[0]?.id).toMatch(/^wamid\./);
    const ledger = await call(number.tenant, "GET /sandbox/ledger?limit=100");
    expect(ledger.body.data?.map(({ wamid: id, outcome }) => [id, outcome])).toEqual(
      sent.map(({ messages: made }) => [made[0]?.id, "accepted"]),
    );
  });

  test("marks as read, keeps files and a profile, and is told of a refusal", async ({ expect }) => {
    const { client, wamid, wabaId, phoneNumberId, to } = await aClient();
    const typing = { messageId: wamid, typingIndicator: { type: "text" as const } };
    const read = await client.messages.markRead({ phoneNumberId, ...typing });
    expect(read).toMatchObject({ success: true });
    const file = new Blob([new Uint8Array(64).fill(3)], { type: "image/png" });
    const { id: mediaId } = await client.media.upload({ phoneNumberId, type: "image/png", file });
    const bytes = await client.media.download({ mediaId, phoneNumberId, auth: "always" });
    expect(new Uint8Array(bytes as ArrayBuffer)).toEqual(new Uint8Array(64).fill(3));
    await client.media.delete({ mediaId, phoneNumberId });
    await expect(client.media.get({ mediaId, phoneNumberId })).rejects.toThrow();
    const { businessProfile, settings } = client.phoneNumbers;
    await businessProfile.update({
      phoneNumberId,
      about: "Bread",
      websites: ["https://a.example"],
    });
    const profile = await businessProfile.get({ phoneNumberId, fields: "about,websites" });
    expect(profile.data[0]).toMatchObject({ about: "Bread", websites: ["https://a.example"] });
    expect(await settings.get({ phoneNumberId })).toMatchObject({
      storageConfiguration: { status: "default" },
    });
    await client.phoneNumbers.requestCode({ phoneNumberId, codeMethod: "SMS", language: "en_US" });
    await client.phoneNumbers.verifyCode({ phoneNumberId, code: "123456" });
    await client.phoneNumbers.deregister({ phoneNumberId });
    await expect(client.messages.sendText({ ...to, body: "x" })).rejects.toMatchObject({
      code: 133010,
      httpStatus: 400,
    });
    await client.phoneNumbers.register({ phoneNumberId, pin: "123456" });
    const template = { businessAccountId: wabaId, name: "none" };
    await expect(client.templates.delete(template)).rejects.toMatchObject({ code: 100 });
  });
});

async function untilApproved(client: WhatsAppClient, businessAccountId: string) {
  for (;;) {
    const page = await client.templates.list({ businessAccountId, status: "APPROVED" });
    if (page.data.length > 0) return page;
    await scheduler.wait(20);
  }
}
