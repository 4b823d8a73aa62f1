import { describe, test } from "vitest";

import { call, type Body } from "../../fixtures/call";
import { until } from "../../fixtures/until";
import { fetchApi } from "../../http/fetch-api";
import { aShop, ANA, type Shop } from "./fixture.ts";

const FLOW = {
  kind: "flow",
  trigger: { type: "hook", variables: ["order"] },
  start: "tell",
  steps: {
    tell: { type: "message", text: "Order {{order}} has left.", on_refused: "mark" },
    mark: { type: "tag", tag: "unreached" },
  },
};
const MAP = { phone: "/customer/phone", variables: { order: "/order/id" } };
const SCHEMA = {
  type: "object",
  required: ["customer"],
  properties: {
    customer: { type: "object", required: ["phone"], properties: { phone: { type: "string" } } },
  },
};
const POST = { customer: { phone: ANA }, order: { id: 1042 } };

async function aTrigger(shop: Shop, over: object = {}) {
  const automation = await shop.publish(FLOW);
  const made = await call(shop.tenant, "POST /triggers", {
    automation_id: automation,
    auth: { kind: "token" },
    map: MAP,
    schema: SCHEMA,
    ...over,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return {
    id: String(made.body["id"]),
    url: String(made.body["url"]),
    secret: String(made.body["secret"]),
  };
}

async function post(url: string, body: unknown, headers: Readonly<Record<string, string>>) {
  const { pathname, search } = new URL(url);
  const answer = await fetchApi(`https://waqtor.test${pathname}${search}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json<Body>() };
}

async function signed(secret: string, body: string, encoding: "hex" | "base64"): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), algorithm, false, [
    "sign",
  ]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes.encode(body)));
  return encoding === "hex" ? mac.toHex() : mac.toBase64();
}

describe("a trigger URL", () => {
  test("starts its automation for the person that is posted, with what is posted", async ({
    expect,
  }) => {
    const shop = await aShop();
    const { url, secret } = await aTrigger(shop);
    await shop.hears("Hi");
    await until(async () => (await shop.events()).includes("message.received"));
    const answer = await post(url, POST, { authorization: `Bearer ${secret}` });
    expect(answer.status).toBe(202);
    expect(await shop.saysSoMuch(1)).toEqual(["Order 1042 has left."]);
    const run = await call(shop.tenant, `GET /runs/${String(answer.body["run_id"])}`);
    expect(run.body).toMatchObject({
      status: "completed",
      trigger: "hook",
      variables: { order: "1042" },
    });
  });

  test("makes a contact of somebody unknown, and goes the way of a refusal when nothing may be said", async ({
    expect,
  }) => {
    const shop = await aShop();
    const { url, secret } = await aTrigger(shop);
    const body = { ...POST, customer: { phone: "+5511987650777" } };
    await post(url.replace(/\?.*/, ""), body, { authorization: `Bearer ${secret}` });
    await shop.run(({ status }) => status === "completed");
    const contact = await call(shop.tenant, "GET /contacts/phone:%2B5511987650777");
    expect(contact.body).toMatchObject({ tags: ["unreached"] });
    expect(await shop.said()).toEqual([]);
  });

  test("answers the first run to what is posted again", async ({ expect }) => {
    const shop = await aShop();
    const { url, secret } = await aTrigger(shop, { dedupe_key: "/order/id" });
    await shop.hears("Hi");
    await until(async () => (await shop.events()).includes("message.received"));
    const headers = { authorization: `Bearer ${secret}` };
    const first = await post(url, POST, headers);
    const again = await post(url, POST, headers);
    expect(again).toEqual(first);
    const other = await post(url, { ...POST, order: { id: 7 } }, headers);
    expect(other.body["run_id"]).not.toBe(first.body["run_id"]);
    expect((await shop.saysSoMuch(2)).toSorted()).toEqual([
      "Order 1042 has left.",
      "Order 7 has left.",
    ]);
    expect(await shop.runs()).toHaveLength(2);
    const keyless = await post(url, { customer: POST.customer }, headers);
    expect([keyless.status, keyless.body.errors?.[0]?.pointer]).toEqual([400, "/order/id"]);
  });

  test.for(["hex", "base64"] as const)(
    "takes a signature of the raw body in %s",
    async (encoding, { expect }) => {
      const shop = await aShop();
      const secret = "shpss_0123456789abcdef";
      const auth = { kind: "hmac_sha256", header: "X-Shop-Hmac", encoding };
      const { url } = await aTrigger(shop, { auth, secret });
      const raw = `{ "customer": {"phone": "${ANA}"},  "order": {"id": 5} }`;
      const header = await signed(secret, raw, encoding);
      expect((await post(url, raw, { "x-shop-hmac": header })).status).toBe(202);
      const forged = await post(url, raw.replace("5", "6"), { "x-shop-hmac": header });
      expect([forged.status, forged.body["code"]]).toEqual([401, "invalid_signature"]);
      expect((await post(url, raw, {})).status).toBe(401);
    },
  );

  test("refuses what does not fit its schema, with the place", async ({ expect }) => {
    const shop = await aShop();
    const { url, secret } = await aTrigger(shop);
    const headers = { authorization: `Bearer ${secret}` };
    const pointers = await Promise.all(
      [
        {},
        { customer: 1 },
        { customer: {} },
        { customer: { phone: 5 } },
        { customer: { phone: "x" } },
      ].map(async (body) => {
        const answer = await post(url, body, headers);
        return [answer.status >= 400 && answer.status < 500, answer.body.errors?.[0]?.pointer];
      }),
    );
    expect(pointers).toEqual([
      [true, "/customer"],
      [true, "/customer"],
      [true, "/customer/phone"],
      [true, "/customer/phone"],
      [true, "/customer/phone"],
    ]);
  });

  test("tells nobody whether it is there, and hears nobody once it is deleted", async ({
    expect,
  }) => {
    const shop = await aShop();
    const other = await aShop();
    const { id, url, secret } = await aTrigger(shop);
    const headers = { authorization: `Bearer ${secret}` };
    const elsewhere = url.replace(/workspace=.*/, `workspace=${other.tenant.tenant.id}`);
    expect((await post(elsewhere, POST, headers)).status).toBe(404);
    expect((await post(url, POST, { authorization: "Bearer x" })).body["code"]).toBe(
      "invalid_token",
    );
    const listed = await call(shop.tenant, "GET /triggers");
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    await call(shop.tenant, `DELETE /triggers/${id}`);
    expect((await post(url, POST, headers)).status).toBe(404);
  });

  test("is quiet while its automation is not published", async ({ expect }) => {
    const shop = await aShop();
    const { url, secret } = await aTrigger(shop);
    const { body } = await call(shop.tenant, "GET /automations");
    await call(shop.tenant, `POST /automations/${String(body.data?.[0]?.["id"])}/disable`);
    const answer = await post(url, POST, { authorization: `Bearer ${secret}` });
    expect([answer.status, answer.body["code"]]).toEqual([409, "invalid_state"]);
  });
});
