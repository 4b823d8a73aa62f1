import { env, exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { aKey, call } from "../../fixtures/call.ts";
import { aGraphNumber, askGraph, aText, personWrites } from "../../fixtures/graph-client.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { fetchApi } from "../../http/fetch-api.ts";

const TO = "+5511912345678";

describe("the graph token", () => {
  test("is answered once, when a sandbox number is made", async ({ expect }) => {
    const tenant = await aTenant();
    const key = aKey();
    const make = () => call(tenant, "POST /numbers", { kind: "sandbox" }, key);
    const first = await make();
    const again = await make();
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.body["graph"]).toEqual({
      url: `${env.PUBLIC_URL}/graph`,
      token: expect.stringMatching(/^wqg_[0-9a-z]{26}_[0-9A-Za-z]{49}$/),
    });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual({
      ...first.body,
      graph: { url: `${env.PUBLIC_URL}/graph`, token: null },
    });
    const read = await call(tenant, `GET /numbers/${String(first.body["id"])}`);
    expect(JSON.stringify(read.body)).not.toContain("wqg_");
  });

  test("is kept as a hash alone", async ({ expect }) => {
    const { tenant, token } = await aGraphNumber();
    const { runInDurableObject } = await import("cloudflare:test");
    const kept = await runInDurableObject(tenant.ctx.sandbox, (_object, { storage }) =>
      ["owners", "numbers", "settings"].map((table) =>
        JSON.stringify(storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
      ),
    );
    expect(kept.join(" ")).toMatch(/"token_hash":"[0-9a-f]{64}"/);
    expect(kept.join(" ")).not.toContain(token);
    const rows = await tenant.ctx.db.$client.prepare("SELECT body FROM idempotency").all();
    expect(JSON.stringify(rows.results)).not.toContain(token);
  });

  test("ends when it is rotated, and when its number is disconnected", async ({ expect }) => {
    const { tenant, id, phoneNumberId, token } = await aGraphNumber();
    const ask = async (by: string) =>
      (await askGraph(by, "GET", `/v26.0/${phoneNumberId}`)).json.error?.code ?? "ok";
    expect(await ask(token)).toBe("ok");
    const key = aKey();
    const { status, body } = await call(tenant, `POST /numbers/${id}/graph-token`, undefined, key);
    const next = String(body["token"]);
    expect([status, await ask(token), await ask(next)]).toEqual([200, 190, "ok"]);
    const again = await call(tenant, `POST /numbers/${id}/graph-token`, undefined, key);
    expect([again.body["token"], await ask(next)]).toEqual([null, "ok"]);
    await call(tenant, `DELETE /numbers/${id}`);
    expect(await ask(next)).toBe(190);
    const late = await call(tenant, `POST /numbers/${id}/graph-token`);
    expect([late.status, late.body["code"]]).toEqual([409, "invalid_state"]);
  });

  test("is given to sandbox numbers alone, by whoever may change numbers", async ({ expect }) => {
    const reader = await aTenant({ scopes: ["numbers:read"] });
    const { id } = await aGraphNumber();
    const answers = [
      await call(reader, `POST /numbers/${id}/graph-token`),
      await call(await aTenant(), `POST /numbers/${id}/graph-token`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 404]);
  });
});

describe("/graph", () => {
  test("sends as Meta's own API does, in the header's name or the query's", async ({ expect }) => {
    const number = await aGraphNumber();
    const { phoneNumberId, token } = number;
    await personWrites(number, TO);
    const path = `/v26.0/${phoneNumberId}/messages`;
    const sent = await askGraph(token, "POST", path, aText(TO));
    expect(sent).toEqual({
      status: 200,
      json: {
        messaging_product: "whatsapp",
        contacts: [{ input: TO, wa_id: TO.slice(1) }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
      },
    });
    const query = await askGraph(null, "POST", `${path}?access_token=${token}`, aText(TO));
    const unversioned = await askGraph(token, "POST", `/${phoneNumberId}/messages`, aText(TO));
    expect([query.status, unversioned.status]).toEqual([200, 200]);
    const { body } = await call(number.tenant, "GET /sandbox/ledger");
    expect(body.data?.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"]);
  });

  test("sends nothing of the workspace's: no message, conversation or event is made", async ({
    expect,
  }) => {
    const number = await aGraphNumber();
    const { tenant, phoneNumberId, token } = number;
    const sent = await askGraph(token, "POST", `/v26.0/${phoneNumberId}/messages`, aText(TO));
    expect(sent.status).toBe(200);
    const { body: messages } = await call(tenant, "GET /messages");
    const { body: events } = await call(tenant, "GET /events?after=0");
    expect(messages.data).toEqual([]);
    expect(events.data?.map(({ type }) => type)).toEqual(["number.connected"]);
  });

  test.for([
    ["none", null],
    ["one that is no token", "EAAsandbox123"],
    ["the key of the workspace", "key"],
    ["a token of nobody", "stranger"],
  ] as const)("refuses %s in Meta's words", async ([, which], { expect }) => {
    const { phoneNumberId, tenant } = await aGraphNumber();
    const { formatGraphToken } = await import("#core/graph-token");
    const strange = formatGraphToken(tenant.tenant.id.slice(3), new Uint8Array(32));
    const token = which === "key" ? tenant.apiKey : which === "stranger" ? strange : which;
    const { status, json } = await askGraph(token, "GET", `/v26.0/${phoneNumberId}`);
    expect(status).toBe(401);
    expect(json.error).toMatchObject({
      code: 190,
      type: "OAuthException",
      fbtrace_id: expect.any(String),
    });
  });

  test("shows a token its own number and account, and nothing of any other", async ({ expect }) => {
    const mine = await aGraphNumber();
    const sibling = await aGraphNumber({}, mine.tenant);
    const stranger = await aGraphNumber();
    const codes = async (path: string) => {
      const { status, json } = await askGraph(mine.token, "GET", `/v26.0/${path}`);
      return [status, json.error?.code, json.error === undefined];
    };
    expect(await codes(mine.phoneNumberId)).toEqual([200, undefined, true]);
    expect(await codes(`${mine.wabaId}/phone_numbers`)).toEqual([200, undefined, true]);
    for (const other of [sibling, stranger])
      for (const path of [
        other.phoneNumberId,
        other.wabaId,
        `${other.wabaId}/message_templates`,
        `${other.phoneNumberId}/whatsapp_business_profile?fields=about`,
      ])
        expect(await codes(path)).toEqual([400, 100, false]);
    const sent = await askGraph(
      mine.token,
      "POST",
      `/v26.0/${sibling.phoneNumberId}/messages`,
      aText(TO),
    );
    expect(sent.json.error?.code).toBe(100);
  });

  test("tells a token's facts to itself", async ({ expect }) => {
    const { token, wabaId } = await aGraphNumber();
    const facts = await askGraph(token, "GET", `/v26.0/debug_token?input_token=${token}`);
    expect(facts.json["data"]).toMatchObject({
      is_valid: true,
      granular_scopes: expect.arrayContaining([
        { scope: "whatsapp_business_messaging", target_ids: [wabaId] },
      ]),
    });
  });

  test("takes a file, tells where it is under its own address, and hands it out", async ({
    expect,
  }) => {
    const { phoneNumberId, token } = await aGraphNumber();
    const form = new FormData();
    form.set("messaging_product", "whatsapp");
    form.set("file", new File([new Uint8Array(1000).fill(7)], "a.png", { type: "image/png" }));
    const authorization = `Bearer ${token}`;
    const uploaded = await exports.default.fetch(
      `https://waqtor.test/graph/v26.0/${phoneNumberId}/media`,
      { method: "POST", headers: { authorization }, body: form },
    );
    const { id } = await uploaded.json<{ id: string }>();
    const { json } = await askGraph(token, "GET", `/v26.0/${id}`);
    const url = String(json["url"]);
    expect(url.startsWith(`${env.PUBLIC_URL}/graph/`)).toBe(true);
    const bytes = await exports.default.fetch(url, { headers: { authorization } });
    expect((await bytes.arrayBuffer()).byteLength).toBe(1000);
    const stranger = await aGraphNumber();
    const stolen = await exports.default.fetch(url, {
      headers: { authorization: `Bearer ${stranger.token}` },
    });
    expect(stolen.status).toBe(404);
    await stolen.body?.cancel();
    const bare = await exports.default.fetch(url);
    expect(bare.status).toBe(401);
    await bare.body?.cancel();
  });

  test("refuses a body that is too large, and one that is none", async ({ expect }) => {
    const { phoneNumberId, token } = await aGraphNumber();
    const post = async (body: string) => {
      const response = await exports.default.fetch(
        `https://waqtor.test/graph/v26.0/${phoneNumberId}/messages`,
        { method: "POST", headers: { authorization: `Bearer ${token}` }, body },
      );
      const json = await response.json<{ error: { code: number } }>();
      return [response.status, json.error.code];
    };
    expect(await post(`{"a":"${"x".repeat(1_048_577)}"}`)).toEqual([400, 100]);
    expect(await post("{")).toEqual([400, 100]);
    expect(await post("")).toEqual([400, 100]);
  });

  test("breaks off where the connection is said to be lost", async ({ expect }) => {
    const number = await aGraphNumber();
    const to = "+5511987656002";
    await personWrites(number, to);
    const lost = askGraph(
      number.token,
      "POST",
      `/v26.0/${number.phoneNumberId}/messages`,
      aText(to),
    );
    await expect(lost).rejects.toThrow();
    const { body } = await call(number.tenant, "GET /sandbox/ledger");
    expect(body.data?.map(({ outcome }) => outcome)).toEqual(["accepted_response_lost"]);
  });

  test("is not there where the sandbox is switched off, and stops with its workspace", async ({
    expect,
  }) => {
    const { tenant, phoneNumberId, token } = await aGraphNumber();
    const url = `https://waqtor.test/graph/v26.0/${phoneNumberId}`;
    const headers = { authorization: `Bearer ${token}` };
    const off = await fetchApi(url, { headers }, { SANDBOX: "off" });
    expect(off.status).toBe(404);
    await env.CONTROL_DB.prepare("UPDATE tenants SET state = 'suspended' WHERE id = ?")
      .bind(tenant.tenant.id)
      .run();
    const { status, json } = await askGraph(token, "GET", `/v26.0/${phoneNumberId}`);
    expect([status, json.error?.code]).toEqual([403, 368]);
  });
});
