/** `whatsapp-api-js`, as it is published, pointed at a sandbox number by its `fetch` option. */
import { exports } from "cloudflare:workers";
import { describe, test } from "vitest";
import { WhatsAppAPI } from "whatsapp-api-js";
import {
  ActionButtons,
  ActionCallPermission,
  ActionCatalog,
  ActionContactRequest,
  ActionCTA,
  ActionList,
  ActionLocation,
  ActionNavigateFlow,
  ActionProduct,
  ActionProductList,
  Address,
  Audio,
  Birthday,
  Body,
  BodyComponent,
  BodyParameter,
  Button,
  CatalogProduct,
  Contacts,
  Document,
  Email,
  Footer,
  Header,
  Image,
  Interactive,
  ListSection,
  Location,
  Name,
  Organization,
  Phone,
  Product,
  ProductSection,
  Reaction,
  Row,
  Sticker,
  Template,
  Text,
  Url,
  Video,
} from "whatsapp-api-js/messages";
import type { ClientMessage } from "whatsapp-api-js/types";

import { call } from "../../fixtures/call.ts";
import { aGraphNumber, askGraph, personWrites } from "../../fixtures/graph-client.ts";
import { aReceiver, RECEIVER_URL } from "../../fixtures/receiver.ts";
import { until } from "../../fixtures/until.ts";

const TO = "5511912345678";
/** The library takes a phone number, a user id, or both. */
const PERSON = { phone: TO } as { phone: string; bsuid: string };
const LINK = "https://shop.example/a.jpg";
const META = "https://graph.facebook.com";

async function aClient(secret?: string) {
  const number = await aGraphNumber();
  return { number, client: clientOf(number.token, secret), id: number.phoneNumberId };
}

/** The library knows Meta's address alone, so its `fetch` leads elsewhere. */
const clientOf = (token: string, appSecret?: string) =>
  new WhatsAppAPI({
    token,
    v: "v25.0",
    ...(appSecret === undefined ? { secure: false } : { appSecret }),
    ponyfill: {
      fetch: (input: string | URL | Request, init?: RequestInit) => {
        const url = input instanceof Request ? input.url : String(input);
        return exports.default.fetch(url.replace(META, "https://waqtor.test/graph"), init);
      },
    },
  } as ConstructorParameters<typeof WhatsAppAPI>[0]);

