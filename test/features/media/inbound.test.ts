import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";

import type { Id } from "#core/ids";
import { mediaIdOf } from "#core/media/media-id";
import { media, numbers } from "#db/tenant/schema";
import { fetchMedia, sweepMedia } from "#features/media/index";
import type { MessageView } from "#features/messages/schemas";
import type { ScopedContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";
import { tokenSealedAt } from "#platform/meta/graph";
import { seal } from "#platform/secrets/envelope";

import { call } from "../../fixtures/call.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { aFile } from "../../fixtures/files.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
} from "../../fixtures/webhooks/meta-webhook.ts";
import { fetchApi } from "../../http/fetch-api.ts";
import { hashOf } from "./fixture.ts";

const BYTES = aFile("jpeg", 70_000);
const META_ID = "1013859600285441";
const FILE_URL = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1";
const DAY_MS = 24 * 60 * 60 * 1000;

interface MetaSays {
  readonly url?: string;
  readonly size?: number;
  readonly sha256?: string;
  readonly describe?: () => Response;
  readonly file?: () => Response;
}

/** A workspace to which a person sent a picture, and a Meta that has it. */
async function aPicture(object: object = {}) {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = await aConnectedNumber(ctx);
  const tokenSealed = await seal(env, tokenSealedAt(ctx, number.id), "EAAtoken");
  await ctx.db.update(numbers).set({ kind: "cloud", tokenSealed });
  const message = aText({
    text: undefined,
    type: "image",
    image: { id: META_ID, mime_type: "image/jpeg", sha256: await sha256Hex(BYTES), ...object },
  });
  const body = envelope(number.wabaId, change(number, { messages: [message] }));
  const rung: string[] = [];
  const held: ScopedContext = {
    ...ctx,
    enqueue: async (job) => void rung.push(job.kind),
  };
  await deliverAndDrain(held, body);
  const [row] = await ctx.db.query.messages.findMany();
  if (row === undefined) throw new Error("the message came");
  const id = mediaIdOf(row.id);
  const stored = () => ctx.db.query.media.findFirst();
  const shown = async () => (await call<MessageView>(tenant, `GET /messages/${row.id}`)).body.media;
  return { tenant, ctx: held, number, id, stored, shown, rung, message, body };
}

/** Stand in for Meta; tells each request with its token. */
function meta(says: MetaSays = {}) {
  const asked: { url: string; token: string | null }[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    asked.push({ url: request.url, token: request.headers.get("authorization") });
    if (request.url.includes(`/${META_ID}?`))
      return (
        says.describe?.() ??
        Response.json({
          url: says.url ?? FILE_URL,
          mime_type: "image/jpeg",
          sha256: says.sha256 ?? (await sha256Hex(BYTES)),
          file_size: String(says.size ?? BYTES.length),
          id: META_ID,
        })
      );
    return says.file?.() ?? new Response(BYTES);
  });
  return asked;
}

/** The same context, later. */
const later = (ctx: ScopedContext, ms: number): ScopedContext => ({
  ...ctx,
  nowMs: () => Date.now() + ms,
});

const refusal = (code: number, subcode?: number): Response =>
  Response.json(
    { error: { message: "no", type: "OAuthException", code, error_subcode: subcode } },
    { status: 400 },
  );

