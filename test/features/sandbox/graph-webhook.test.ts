import { describe, test } from "vitest";

import { aKey, call } from "../../fixtures/call.ts";
import {
  aGraphNumber,
  askGraph,
  aText,
  personWrites,
  type GraphNumber,
} from "../../fixtures/graph-client.ts";
import { aReceiver, RECEIVER_URL, type Received } from "../../fixtures/receiver.ts";
import { until } from "../../fixtures/until.ts";

const TO = "+5511912345678";

interface Value {
  readonly statuses?: readonly { readonly id: string; readonly status: string }[];
  readonly messages?: readonly { readonly id: string; readonly type: string }[];
}

const changesOf = (received: readonly Received[]) =>
  received.flatMap(({ raw }) =>
    (
      JSON.parse(raw) as {
        entry: readonly { changes: readonly { field: string; value: Value }[] }[];
      }
    ).entry.flatMap((entry) => entry.changes),
  );
const statusesIn = (received: readonly Received[]) =>
  changesOf(received).flatMap(({ value }) => value.statuses ?? []);
const messagesIn = (received: readonly Received[]) =>
  changesOf(received).flatMap(({ value }) => value.messages ?? []);

const put = ({ tenant, id }: GraphNumber, body: object, key = aKey()) =>
  call(tenant, `PUT /numbers/${id}/graph-webhook`, body, key);

const send = async ({ token, phoneNumberId }: GraphNumber, to: string) => {
  const { json } = await askGraph(token, "POST", `/v26.0/${phoneNumberId}/messages`, aText(to));
  return json.messages?.[0]?.id;
};

async function signed(secret: string, raw: string): Promise<string> {
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), algorithm, false, [
    "sign",
  ]);
  const mac = await crypto.subtle.sign("HMAC", key, bytes.encode(raw));
  return `sha256=${new Uint8Array(mac).toHex()}`;
}

