import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { contacts, exports_, media } from "#db/tenant/schema";
import { sweepExports } from "#features/exports/index";
import { newId } from "#platform/ids";

import { call, type Body } from "../../fixtures/call.ts";
import { aContactRow } from "../../fixtures/message-rows.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import { fetchApi } from "../../http/fetch-api.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

async function exported(t: TenantFixture, body: object): Promise<Body> {
  const asked = await call(t, "POST /exports", body);
  if (asked.status !== 202) throw new Error(`${asked.status} ${JSON.stringify(asked.body)}`);
  return until(async () => {
    const { body: view } = await call(t, `GET /exports/${String(asked.body["id"])}`);
    return view["status"] === "ready" && view;
  });
}

const download = async (view: Body) => fetchApi(pathOf(view));
const pathOf = (view: Body) =>
  `https://waqtor.test${new URL(String(view["url"])).pathname}${new URL(String(view["url"])).search}`;
const textOf = async (view: Body) => (await download(view)).text();

describe("an export", () => {
  test("of contacts is CSV that calculates nothing, told once, by a link that is good once", async ({
    expect,
  }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+5511987650001", name: "=1+1", tags: ["vip"] });
    await call(t, "POST /contacts", { phone: "+5511987650002", name: 'A "B", C' });
    const view = await exported(t, { resource: "contacts" });
    expect(view).toMatchObject({ rows: 2, format: "csv", resource: "contacts" });
    const head = await fetchApi(pathOf(view), { method: "HEAD" });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/csv"]);
    const text = await textOf(view);
    expect(text.startsWith("id,phone,")).toBe(true);
    expect(text).toContain(",+5511987650001,");
    expect(text).toContain(",'=1+1,");
    expect(text).toContain(',"A ""B"", C",');
    expect(text.trimEnd().split("\r\n")).toHaveLength(3);
    const again = await download(view);
    expect(again.status).toBe(410);
    expect((await again.json<Body>())["code"]).toBe("link_used");
    const fresh = await call(t, `GET /exports/${String(view["id"])}`);
    expect((await download(fresh.body)).status).toBe(200);
    const events = (await call(t, "GET /events?limit=100")).body.data ?? [];
    expect(events.filter(({ type }) => type === "export.ready")).toMatchObject([
      { data: { rows: 2 } },
    ]);
    expect((await call(t, "GET /exports")).body.data).toMatchObject([
      { id: view["id"], url: null },
    ]);
  });

  test("of those who pass a filter, in as many pieces as it takes, names each once", async ({
    expect,
  }) => {
    const t = await aTenant();
    const rows = Array.from({ length: 3_100 }, (_, i) =>
      aContactRow({ id: newId("contact"), name: i % 2 === 0 ? "Even" : "Odd" }),
    );
    for (let i = 0; i < rows.length; i += 5)
      await t.ctx.db.insert(contacts).values(rows.slice(i, i + 5));
    const all = await exported(t, { resource: "contacts", format: "ndjson" });
    const lines = (await textOf(all)).trimEnd().split("\n");
    const ids = lines.map((line) => String((JSON.parse(line) as Body)["id"]));
    expect(new Set(ids).size).toBe(3_100);
    expect(ids).toEqual(rows.map(({ id }) => id).toSorted());
    const [row] = await t.ctx.db.select().from(exports_);
    expect(row?.pieces.length).toBeGreaterThan(1);
    const even = await exported(t, {
      resource: "contacts",
      format: "ndjson",
      filter: { field: "name", op: "eq", value: "Even" },
    });
    expect(even).toMatchObject({ rows: 1_550 });
  });

  test("of a workspace is an archive with every table and every file", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+5511987650001", name: "Ana" });
    await call(t, "POST /contacts/phone:%2B5511987650001/consents", {
      purpose: "marketing",
      action: "grant",
      method: "form",
      statement: "I agree.",
    });
    await t.ctx.bucket.put("media/of-a-test", "hello file");
    await t.ctx.db.insert(media).values({
      id: newId("media"),
      status: "stored",
      mimeType: "text/plain",
      filename: "../note.txt",
      size: 10,
      objectKey: "media/of-a-test",
      createdAt: 1,
      storedAt: 1,
    });
    const view = await exported(t, { resource: "workspace", format: "ndjson" });
    const response = await download(view);
    expect(response.headers.get("content-type")).toBe("application/zip");
    const archive = new TextDecoder("windows-1252").decode(await response.arrayBuffer());
    expect(archive.startsWith("PK")).toBe(true);
    for (const name of [
      "contacts.ndjson",
      "messages.ndjson",
      "campaigns.ndjson",
      "consents.ndjson",
      "audit.ndjson",
      "media.ndjson",
    ])
      expect(archive).toContain(name);
    expect(archive).toContain('"name":"Ana"');
    expect(archive).toContain('"statement":"I agree."');
    expect(archive).toContain('"action":"contact.create"');
    expect(archive).toContain("hello file");
    expect(archive).not.toContain("../");
  });

  test("takes the scopes of what goes out", async ({ expect }) => {
    const clerk = await aTenant({ scopes: ["contacts:export", "contacts:read", "audit:read"] });
    const refused = async (resource: string) =>
      (await call(clerk, "POST /exports", { resource })).body["detail"];
    expect(await refused("contacts")).toContain("contacts:pii");
    expect(await refused("messages")).toContain("inbox:read");
    expect(await refused("consents")).toContain("consents:read");
    expect(await refused("workspace")).toContain("contacts:pii");
    expect((await call(clerk, "POST /exports", { resource: "audit" })).status).toBe(202);
    const filtered = await call(clerk, "POST /exports", { resource: "audit", filter: {} });
    expect([filtered.status, filtered.body.errors?.[0]?.pointer]).toEqual([400, "/filter"]);
  });

  test("is forged by nobody, runs out, and is gone after seven days", async ({ expect }) => {
    const t = await aTenant();
    const view = await exported(t, { resource: "audit" });
    const forged = await fetchApi(pathOf(view).replace(/nonce=.{4}/, "nonce=AAAA"));
    expect(forged.status).toBe(404);
    await sweepExports({ ...t.ctx, nowMs: () => Date.now() + 6 * DAY_MS });
    const keys = async () =>
      (await env.MEDIA.list({ prefix: `t/${t.tenant.id}/exports/` })).objects.length;
    expect(await keys()).toBe(1);
    await sweepExports({ ...t.ctx, nowMs: () => Date.now() + 8 * DAY_MS });
    expect(await keys()).toBe(0);
    expect((await download(view)).status).toBe(410);
    expect((await call(t, `GET /exports/${String(view["id"])}`)).body).toMatchObject({
      status: "expired",
      url: null,
    });
  });
});
