import { describe, test } from "vitest";

import { statementSha256 } from "#core/consent/ledger";
import { OPT_IN_LINKS_MAX } from "#core/consent/opt-in-link";
import { numbers } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { ask, call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { aConnectedNumber } from "../../fixtures/webhooks/meta-webhook.ts";

const STATEMENT = "I agree to offers of the bakery on WhatsApp.";

async function aShop() {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  const input = (over: object = {}) => ({
    number_id: number.id,
    name: "Poster",
    keyword: "BREAD NEWS",
    statement: STATEMENT,
    ...over,
  });
  const make = (over: object = {}) => call(tenant, "POST /opt-in-links", input(over));
  const wordsOf = async () => (await tenant.ctx.db.query.numbers.findFirst())?.linkWords;
  return { tenant, number, input, make, wordsOf };
}

const fault = (code: string, pointer: string) => ({ code, errors: [{ pointer }] });

describe("opt-in links", () => {
  test("are made, read, listed, changed and deleted", async ({ expect }) => {
    const { tenant, number, make, wordsOf } = await aShop();
    const made = await make({ prefilled: "Send me BREAD NEWS", statement_language: "en" });
    expect(made).toMatchObject({
      status: 201,
      body: {
        number_id: number.id,
        name: "Poster",
        keyword: "BREAD NEWS",
        prefilled: "Send me BREAD NEWS",
        statement: STATEMENT,
        statement_sha256: statementSha256(STATEMENT),
        statement_language: "en",
        url: "https://wa.me/15550100001?text=Send%20me%20BREAD%20NEWS",
      },
    });
    const path = `/opt-in-links/${String(made.body["id"])}` as const;
    expect((await call(tenant, `GET ${path}`)).body).toEqual(made.body);
    expect((await call(tenant, "GET /opt-in-links")).body.data).toEqual([made.body]);
    const other = newId("number");
    expect((await call(tenant, `GET /opt-in-links?number=${other}`)).body.data).toEqual([]);
    const changed = await call(tenant, `PATCH ${path}`, { keyword: "CAKE NEWS", prefilled: null });
    expect(changed).toMatchObject({ status: 200, body: { statement: STATEMENT, name: "Poster" } });
    expect(changed.body["url"]).toBe("https://wa.me/15550100001?text=CAKE%20NEWS");
    expect(await wordsOf()).toEqual({ "cake news": made.body["id"] });
    expect((await call(tenant, `DELETE ${path}`)).status).toBe(204);
    expect((await call(tenant, `GET ${path}`)).status).toBe(404);
    expect(await wordsOf()).toEqual({});
    expect((await make({ keyword: "cake news" })).status).toBe(201);
  });

  test("are refused for texts that stop, say nothing, or mean something on the number", async ({
    expect,
  }) => {
    const { tenant, number, make } = await aShop();
    const words = { stop: ["BAJA PROMO"], start: ["QUIERO"] };
    expect((await call(tenant, `PUT /numbers/${number.id}/keywords`, words)).status).toBe(200);
    for (const keyword of ["stop", "Baja promo", "ok", "…"])
      expect(await make({ keyword })).toMatchObject({
        status: 400,
        body: fault("invalid_request", "/keyword"),
      });
    const stop = { keyword: "NEWS", prefilled: "No more ads, please" };
    expect((await make(stop)).body).toMatchObject(fault("invalid_request", "/prefilled"));
    expect((await make({ statement: "  " })).body).toMatchObject(
      fault("invalid_request", "/statement"),
    );
    expect(await make({ keyword: "quiero!" })).toMatchObject({
      status: 409,
      body: fault("keyword_taken", "/keyword"),
    });
    expect((await make()).status).toBe(201);
    const again = await make({ keyword: "Cake", prefilled: "bread news" });
    expect(again).toMatchObject({ status: 409, body: fault("keyword_taken", "/prefilled") });
  });

  test("keep their words from the number's own", async ({ expect }) => {
    const { tenant, number, make } = await aShop();
    await make();
    const put = await call(tenant, `PUT /numbers/${number.id}/keywords`, {
      stop: ["Halt ein"],
      start: ["Brot", "Bread news!"],
    });
    expect(put).toMatchObject({ status: 400, body: fault("invalid_request", "/start/1") });
  });

  test("take one keyword each when they are made at once", async ({ expect }) => {
    const { make, wordsOf } = await aShop();
    const made = await Promise.all(
      ["BREAD NEWS", "bread news", "CAKE", "PIE"].map((keyword) => make({ keyword })),
    );
    expect(made.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201, 201, 201, 409,
    ]);
    expect(Object.keys((await wordsOf()) ?? {}).toSorted()).toEqual(["bread news", "cake", "pie"]);
  });

  test("are a hundred of a number at most", async ({ expect }) => {
    const { tenant, make } = await aShop();
    const linkWords = Object.fromEntries(
      Array.from({ length: OPT_IN_LINKS_MAX }, (_, i) => [`word ${i}`, newId("optInLink")]),
    );
    await tenant.ctx.db.update(numbers).set({ linkWords });
    expect(await make()).toMatchObject({ status: 429, body: { code: "quota_exceeded" } });
  });

  test("want a number that is connected", async ({ expect }) => {
    const { tenant, make } = await aShop();
    expect((await make({ number_id: newId("number") })).body).toMatchObject(
      fault("not_found", "/number_id"),
    );
    await tenant.ctx.db.update(numbers).set({ status: "disconnected" });
    expect(await make()).toMatchObject({ status: 409, body: { code: "invalid_state" } });
  });

  test("are drawn as a QR code that runs nothing and asks nobody", async ({ expect }) => {
    const { tenant, make } = await aShop();
    const { body } = await make({ prefilled: "文字".repeat(70) });
    const response = await ask(tenant, `GET /opt-in-links/${String(body["id"])}/qr`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const svg = await response.text();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).not.toMatch(/script|href|url\(|on\w+=/i);
  });
});
