import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { media } from "#db/tenant/schema";
import { sha256Hex } from "#platform/hash";
import { newId } from "#platform/ids";

import { aFile } from "../../fixtures/files.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { fetchApi } from "../../http/fetch-api.ts";
import { get, hashOf, uploaded, uploadRaw } from "./fixture.ts";

const BYTES = aFile("png", 1_000);

describe("the bytes of a medium", () => {
  test("come as they are, and say nothing that a browser could run", async ({ expect }) => {
    const tenant = await aTenant();
    const { id, sha256 } = await uploaded(tenant, BYTES, "image/png");
    const res = await get(tenant, `/media/${id}/content`);
    expect(Object.fromEntries(res.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": "1000",
      "content-disposition": 'inline; filename="download.png"',
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=3600",
      "accept-ranges": "bytes",
      "content-security-policy": expect.stringContaining("sandbox"),
      etag: `"${String(sha256)}"`,
    });
    expect(await hashOf(res)).toBe(sha256);
  });

  test("are saved, not shown, when they are none of the shown types", async ({ expect }) => {
    const tenant = await aTenant();
    const { id } = await uploaded(tenant, aFile("text", 20), "text/plain", {
      "content-disposition": "attachment; filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%3D1.html",
    });
    const res = await get(tenant, `/media/${id}/content`);
    expect(res.headers.get("content-disposition")).toBe(
      "attachment; filename=\"download.txt\"; filename*=UTF-8''a%22Set-Cookie%3A%20x%3D1.html.txt",
    );
    expect(res.headers.get("set-cookie")).toBe(null);
    await res.arrayBuffer();
  });

  test("come in ranges, one at a time", async ({ expect }) => {
    const tenant = await aTenant();
    const { id, sha256 } = await uploaded(tenant, BYTES, "image/png");
    const ask = (headers: Record<string, string>) =>
      get(tenant, `/media/${id}/content`, { headers });
    const whole = await ask({ range: "bytes=0-" });
    expect([whole.status, whole.headers.get("content-range")]).toEqual([206, "bytes 0-999/1000"]);
    expect(await hashOf(whole)).toBe(sha256);
    const part = await ask({ range: "bytes=-10" });
    expect([part.status, part.headers.get("content-length")]).toEqual([206, "10"]);
    expect(await hashOf(part)).toBe(await sha256Hex(BYTES.slice(990)));
    const none = await ask({ range: "bytes=9-1" });
    expect([none.status, none.headers.get("content-range")]).toEqual([416, "bytes */1000"]);
    expect(await none.json()).toMatchObject({ code: "range_not_satisfiable" });
    for (const headers of [
      { range: "bytes=0-0,2-2" },
      { range: "bytes=0-1", "if-range": '"of another version"' },
    ]) {
      const all = await ask(headers);
      expect([all.status, await hashOf(all)]).toEqual([200, sha256]);
    }
    const known = await ask({ "if-none-match": `"${String(sha256)}"` });
    expect([known.status, await known.text()]).toEqual([304, ""]);
    const head = await get(tenant, `/media/${id}/content`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      "1000",
      "",
    ]);
  });

  test.for([
    ["pending", 409, "invalid_state"],
    ["failed", 410, "media_unavailable"],
    ["expired", 410, "media_unavailable"],
  ] as const)("are not there while it is %s", async ([status, http, code], { expect }) => {
    const tenant = await aTenant();
    const row = { id: newId("media"), status, mimeType: "image/png", createdAt: 1 };
    await tenant.ctx.db.insert(media).values(row);
    const res = await get(tenant, `/media/${row.id}/content`);
    expect([res.status, await res.json()]).toMatchObject([http, { code }]);
    const view = await get(tenant, `/media/${row.id}`);
    expect(await view.json()).toMatchObject({ status, size: null, url: null });
  });

  test("that are lost from the bucket are told as such", async ({ expect }) => {
    const tenant = await aTenant();
    const { id } = await uploaded(tenant, BYTES, "image/png");
    const row = await tenant.ctx.db.query.media.findFirst();
    await tenant.ctx.bucket.delete(row?.objectKey ?? "");
    const res = await get(tenant, `/media/${id}/content`);
    expect([res.status, await res.json()]).toMatchObject([410, { code: "media_unavailable" }]);
  });
});