describe("the file of a person's message", () => {
  test("is pending beside its message from the same write on, and its bell is rung", async ({
    expect,
  }) => {
    const { shown, id, rung } = await aPicture();
    expect(rung).toContain("media.fetch");
    expect(await shown()).toEqual({
      id,
      status: "pending",
      mime_type: "image/jpeg",
      size: null,
      filename: null,
      url: null,
    });
  });

  test("is fetched with the number's token, checked, stored and told", async ({ expect }) => {
    const { ctx, id, shown, stored } = await aPicture();
    const asked = meta();
    expect(await fetchMedia(ctx, id)).toEqual({ type: "done" });
    expect(asked.map(({ token }) => token)).toEqual(["Bearer EAAtoken", "Bearer EAAtoken"]);
    expect(asked[0]?.url).toMatch(/\/v26\.0\/1013859600285441\?phone_number_id=\d+$/);
    vi.restoreAllMocks();
    const medium = await shown();
    expect(medium).toMatchObject({ status: "stored", size: BYTES.length });
    const file = await fetchApi(medium?.url ?? "");
    expect([file.headers.get("content-type"), await hashOf(file)]).toEqual([
      "image/jpeg",
      await sha256Hex(BYTES),
    ]);
    expect(await stored()).toMatchObject({ dueAt: null, error: null });
    expect(await eventTypes(ctx)).toContain("message.media_ready");
  });

  test("is fetched once, whoever else is rung", async ({ expect }) => {
    const { ctx, id } = await aPicture();
    const asked = meta();
    await Promise.all([fetchMedia(ctx, id), fetchMedia(ctx, id), fetchMedia(ctx, id)]);
    await fetchMedia(ctx, id);
    vi.restoreAllMocks();
    expect(asked).toHaveLength(2);
    const prefix = `t/${ctx.tenant.id}/media/`;
    expect((await env.MEDIA.list({ prefix })).objects).toHaveLength(1);
  });

  test.for([
    ["an address that is not Meta's", { url: "https://evil.example/a" }, "untrusted_url"],
    ["an address on this machine", { url: "http://127.0.0.1:8787/a" }, "untrusted_url"],
    ["a file that Meta has no more", { describe: () => refusal(100, 33) }, "gone_at_meta"],
    ["a file beyond the limit", { size: 100 * 1024 * 1024 + 1 }, "too_large"],
  ] as const)("fails for %s, and no token goes there", async ([, says, error], { expect }) => {
    const { ctx, id, stored, shown } = await aPicture();
    const asked = meta(says);
    await fetchMedia(ctx, id);
    vi.restoreAllMocks();
    expect(asked.every(({ url }) => url.startsWith("https://graph.facebook.com/"))).toBe(true);
    expect(await stored()).toMatchObject({ status: "failed", error, dueAt: null });
    expect(await shown()).toMatchObject({ status: "failed", url: null });
  });

  test.for([
    [
      "Graph cannot be reached",
      { describe: () => new Response(null, { status: 503 }) },
      "server_error",
    ],
    ["the token is refused", { describe: () => refusal(190) }, "meta_190"],
    ["the address ran out", { file: () => new Response(null, { status: 404 }) }, "http_404"],
    [
      "it leads elsewhere",
      { file: () => new Response(null, { status: 302, headers: { location: "https://a.b" } }) },
      "http_302",
    ],
    ["other bytes come", { file: () => new Response("no") }, "size_differs"],
    ["another hash is told", { sha256: "0".repeat(64) }, "sha256_differs"],
  ] as const)("is tried again later when %s", async ([, says, error], { expect }) => {
    const { ctx, id, stored } = await aPicture();
    meta(says);
    expect(await fetchMedia(ctx, id)).toMatchObject({ type: "retry" });
    expect(await stored()).toMatchObject({ status: "pending", error, objectKey: null });
    expect((await env.MEDIA.list({ prefix: `t/${ctx.tenant.id}/media/` })).objects).toEqual([]);
    vi.restoreAllMocks();
    meta();
    await fetchMedia(ctx, id);
    expect(await stored()).toMatchObject({ status: "pending" });
    await fetchMedia(later(ctx, 60_000), id);
    vi.restoreAllMocks();
    expect(await stored()).toMatchObject({ status: "stored" });
  });

  test("expires when Meta's seven days are over, and asks Meta nothing then", async ({
    expect,
  }) => {
    const { tenant, ctx, id, stored } = await aPicture();
    const asked = meta();
    await fetchMedia(later(ctx, 8 * DAY_MS), id);
    vi.restoreAllMocks();
    expect(asked).toEqual([]);
    expect(await stored()).toMatchObject({ status: "expired", dueAt: null });
    await ctx.db.update(media).set({ metaExpiresAt: 1 });
    const again = await call(tenant, `POST /media/${id}/refetch`);
    expect([again.status, again.body]).toMatchObject([410, { code: "media_unavailable" }]);
  });

  test("is found by the sweep when its bell was lost", async ({ expect }) => {
    const { ctx, rung } = await aPicture();
    rung.length = 0;
    await sweepMedia(ctx);
    expect(rung).toEqual(["media.fetch"]);
  });

  test("can be asked for again after it failed, and stays as it is when it is here", async ({
    expect,
  }) => {
    const { tenant, ctx, id, stored } = await aPicture();
    meta({ describe: () => refusal(100, 33) });
    await fetchMedia(ctx, id);
    vi.restoreAllMocks();
    const again = await call(tenant, `POST /media/${id}/refetch`);
    expect([again.status, again.body]).toMatchObject([202, { status: "pending", error: null }]);
    meta();
    await fetchMedia(later(ctx, 1_000), id);
    vi.restoreAllMocks();
    const key = (await stored())?.objectKey;
    const third = await call(tenant, `POST /media/${id}/refetch`);
    expect([third.status, third.body]).toMatchObject([202, { status: "stored" }]);
    expect((await stored())?.objectKey).toBe(key);
  });

  test("is gone with the message that the person takes back", async ({ expect }) => {
    const { ctx, id, shown, stored, number, message } = await aPicture();
    meta();
    await fetchMedia(ctx, id);
    vi.restoreAllMocks();
    const { id: wamid } = message as { id: string };
    const revoke = aText({
      text: undefined,
      type: "revoke",
      revoke: { original_message_id: wamid },
    });
    await deliverAndDrain(ctx, envelope(number.wabaId, change(number, { messages: [revoke] })));
    expect(await shown()).toBe(null);
    await sweepMedia(ctx);
    expect(await stored()).toBe(undefined);
    expect((await env.MEDIA.list({ prefix: `t/${ctx.tenant.id}/media/` })).objects).toEqual([]);
  });

  test("comes once however often its webhook comes", async ({ expect }) => {
    const { ctx, body } = await aPicture();
    await deliverAndDrain(ctx, body);
    expect(await ctx.db.query.media.findMany()).toHaveLength(1);
  });

  test("that was deleted while it was fetched leaves no bytes behind", async ({ expect }) => {
    const { tenant, ctx, id } = await aPicture();
    meta({
      file: () => {
        const bytes = new ReadableStream({
          async start(controller) {
            await ctx.db.update(media).set({ deletedAt: 1 });
            controller.enqueue(BYTES);
            controller.close();
          },
        });
        return new Response(bytes);
      },
    });
    await fetchMedia(ctx, id);
    vi.restoreAllMocks();
    expect((await env.MEDIA.list({ prefix: `t/${tenant.tenant.id}/media/` })).objects).toEqual([]);
  });
});

/** Ids are the message's own, so a name that nobody gave is enough to find one. */
test("a message's medium has the message's id under its own prefix", ({ expect }) => {
  const id: Id<"message"> = "msg_01k9zq3v6m8r2t4w6y8a0c2e4g";
  expect(mediaIdOf(id)).toBe("med_01k9zq3v6m8r2t4w6y8a0c2e4g");
});