describe("the webhook of a sandbox number's owner", () => {
  test("hears of what was sent by /graph, signed with the number's secret", async ({ expect }) => {
    const receiver = aReceiver();
    const number = await aGraphNumber();
    const { status, body } = await put(number, { url: RECEIVER_URL, verify_token: "open sesame" });
    expect([status, body["url"]]).toEqual([200, RECEIVER_URL]);
    const [shaken] = receiver.handshakes;
    expect(Object.fromEntries(shaken?.searchParams ?? [])).toEqual({
      of: "mine",
      "hub.mode": "subscribe",
      "hub.verify_token": "open sesame",
      "hub.challenge": expect.any(String),
    });
    await personWrites(number, TO);
    const wamid = await send(number, TO);
    await until(() => statusesIn(receiver.received).length === 3);
    const statuses = statusesIn(receiver.received).map(({ id, status: word }) => [id, word]);
    expect(statuses).toEqual([
      [wamid, "sent"],
      [wamid, "delivered"],
      [wamid, "read"],
    ]);
    expect(messagesIn(receiver.received).map(({ type }) => type)).toEqual(["text"]);
    for (const { raw, signature, redirect, url } of receiver.received)
      expect([url, signature, redirect]).toEqual([
        RECEIVER_URL,
        await signed(String(body["secret"]), raw),
        "manual",
      ]);
  });

  test("hears what people write as the workspace does, and each of its own messages alone", async ({
    expect,
  }) => {
    const receiver = aReceiver();
    const number = await aGraphNumber();
    const { tenant } = number;
    await put(number, { url: RECEIVER_URL });
    const inbound = await personWrites(number, TO);
    await until(async () => {
      const { body } = await call(tenant, "GET /messages?direction=inbound");
      return body.data?.some(({ wamid }) => wamid === inbound);
    });
    await until(() => messagesIn(receiver.received).some(({ id }) => id === inbound));
    const theirs = await send(number, TO);
    const sent = await call(tenant, "POST /messages", { to: TO, text: { body: "Hi" } }, aKey());
    const ours = await until(async () => {
      const { body } = await call(tenant, `GET /messages/${String(sent.body["id"])}`);
      return body["status"] === "read" ? String(body["wamid"]) : undefined;
    });
    await until(() => statusesIn(receiver.received).length === 3);
    expect(new Set(statusesIn(receiver.received).map(({ id }) => id))).toEqual(new Set([theirs]));
    const { body } = await call(tenant, "GET /messages");
    expect(body.data?.map(({ wamid }) => wamid).toSorted()).toEqual([inbound, ours].toSorted());
    const changes = await call(tenant, "GET /inbound-changes");
    expect(JSON.stringify(changes.body)).not.toContain(theirs);
  });

  test("is told again, later and later, until it takes it; the workspace waits for nobody", async ({
    expect,
  }) => {
    const receiver = aReceiver();
    const number = await aGraphNumber();
    await put(number, { url: RECEIVER_URL });
    let attempts = 0;
    receiver.answer = () => {
      attempts += 1;
      if (attempts === 1) throw new Error("the network is gone");
      return attempts === 2
        ? new Response(null, { status: 302, headers: { location: "https://elsewhere.example/" } })
        : new Response("ok");
    };
    const inbound = await personWrites(number, TO);
    await until(async () => {
      const { body } = await call(number.tenant, "GET /messages?direction=inbound");
      return body.data?.some(({ wamid }) => wamid === inbound);
    });
    await until(() => messagesIn(receiver.received).length === 1);
    expect(attempts).toBe(3);
  });

  test("delays nobody while its host does not answer", async ({ expect }) => {
    const receiver = aReceiver();
    const number = await aGraphNumber();
    await put(number, { url: RECEIVER_URL });
    const answered = Promise.withResolvers<Response>();
    receiver.answer = () => answered.promise;
    for (const from of [TO, "+5511912345679"]) {
      const inbound = await personWrites(number, from);
      await until(async () => {
        const { body } = await call(number.tenant, "GET /messages?direction=inbound");
        return body.data?.some(({ wamid }) => wamid === inbound);
      });
    }
    expect(receiver.received).toEqual([]);
    answered.resolve(new Response("ok"));
    await until(() => receiver.received.length > 0);
  });

  test("has a new secret each time it is set, shown once, and ends when it is deleted", async ({
    expect,
  }) => {
    const receiver = aReceiver();
    const number = await aGraphNumber();
    const path = `/numbers/${number.id}/graph-webhook` as const;
    const key = aKey();
    const first = await put(number, { url: RECEIVER_URL }, key);
    const again = await put(number, { url: RECEIVER_URL }, key);
    const next = await put(number, { url: RECEIVER_URL });
    expect(first.body["secret"]).toMatch(/^[0-9a-f]{32}$/);
    expect(again.body).toEqual({ url: RECEIVER_URL, secret: null });
    expect(next.body["secret"]).not.toBe(first.body["secret"]);
    const read = await call(number.tenant, `GET ${path}`);
    expect(read.body).toEqual({ url: RECEIVER_URL });
    const gone = await call(number.tenant, `DELETE ${path}`);
    const after = await call(number.tenant, `GET ${path}`);
    expect([gone.status, after.body]).toEqual([204, { url: null }]);
    const wrote = await personWrites(number, TO);
    await until(async () => {
      const { body } = await call(number.tenant, "GET /messages?direction=inbound");
      return body.data?.some(({ wamid }) => wamid === wrote);
    });
    expect(receiver.received).toEqual([]);
  });

  test.for([
    ["another scheme", "http://receiver.example/hook"],
    ["a private host", "https://10.0.0.7/hook"],
    ["this machine", "http://localhost:9999/hook"],
    ["a text", "receiver"],
  ])("is refused for %s, and nothing is called", async ([, url], { expect }) => {
    const receiver = aReceiver();
    const number = await aGraphNumber();
    const { status, body } = await put(number, { url });
    expect([status, body["code"], body.errors?.[0]?.pointer]).toEqual([
      422,
      "url_not_allowed",
      "/url",
    ]);
    expect(receiver.handshakes).toEqual([]);
  });

  test("may be this machine where the deployment says so", async ({ expect }) => {
    aReceiver();
    const number = await aGraphNumber();
    const local = { ...number.tenant, variables: { WEBHOOK_ALLOW_LOOPBACK: "on" } };
    const url = "http://localhost:9999/hook";
    const path = `/numbers/${number.id}/graph-webhook` as const;
    const { body } = await call(local, `PUT ${path}`, { url }, aKey());
    // Nobody is there, but it was called.
    expect(JSON.stringify(body.errors)).toContain("hub.challenge");
  });

  test.for([
    ["another text", () => new Response("hello")],
    ["a refusal", () => new Response(null, { status: 403 })],
    ["a failure", () => new Response(null, { status: 500 })],
    ["more and more", () => new Response(`${"x".repeat(5000)}`)],
  ] as const)(
    "is refused when the handshake is answered with %s",
    async ([, shake], { expect }) => {
      const receiver = aReceiver();
      receiver.shake = shake;
      const number = await aGraphNumber();
      const { status, body } = await put(number, { url: RECEIVER_URL });
      expect([status, body["code"]]).toEqual([422, "url_not_allowed"]);
      const read = await call(number.tenant, `GET /numbers/${number.id}/graph-webhook`);
      expect(read.body).toEqual({ url: null });
    },
  );

  test("hears what becomes of its templates, which the workspace takes for strange ones", async ({
    expect,
  }) => {
    const receiver = aReceiver();
    const number = await aGraphNumber();
    await put(number, { url: RECEIVER_URL });
    const created = await askGraph(
      number.token,
      "POST",
      `/v26.0/${number.wabaId}/message_templates`,
      {
        name: "order_update",
        language: "en_US",
        category: "UTILITY",
        components: [{ type: "BODY", text: "Your order has been shipped." }],
      },
    );
    expect(created.status).toBe(200);
    const field = "message_template_status_update";
    await until(() => changesOf(receiver.received).some((change) => change.field === field));
    await until(async () => {
      const { body } = await call(number.tenant, `GET /inbound-changes?field=${field}`);
      return (body.data?.length ?? 0) > 0;
    });
    const { body } = await call(number.tenant, "GET /templates");
    expect(body.data).toEqual([]);
  });

  test("unsubscribes by Graph without unsubscribing the workspace", async ({ expect }) => {
    const receiver = aReceiver();
    const number = await aGraphNumber();
    const { tenant, token, wabaId } = number;
    await put(number, { url: RECEIVER_URL });
    const path = `/v26.0/${wabaId}/subscribed_apps`;
    await askGraph(token, "DELETE", path);
    const { json } = await askGraph(token, "GET", path);
    expect(json.data).toEqual([]);
    const wrote = await personWrites(number, TO);
    await until(async () => {
      const { body } = await call(tenant, "GET /messages?direction=inbound");
      return body.data?.some(({ wamid }) => wamid === wrote);
    });
    // What the numbers of other tests still send goes to the same address.
    const own = () => receiver.received.filter(({ raw }) => raw.includes(wabaId));
    expect(own()).toEqual([]);
    await askGraph(token, "POST", path);
    await personWrites(number, TO);
    await until(() => messagesIn(own()).length === 1);
  });
});
