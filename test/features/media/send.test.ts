import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { media, numbers } from "#db/tenant/schema";
import { uploadToMeta } from "#features/media/index";
import { sendOutbox } from "#features/messages/index";
import { sendMessage } from "#features/messages/send-message";
import { SendMessageBody } from "#features/messages/send-schemas";
import type { ScopedContext, SandboxStub } from "#platform/context";
import { sha256Hex } from "#platform/hash";
import { newId } from "#platform/ids";
import { tokenSealedAt } from "#platform/meta/graph";
import { seal } from "#platform/secrets/envelope";

import { aFile } from "../../fixtures/files.ts";
import { refused, takes, type SentBody } from "../../fixtures/meta.ts";
import { inbox, send } from "../messages/inbox.ts";
import { uploaded } from "./fixture.ts";

const BYTES = aFile("jpeg", 300_000);
const DAY_MS = 24 * 60 * 60 * 1000;

/** Somebody to write to, a picture, and a Meta whose uploads are counted. */
async function aShop(upload: () => Response = () => Response.json({ id: "77" })) {
  const { tenant, ctx, number, contact } = await inbox();
  const tokenSealed = await seal(ctx.env, tokenSealedAt(ctx, number.id), "EAAtoken");
  await ctx.db.update(numbers).set({ tokenSealed });
  const medium = await uploaded(tenant, BYTES, "image/jpeg");
  const posts: SentBody[] = [];
  const forms: FormData[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (!url.endsWith("/media")) {
      const body = await new Response(init.body).json<SentBody>();
      posts.push(body);
      return takes(body);
    }
    forms.push(await new Response(init.body, { headers: new Headers(init.headers) }).formData());
    return upload();
  };
  const rung: string[] = [];
  const meta: ScopedContext = {
    ...ctx,
    // Safe: the Graph client uses nothing of the stub but `fetch`.
    sandbox: { fetch } as unknown as SandboxStub,
    enqueue: async (job) => void rung.push(job.kind),
  };
  const body = (id: string) => ({ to: contact.phone ?? "", image: { id, caption: "Look" } });
  /** Queue it without the real bells: what is rung here is all that runs. */
  const picture = () => sendMessage(meta, SendMessageBody.parse(body(medium.id)));
  const refusal = (id: string) => send(tenant, body(id));
  const toMeta = (nowMs = Date.now()) =>
    uploadToMeta(
      { ...meta, nowMs: () => nowMs },
      {
        kind: "media.upload",
        tenantId: ctx.tenant.id,
        mediaId: medium.id as Id<"media">,
        numberId: number.id,
      },
    );
  const due = async () => {
    await ctx.db.$client.prepare("UPDATE messages SET due_at = 1 WHERE state = 'queued'").run();
  };
  const message = () => ctx.db.query.messages.findFirst();
  return {
    tenant,
    ctx,
    meta,
    number,
    medium,
    posts,
    forms,
    rung,
    picture,
    refusal,
    toMeta,
    due,
    message,
  };
}