describe("a link to a medium", () => {
  const open = (url: string, init: RequestInit = {}) => fetchApi(url, init);

  test("answers without a credential, to GET and HEAD, and stays the same for a while", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { id, url, sha256 } = await uploaded(tenant, BYTES, "image/png");
    const again = await (await get(tenant, `/media/${id}`)).json<{ url: string }>();
    expect(again.url).toBe(url);
    expect(await hashOf(await open(url))).toBe(sha256);
    const head = await open(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      "1000",
      "",
    ]);
    const part = await open(url, { headers: { range: "bytes=1-2" } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 2]);
  });

  test("opens nothing when a letter of it was changed, or another medium's is put in", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const other = await aTenant();
    const { url } = await uploaded(tenant, BYTES, "image/png");
    const mine = await uploaded(tenant, BYTES, "image/png");
    const theirs = await uploaded(other, BYTES, "image/png");
    const forged = (change: (link: URL) => void): string => {
      const link = new URL(url);
      change(link);
      return link.href;
    };
    const set = (name: string, value: string) => forged((l) => l.searchParams.set(name, value));
    const links = [
      forged((link) => (link.pathname = `/media/${mine.id}`)),
      forged((link) => (link.pathname = `/media/${theirs.id}`)),
      set("workspace", other.tenant.id),
      set("expires", "9999999999"),
      set("signature", new URL(theirs.url).searchParams.get("signature") ?? ""),
      set("signature", "x"),
      set("signature", ""),
    ];
    for (const link of links) {
      const res = await open(link);
      expect([res.status, await res.json()]).toMatchObject([404, { code: "not_found" }]);
    }
    const bare = await open(forged((link) => link.searchParams.delete("signature")));
    expect(bare.status).toBe(400);
    await bare.text();
  });

  test("runs out, and says so", async ({ expect }) => {
    const tenant = await aTenant();
    const { id } = await uploaded(tenant, BYTES, "image/png");
    const { linkTo } = await import("#features/media/link");
    const before = { ...tenant.ctx, nowMs: () => Date.now() - 60 * 60 * 1000 };
    const res = await open(await linkTo(before, id as `med_${string}`));
    expect([res.status, await res.json()]).toMatchObject([403, { code: "link_expired" }]);
  });

  test("ends with the medium, and waits while the workspace is suspended", async ({ expect }) => {
    const tenant = await aTenant();
    const { id, url } = await uploaded(tenant, BYTES, "image/png");
    const gone = await get(tenant, `/media/${id}`, { method: "DELETE" });
    expect(gone.status).toBe(204);
    for (const path of [`/media/${id}`, `/media/${id}/content`])
      expect((await get(tenant, path)).status).toBe(404);
    const res = await open(url);
    expect([res.status, await res.json()]).toMatchObject([404, { code: "not_found" }]);
    const left = await env.MEDIA.list({ prefix: `t/${tenant.tenant.id}/media/` });
    expect(left.objects).toEqual([]);
    expect(await tenant.ctx.db.query.media.findMany()).toEqual([]);
  });
});

test("a key cannot be guessed from what is shown", async ({ expect }) => {
  const tenant = await aTenant();
  const res = await uploadRaw(tenant, BYTES, { "content-type": "image/png" });
  const shown = await res.text();
  const row = await tenant.ctx.db.query.media.findFirst();
  expect(row?.objectKey).toMatch(/^media\/med_[0-9a-z]{26}-[0-9a-f]{32}$/);
  expect(shown).not.toContain(row?.objectKey?.slice(-32));
  expect(row?.objectKey).not.toContain(row?.id);
});
