import { describe, test } from "vitest";

import { timeChars } from "#core/derived-id";
import type { Id, Kind } from "#core/ids";
import { media, messages, quickReplies } from "#db/tenant/schema";
import { sweepRetention } from "#features/retention/index";
import { fileOldMessages } from "#features/search/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";
import type { Job } from "#platform/queue/jobs";

import { call } from "../../fixtures/call";
import { aMessageRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  deliverAndDrain,
  drain,
  envelope,
} from "../../fixtures/webhooks/meta-webhook";

const DAY_MS = 86_400_000;

/** An id that was made so many days ago. */
const oldId = <K extends Kind>(kind: K, days: number): Id<K> => {
  const [prefix, suffix = ""] = newId(kind).split("_");
  return `${prefix}_${timeChars(Date.now() - days * DAY_MS)}${suffix.slice(10)}` as Id<K>;
};

const aMessageOf = (days: number, more: Partial<typeof messages.$inferInsert> = {}) =>
  aMessageRow({
    id: oldId("message", days),
    state: "read",
    createdAt: Date.now() - days * DAY_MS,
    ...more,
  });

/** Sweep until nothing is left to do. @returns How many jobs it took. */
async function sweep(ctx: ScopedContext): Promise<number> {
  let runs = 0;
  for (let jobs: Job[] = [{ kind: "retention.sweep", tenantId: ctx.tenant.id }]; jobs.length > 0;) {
    jobs = [];
    runs += 1;
    await sweepRetention({ ...ctx, enqueue: async (job) => void jobs.push(job) });
  }
  return runs;
}

const bodyOf = async (tenant: Parameters<typeof call>[0], name: string) => {
  const { body } = await call(tenant, "GET /privacy/retention");
  return (body["classes"] as readonly { readonly name: string }[]).find((one) => one.name === name);
};

describe("the daily sweep", () => {
  test("lets old messages go with their words, counts them, and leaves what is young or open", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const rows = [
      aMessageOf(800, { content: { body: "ancient words" } }),
      aMessageOf(731),
      aMessageOf(729),
      aMessageOf(800, { state: "queued", campaignId: newId("campaign") }),
      // Planned long before it was sent: its id is old, it is not.
      aMessageOf(800, { createdAt: Date.now() - DAY_MS }),
    ];
    for (const row of rows) await ctx.db.insert(messages).values(row);
    const live = { classes: [{ name: "live_messages", days: 3_650 }] };
    expect((await call(tenant, "PUT /privacy/retention", live)).status).toBe(200);
    await ctx.db.$client.prepare("INSERT INTO search_backfill VALUES (1, 'msg_~', -1)").run();
    await fileOldMessages(ctx);
    await sweep(ctx);
    const left = await ctx.db.query.messages.findMany();
    expect(left.map(({ id }) => id).toSorted()).toEqual(
      rows
        .slice(2)
        .map(({ id }) => id)
        .toSorted(),
    );
    const words = await ctx.db.$client.prepare("SELECT message_id FROM message_search").all();
    expect(words.results.map((row) => row["message_id"])).not.toContain(rows[0]?.id);
    expect(await bodyOf(tenant, "messages")).toMatchObject({ last_swept: 2 });
  });

  test("goes on in chunks, over more than one run, and comes once a day", async ({ expect }) => {
    const { ctx } = await aTenant();
    await ctx.db.$client
      .prepare(
        `INSERT INTO messages (id, direction, number_id, contact_id, type, state, created_at)
         WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 5499)
         SELECT 'msg_00000000000000000' || printf('%09d', i), 'inbound', 'num_x', 'con_x', 'text', 'received', 1 FROM n`,
      )
      .run();
    expect(await sweep(ctx)).toBeGreaterThan(1);
    expect(await ctx.db.query.messages.findMany()).toEqual([]);
    await ctx.db.insert(messages).values(aMessageOf(800));
    expect(await sweep(ctx)).toBe(1);
    expect((await ctx.db.query.messages.findMany()).length).toBe(1);
    const later = { ...ctx, nowMs: () => Date.now() + DAY_MS + 1 };
    await sweep(later);
    expect(await ctx.db.query.messages.findMany()).toEqual([]);
  });

  test("touches nothing that is held: neither a person's, nor anything of a held workspace", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const contact = await call(tenant, "POST /contacts", { phone: "+34600111222" });
    const id = contact.body["id"] as Id<"contact">;
    await ctx.db.insert(messages).values(aMessageOf(800, { contactId: id }));
    await ctx.db.insert(messages).values(aMessageOf(800));
    await call(tenant, "PUT /privacy/legal-hold", { reason: "All" });
    await sweep(ctx);
    expect((await ctx.db.query.messages.findMany()).length).toBe(2);
    await call(tenant, "PUT /contacts/phone:%2B34600111222/legal-hold", { reason: "One" });
    await call(tenant, "DELETE /privacy/legal-hold");
    await sweep(ctx);
    expect(await ctx.db.query.messages.findMany()).toMatchObject([{ contactId: id }]);
  });

  test("takes files that nobody names any more out of the bucket, and keeps what will be sent again", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const aFile = (more: Partial<typeof media.$inferInsert> = {}) => ({
      id: oldId("media", 400),
      status: "stored" as const,
      mimeType: "image/png",
      objectKey: `media/${newId("media")}`,
      createdAt: Date.now() - 400 * DAY_MS,
      ...more,
    });
    const old = aFile();
    const quoted = aFile();
    const sent = aFile({
      metaUploads: { [newId("number")]: { id: "1", until: Date.now() + 10 * DAY_MS } },
    });
    const young = aFile({ id: newId("media"), createdAt: Date.now() });
    for (const row of [old, quoted, sent, young]) await ctx.db.insert(media).values(row);
    await ctx.db.insert(quickReplies).values({
      id: newId("quickReply"),
      shortcut: "menu",
      text: "Our menu",
      mediaId: quoted.id,
      createdAt: 1,
      updatedAt: 1,
    });
    await sweep(ctx);
    const gone = (await ctx.db.query.media.findMany()).filter((row) => row.deletedAt !== null);
    expect(gone.map(({ id }) => id)).toEqual([old.id]);
    expect((await call(tenant, `GET /media/${old.id}`)).status).toBe(404);
  });

  test("takes webhooks away that were too long for a row, but none that is not applied yet", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const number = await aConnectedNumber(ctx);
    const said = () =>
      change(number, { messages: [aText({ text: { body: "x".repeat(1_600_000) } })] });
    const kept = async () => (await ctx.bucket.list("inbound/", null)).keys.length;
    const inDays = (days: number) => ({ ...ctx, nowMs: () => Date.now() + days * DAY_MS });
    await deliverAndDrain(ctx, envelope(number.wabaId, said()));
    await sweep(inDays(13));
    expect(await kept()).toBe(1);
    await deliver(envelope(number.wabaId, said()));
    // As long as it waits to be applied, whatever came with it stays too.
    await sweep(inDays(15));
    expect(await kept()).toBe(2);
    await drain(ctx);
    await sweep(inDays(17));
    expect(await kept()).toBe(0);
  });
});