describe("a message with a file of ours", () => {
  test("waits until Meta has the file, and goes out once with Meta's id of it", async ({
    expect,
  }) => {
    const { meta, picture, posts, rung, toMeta, due, message, medium, forms } = await aShop();
    expect(await picture()).toMatchObject({ status: "queued", media: { id: medium.id } });
    expect(await sendOutbox(meta)).toMatchObject({ type: "retry" });
    expect(posts).toEqual([]);
    expect(await message()).toMatchObject({ state: "queued", attempts: 0 });
    expect(rung).toContain("media.upload");
    await toMeta();
    await due();
    await sendOutbox(meta);
    expect(posts).toMatchObject([{ type: "image", image: { id: "77", caption: "Look" } }]);
    expect(await message()).toMatchObject({ state: "accepted", content: { id: medium.id } });
    expect(forms).toHaveLength(1);
  });

  test("has the file uploaded as it is, in Meta's form", async ({ expect }) => {
    const { forms, toMeta } = await aShop();
    await toMeta();
    const [form] = forms;
    const file = form?.get("file") as unknown as File;
    expect([form?.get("messaging_product"), form?.get("type"), file.type, file.name]).toEqual([
      "whatsapp",
      "image/jpeg",
      "image/jpeg",
      "file.jpg",
    ]);
    expect(await sha256Hex(await file.arrayBuffer())).toBe(await sha256Hex(BYTES));
  });

  test("is uploaded once for a number, and again before Meta's 30 days are over", async ({
    expect,
  }) => {
    const { forms, toMeta } = await aShop();
    await toMeta();
    await toMeta(Date.now() + 28 * DAY_MS);
    expect(forms).toHaveLength(1);
    await toMeta(Date.now() + 29.5 * DAY_MS);
    expect(forms).toHaveLength(2);
  });

  test("fails with Meta's word when Meta does not take the file, and a new one tries again", async ({
    expect,
  }) => {
    let answer = refused(100);
    const { ctx, meta, picture, posts, toMeta, due, message } = await aShop(() => answer);
    await picture();
    await toMeta();
    await due();
    await sendOutbox(meta);
    expect(posts).toEqual([]);
    expect(await message()).toMatchObject({ state: "failed", error: { code: 100 } });
    answer = Response.json({ id: "78" });
    await picture();
    const kept = (await ctx.db.query.media.findFirst())?.metaUploads ?? {};
    expect(Object.values(kept)).toEqual([{ wait: expect.anything() }]);
    await toMeta();
    await due();
    await sendOutbox(meta);
    expect(posts).toMatchObject([{ image: { id: "78" } }]);
  });

  test("is tried again while Meta cannot be reached, and no message is lost", async ({
    expect,
  }) => {
    const { meta, picture, toMeta, due, message } = await aShop(
      () => new Response(null, { status: 503 }),
    );
    await picture();
    expect(await toMeta()).toEqual({ type: "retry" });
    await due();
    await sendOutbox(meta);
    expect(await message()).toMatchObject({ state: "queued" });
  });

  test("rings for its file once while that is under way, and waits longer each time", async ({
    expect,
  }) => {
    const { meta, picture, rung, due, message } = await aShop();
    const startMs = Date.now();
    await picture();
    const waits: number[] = [];
    const rings: number[] = [];
    for (const afterMs of [0, 3_000, 10_000, 50_000, 70_000, 600_000, 7_200_000]) {
      await due();
      const nowMs = startMs + afterMs;
      await sendOutbox({ ...meta, nowMs: () => nowMs });
      waits.push(((await message())?.dueAt ?? 0) - nowMs);
      rings.push(rung.filter((kind) => kind === "media.upload").length);
    }
    expect(rings).toEqual([1, 1, 1, 1, 2, 3, 4]);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect([waits[0], waits.at(-1)]).toEqual([3_000, 60_000]);
  });

  test("fails when its file could not be brought to Meta within a day, and a new one tries again", async ({
    expect,
  }) => {
    const { meta, ctx, number, picture, rung, message } = await aShop();
    await picture();
    await ctx.db.$client
      .prepare(
        "UPDATE media SET meta_uploads = json_set(meta_uploads, '$.' || ?1 || '.wait.since', ?2)",
      )
      .bind(number.id, Date.now() - DAY_MS)
      .run();
    await sendOutbox(meta);
    expect(await message()).toMatchObject({ state: "failed", error: { code: 131_053 } });
    await picture();
    expect(rung.filter((kind) => kind === "media.upload")).toHaveLength(2);
  });

  test("fails when the file was deleted before its turn", async ({ expect }) => {
    const { ctx, meta, picture, posts, message } = await aShop();
    await picture();
    await ctx.db.update(media).set({ deletedAt: 1 });
    await sendOutbox(meta);
    expect(posts).toEqual([]);
    expect(await message()).toMatchObject({ state: "failed", error: { code: 131_053 } });
  });

  test("is refused when it names no file, one that is not here, or one of another kind", async ({
    expect,
  }) => {
    const { tenant, ctx, refusal, medium } = await aShop();
    const strange = await refusal(newId("media"));
    expect([strange.status, strange.body]).toMatchObject([
      404,
      { code: "not_found", errors: [{ pointer: "/image/id" }] },
    ]);
    const pdf = await uploaded(tenant, aFile("pdf", 100), "application/pdf");
    const wrong = await refusal(pdf.id);
    expect([wrong.status, wrong.body]).toMatchObject([
      422,
      { code: "unsupported_media", errors: [{ pointer: "/image/id" }] },
    ]);
    await ctx.db.update(media).set({ status: "pending" });
    expect((await refusal(medium.id)).body).toMatchObject({ code: "unsupported_media" });
    expect(await ctx.db.query.messages.findMany()).toEqual([]);
  });
});
