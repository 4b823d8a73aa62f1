import { env } from "cloudflare:workers";
import { afterEach, describe, test, vi } from "vitest";

import { media } from "#db/tenant/schema";
import { fetchMedia, sweepMedia } from "#features/media/index";
import { receiveFile } from "#features/media/receive-file";
import { uploadMedia } from "#features/media/upload-media";
import type { ScopedContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";

import { call } from "../../fixtures/call.ts";
import { aFile } from "../../fixtures/files.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";

afterEach(() => vi.restoreAllMocks());

const HOUR_MS = 60 * 60 * 1000;

const keysOf = async ({ tenant }: TenantFixture) =>
  (await env.MEDIA.list({ prefix: `t/${tenant.id}/media/` })).objects.map(({ key }) => key);

const later = (ctx: ScopedContext, ms: number): ScopedContext => ({
  ...ctx,
  nowMs: () => Date.now() + ms,
});

/** A context that dies at its nth batch. */
function dyingAt(ctx: ScopedContext, nth: number): ScopedContext {
  let left = nth;
  const $client = new Proxy(ctx.db.$client, {
    get: (target, property) => {
      if (property === "batch" && --left <= 0) throw new Error("killed");
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { ...ctx, db: Object.assign(Object.create(ctx.db), { $client }) };
}

const upload = (bytes: Uint8Array<ArrayBuffer>) =>
  new Request("https://waqtor.test/v1/media", {
    method: "POST",
    headers: { "content-type": "image/png" },
    body: bytes,
  });

describe("an upload that is cut short behind its bytes", () => {
  test("is nobody's medium, and the sweep takes its bytes out of the bucket a day later", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const file = await receiveFile(ctx, upload(aFile("png", 5_000)));
    expect(await keysOf(tenant)).toHaveLength(1);
    expect((await call(tenant, `GET /media/${file.id}`)).status).toBe(404);
    await sweepMedia(later(ctx, 23 * HOUR_MS));
    expect(await keysOf(tenant)).toHaveLength(1);
    await sweepMedia(later(ctx, 25 * HOUR_MS));
    expect(await keysOf(tenant)).toEqual([]);
    expect(await ctx.db.query.media.findMany()).toEqual([]);
    await expect(uploadMedia(ctx, file)).rejects.toMatchObject({ code: "unavailable" });
  });

  test("is a medium for good once it is kept, whatever the sweep does", async ({ expect }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const kept = await uploadMedia(ctx, await receiveFile(ctx, upload(aFile("png", 5_000))));
    await sweepMedia(later(ctx, 48 * HOUR_MS));
    expect(await keysOf(tenant)).toHaveLength(1);
    expect((await call(tenant, `GET /media/${kept.id}`)).body["status"]).toBe("stored");
  });
});

describe("a fetch from Meta that is cut short behind its bytes", () => {
  /** A picture that a person sent in the sandbox, not fetched yet, and a Meta that has it. */
  async function aPicture() {
    const tenant = await aTenant();
    const { body: number } = await call(tenant, "POST /numbers", { kind: "sandbox" });
    await call(tenant, `POST /sandbox/numbers/${String(number["id"])}/inbound`, {
      from: "+5511987655600",
      type: "image",
      image: {},
    });
    const stored = async () => tenant.ctx.db.query.media.findFirst();
    await until(async () => (await stored())?.status === "stored");
    const row = await stored();
    if (row === undefined) throw new Error("no medium");
    await tenant.ctx.bucket.delete(row.objectKey ?? "");
    // As it was before it was fetched.
    await tenant.ctx.db
      .update(media)
      .set({ status: "pending", objectKey: null, attempts: 0, dueAt: 1, storedAt: null });
    return { tenant, id: row.id, sha256: row.sha256, stored };
  }

  test("leaves bytes that the next fetch takes away, so that one object is left", async ({
    expect,
  }) => {
    const { tenant, id, sha256, stored } = await aPicture();
    const { ctx } = tenant;
    await expect(fetchMedia(dyingAt(ctx, 2), id)).rejects.toThrow("killed");
    const [orphan, ...none] = await keysOf(tenant);
    expect([none, (await stored())?.objectKey]).toEqual([[], expect.any(String)]);
    expect(await fetchMedia(later(ctx, HOUR_MS), id)).toEqual({ type: "done" });
    const keys = await keysOf(tenant);
    expect(keys).toHaveLength(1);
    expect(keys).not.toContain(orphan);
    const bytes = await ctx.bucket.get((await stored())?.objectKey ?? "");
    expect(await sha256Hex(bytes ?? new ArrayBuffer(0))).toBe(sha256);
  });

  test("and was taken up by somebody else keeps nothing of its own", async ({ expect }) => {
    const { tenant, id, stored } = await aPicture();
    const { ctx } = tenant;
    const slow: ScopedContext = {
      ...ctx,
      bucket: {
        ...ctx.bucket,
        putStream: async (key, value) => {
          await ctx.bucket.putStream(key, value);
          // Its lease is over by now, and another fetch comes first.
          await fetchMedia(later(ctx, HOUR_MS), id);
        },
      },
    };
    await fetchMedia(slow, id);
    const key = (await stored())?.objectKey ?? "";
    expect(await keysOf(tenant)).toEqual([`t/${tenant.tenant.id}/${key}`]);
    expect(await stored()).toMatchObject({ status: "stored" });
  });
});