describe("whatsapp-api-js", () => {
  test("sends every type that it knows", async ({ expect }) => {
    const { number, client, id } = await aClient();
    const wamid = await personWrites(number, `+${TO}`);
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(64)], { type: "image/png" }));
    const uploaded = await client.uploadMedia(id, form);
    const mediaId = "id" in uploaded ? uploaded.id : "";
    await askGraph(number.token, "POST", `/v25.0/${number.wabaId}/message_templates`, {
      name: "order_update",
      language: "en_US",
      category: "UTILITY",
      components: [
        { type: "BODY", text: "Hi {{1}}, it is on its way.", example: { body_text: [["Ana"]] } },
      ],
    });
    const list = `/v25.0/${number.wabaId}/message_templates?status=APPROVED`;
    await until(async () => {
      const { json } = await askGraph(number.token, "GET", list);
      return (json.data?.length ?? 0) > 0;
    });
    const body = new Body("Which?");
    const every: readonly ClientMessage[] = [
      new Text("Hello", true),
      new Image(mediaId, true, "One"),
      new Video(LINK, false, "Two"),
      new Document(LINK, false, "Three", "a.pdf"),
      new Audio(LINK, false, true),
      new Sticker(LINK),
      new Location(1.5, -2, "Here", "Street"),
      new Reaction(wamid, "👍"),
      new Reaction(wamid),
      new Contacts([
        new Name("Ana Souza", "Ana"),
        new Phone("+15551234567", "WORK"),
        new Email("ana@shop.example"),
        new Address("Brazil", "BR"),
        new Organization("Bakery"),
        new Url("https://shop.example/"),
        new Birthday("1990", "01", "31"),
      ]),
      new Interactive(
        new ActionButtons(new Button("a", "A"), new Button("b", "B")),
        body,
        new Header("Head"),
        new Footer("Small"),
      ),
      new Interactive(new ActionList("Menu", new ListSection("S", new Row("r", "Row", "d"))), body),
      new Interactive(new ActionCatalog(new Product("sku")), body),
      new Interactive(new ActionProduct(new CatalogProduct("sku", "1")), body),
      new Interactive(
        new ActionProductList("1", new ProductSection("S", new Product("sku"))),
        body,
        new Header("All"),
      ),
      new Interactive(new ActionCTA("Open", "https://shop.example/"), body),
      new Interactive(new ActionNavigateFlow("t", "1", "Open", "FIRST", { a: 1 }), body),
      new Interactive(new ActionLocation(), body),
      new Interactive(new ActionCallPermission(), body),
      new Interactive(new ActionContactRequest(), body),
      new Template("order_update", "en_US", new BodyComponent(new BodyParameter("Ana"))),
    ];
    const answers: unknown[] = [];
    for (const message of every) answers.push(await client.sendMessage(id, PERSON, message));
    expect(answers).toEqual(
      every.map(() =>
        expect.objectContaining({
          messages: [expect.objectContaining({ id: expect.any(String) })],
        }),
      ),
    );
    const { body: ledger } = await call(number.tenant, "GET /sandbox/ledger?limit=100");
    expect(ledger.data?.map(({ outcome }) => outcome)).toEqual(every.map(() => "accepted"));
  });

  test("marks as read, and manages files, QR codes and blocked people", async ({ expect }) => {
    const { number, client, id } = await aClient();
    const wamid = await personWrites(number, `+${TO}`);
    expect(await client.markAsRead(id, wamid, "text")).toEqual({ success: true });
    const strange = await client.markAsRead(id, "wamid.none");
    expect(strange).toMatchObject({ error: { code: 131009 } });
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(64).fill(9)], { type: "image/png" }));
    const uploaded = await client.uploadMedia(id, form);
    const mediaId = "id" in uploaded ? uploaded.id : "";
    const medium = await client.retrieveMedia(mediaId, id);
    const bytes = await client.fetchMedia("url" in medium ? medium.url : "");
    expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(new Uint8Array(64).fill(9));
    expect(await client.deleteMedia(mediaId, id)).toEqual({ success: true });
    const made = await client.createQR(id, "Bread please");
    const code = "code" in made ? made.code : "";
    expect(made).toMatchObject({ prefilled_message: "Bread please", qr_image_url: /png$/ });
    const updated = await client.updateQR(id, code, "Cake please");
    expect(updated).toMatchObject({ code, prefilled_message: "Cake please" });
    expect(await client.retrieveQR(id)).toMatchObject({ data: [{ code }] });
    expect(await client.retrieveQR(id, code)).toMatchObject({ data: [{ code }] });
    expect(await client.deleteQR(id, code)).toEqual({ success: true });
    const blocked = await client.blockUser(id, PERSON);
    expect(blocked).toMatchObject({ block_users: { added_users: [{ wa_id: TO }] } });
    const refused = await client.sendMessage(id, PERSON, new Text("x"));
    expect(refused).toMatchObject({ error: { code: 130403 } });
    const unblocked = await client.unblockUser(id, PERSON);
    expect(unblocked).toMatchObject({ block_users: { removed_users: [{ wa_id: TO }] } });
  });

  test("takes the webhooks of its number, whose signature it checks", async ({ expect }) => {
    const receiver = aReceiver();
    const { number } = await aClient();
    const path = `/numbers/${number.id}/graph-webhook` as const;
    const { body } = await call(number.tenant, `PUT ${path}`, { url: RECEIVER_URL });
    const client = clientOf(number.token, String(body["secret"]));
    const heard: string[] = [];
    client.on.message = ({ message }) => void heard.push(message.type);
    await personWrites(number, `+${TO}`);
    await until(() => receiver.received.length === 1);
    const [webhook] = receiver.received;
    const raw = webhook?.raw ?? "";
    await client.post(JSON.parse(raw), raw, webhook?.signature ?? "");
    expect(heard).toEqual(["text"]);
    await expect(
      client.post(JSON.parse(raw), `${raw} `, webhook?.signature ?? ""),
    ).rejects.toThrow();
  });
});
