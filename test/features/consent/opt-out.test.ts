import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, test } from "vitest";

import { openControlDb } from "#db/control/client";
import { tenants } from "#db/control/schema";

import { call } from "../../fixtures/call";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import { fetchApi } from "../../http/fetch-api";

const GRANT = { purpose: "marketing", action: "grant", method: "form", statement: "I agree" };

async function aLink(t: TenantFixture, language?: string) {
  const contact = (await call(t, "POST /contacts", { phone: "+34600111222", name: "Ada" })).body;
  await call(t, `POST /contacts/${String(contact["id"])}/consents`, GRANT);
  const query = language === undefined ? "" : `?language=${language}`;
  const link = await call(t, `GET /contacts/${String(contact["id"])}/opt-out-link${query}`);
  return { id: String(contact["id"]), url: String(link.body["url"]) };
}

const open = (url: string, method = "GET", headers: Readonly<Record<string, string>> = {}) =>
  fetchApi(url, { method, headers });

const state = async (t: TenantFixture, id: string) =>
  (await call(t, `GET /contacts/${id}`)).body["consents"];

describe("the opt-out page", () => {
  test("is only looked at by GET and HEAD: they change no consent", async ({ expect }) => {
    const t = await aTenant();
    const { id, url } = await aLink(t);
    for (const method of ["GET", "HEAD", "GET"]) expect((await open(url, method)).status).toBe(200);
    expect(await state(t, id)).toEqual({ marketing: "granted" });
    expect(await t.ctx.db.query.consents.findMany()).toHaveLength(1);
  });

  test("withdraws by a POST, as the person's own act, once", async ({ expect }) => {
    const t = await aTenant();
    const { id, url } = await aLink(t);
    const from = { "user-agent": "Her browser", "cf-connecting-ip": "203.0.113.9" };
    const answer = await open(url, "POST", from);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining("You get no more offers"),
    ]);
    await open(url, "POST", from);
    expect(await state(t, id)).toEqual({ marketing: "withdrawn" });
    const rows = await t.ctx.db.query.consents.findMany();
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({
      action: "withdraw",
      method: "form",
      byPerson: true,
      source: "opt_out_page",
      subjectIp: "203.0.113.9",
      subjectUserAgent: "Her browser",
      recordedIp: null,
    });
    const again = await call(t, `POST /contacts/${id}/consents`, GRANT);
    expect(again.body["code"]).toBe("withdrawn_by_person");
    expect(await (await open(url)).text()).toContain("You get no more offers");
  });

  test("speaks the link's language, else the browser's, and tells nothing of the person", async ({
    expect,
  }) => {
    const t = await aTenant();
    const { url } = await aLink(t, "de");
    expect(await (await open(url)).text()).toContain("Keine Angebote mehr");
    const [plain = ""] = url.split("?");
    for (const [language, words] of [
      ["pt-BR,pt;q=0.9", "Não quero mais ofertas"],
      ["es", "No quiero más ofertas"],
      ["xx", "No more offers"],
    ] as const) {
      const page = await (await open(plain, "GET", { "accept-language": language })).text();
      expect(page).toContain(words);
      for (const personal of ["Ada", "600111222", "con_"]) expect(page).not.toContain(personal);
    }
  });

  test("needs no script, sets no cookie, asks no other host and is kept by nobody", async ({
    expect,
  }) => {
    const { url } = await aLink(await aTenant());
    const { headers, text } = await open(url).then(async (answer) => ({
      headers: answer.headers,
      text: await answer.text(),
    }));
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(text).not.toMatch(/<script|https?:|\son\w+=/i);
  });

  test("is the same for every link that is none of ours", async ({ expect }) => {
    const t = await aTenant();
    const { id, url } = await aLink(t);
    const token = url.split("/u/")[1] ?? "";
    const flipped = token.startsWith("0", 60) ? "1" : "0";
    const wrong = [
      "x",
      token.slice(0, -1),
      `${token.slice(0, 60)}${flipped}${token.slice(61)}`,
      token.slice(26) + token.slice(0, 26),
      `${token.slice(0, 52)}${"A".repeat(22)}`,
    ];
    const pages = new Set<string>();
    for (const one of wrong)
      for (const method of ["GET", "POST"]) {
        const answer = await open(`https://waqtor.test/u/${one}`, method);
        expect(answer.status).toBe(404);
        pages.add(await answer.text());
      }
    expect(pages.size).toBe(1);
    expect(await state(t, id)).toEqual({ marketing: "granted" });
  });

  test("works for a workspace that is suspended", async ({ expect }) => {
    const t = await aTenant();
    const { id, url } = await aLink(t);
    const control = openControlDb(env.CONTROL_DB);
    const set = (value: "active" | "suspended") =>
      control.update(tenants).set({ state: value }).where(eq(tenants.id, t.tenant.id));
    await set("suspended");
    expect((await open(url, "POST")).status).toBe(200);
    await set("active");
    const row = await t.ctx.db.query.contacts.findFirst();
    expect([row?.id, row?.marketing]).toEqual([id, "withdrawn"]);
  });
});
