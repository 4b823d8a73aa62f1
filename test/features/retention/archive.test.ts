import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { timeChars } from "#core/derived-id";
import type { Id } from "#core/ids";
import { contacts, messages, numbers } from "#db/tenant/schema";
import { eraseFromArchive } from "#features/archive/index";
import { sweepRetention } from "#features/retention/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";
import type { Job } from "#platform/queue/jobs";

import { call, type Body } from "../../fixtures/call";
import { aContactRow, aMessageRow, aNumberRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

const DAY_MS = 86_400_000;

async function sweep(ctx: ScopedContext): Promise<void> {
  for (let jobs: Job[] = [{ kind: "retention.sweep", tenantId: ctx.tenant.id }]; jobs.length > 0;) {
    jobs = [];
    await sweepRetention({ ...ctx, enqueue: async (job) => void jobs.push(job) });
  }
}

const inDays = (ctx: ScopedContext, days: number): ScopedContext => ({
  ...ctx,
  nowMs: () => Date.now() + days * DAY_MS,
});

/** Two people who write with one number; the first said something on each of the given days ago. */
async function aScene(days: readonly number[]) {
  const tenant = await aTenant();
  const { ctx } = tenant;
  const number = aNumberRow();
  const person = aContactRow();
  const other = aContactRow();
  await ctx.db.insert(numbers).values(number);
  for (const row of [person, other]) await ctx.db.insert(contacts).values(row);
  const aRow = (of: { readonly id: Id<"contact"> }, ago: number, body: string) => {
    const at = Date.now() - ago * DAY_MS;
    return aMessageRow({
      id: `msg_${timeChars(at)}${newId("message").slice(14)}` as Id<"message">,
      numberId: number.id,
      contactId: of.id,
      conversationId: conversationIdOf(of.id, number.id),
      state: "read",
      content: { body },
      createdAt: at,
    });
  };
  const rows = days.map((ago) => aRow(person, ago, `day ${ago}`));
  const others = days.map((ago) => aRow(other, ago, "somebody else"));
  for (const row of [...rows, ...others]) await ctx.db.insert(messages).values(row);
  const thread = conversationIdOf(person.id, number.id);
  return { tenant, ctx, person, other, rows, others, thread };
}

const bodies = (data: readonly object[] = []) =>
  data.map((row) => (row as { content: { body: string } }).content.body);

describe("the archive", () => {
  test("takes messages out of the database, and gives them back in their thread and one by one", async ({
    expect,
  }) => {
    const days = [10, 179, 181, 300, 400, 500];
    const { tenant, ctx, rows, thread } = await aScene(days);
    const before = await call(tenant, `GET /messages/${rows[4]?.id}`);
    const list = await call(tenant, `GET /conversations/${thread}/messages`);
    await sweep(ctx);
    expect((await ctx.db.query.messages.findMany()).length).toBe(4);
    expect((await call(tenant, `GET /messages/${rows[4]?.id}`)).body).toEqual(before.body);
    const after = await call(tenant, `GET /conversations/${thread}/messages`);
    expect(after.body).toEqual(list.body);
    const told: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body }: Awaited<ReturnType<typeof call<Body>>> = await call(
        tenant,
        `GET /conversations/${thread}/messages?limit=2${cursor === "" ? "" : `&after=${cursor}`}`,
      );
      told.push(...bodies(body.data));
      cursor = body.next_cursor ?? null;
    }
    expect(told).toEqual(days.map((ago) => `day ${ago}`));
  });

  test("fills an object up day by day, and never has an id twice", async ({ expect }) => {
    const days = Array.from({ length: 12 }, (_, i) => 170 + i);
    const { tenant, ctx, thread } = await aScene(days);
    for (const later of [0, 2, 4, 30]) await sweep(inDays(ctx, later));
    expect(await ctx.db.query.messages.findMany()).toEqual([]);
    const objects = await ctx.db.query.archiveObjects.findMany();
    const stored = objects.filter(({ state }) => state === "stored");
    expect(stored.map((row) => row.messages)).toEqual([24]);
    const list = await call(tenant, `GET /conversations/${thread}/messages`);
    expect(bodies(list.body.data)).toEqual(days.map((ago) => `day ${ago}`));
  });

  test("lets go what is older than messages are kept, and keeps who is held", async ({
    expect,
  }) => {
    const { tenant, ctx, person, rows, others } = await aScene([200, 700]);
    await sweep(ctx);
    await call(tenant, `PUT /contacts/${person.id}/legal-hold`, { reason: "Case" });
    await sweep(inDays(ctx, 60));
    const get = async (id?: string) => (await call(tenant, `GET /messages/${id}`)).status;
    expect([await get(rows[1]?.id), await get(others[1]?.id)]).toEqual([200, 404]);
    expect([await get(rows[0]?.id), await get(others[0]?.id)]).toEqual([200, 200]);
  });

  test("forgets a person for good: the object that held them is in the bucket no more", async ({
    expect,
  }) => {
    const { tenant, ctx, person, rows, others } = await aScene([200, 300]);
    await sweep(ctx);
    const [object] = await ctx.db.query.archiveObjects.findMany();
    const key = object?.objectKey ?? "";
    expect(await ctx.bucket.get(key)).not.toBeNull();
    const erase = () =>
      eraseFromArchive(ctx, {
        contactIds: [person.id],
        messageIds: others.slice(1).flatMap(({ id }) => id ?? []),
      });
    expect([await erase(), await erase()]).toEqual([3, 0]);
    expect(await ctx.bucket.get(key)).toBeNull();
    const get = async (id?: string) => (await call(tenant, `GET /messages/${id}`)).status;
    expect([await get(rows[0]?.id), await get(rows[1]?.id), await get(others[1]?.id)]).toEqual([
      404, 404, 404,
    ]);
    expect(await get(others[0]?.id)).toBe(200);
    expect((await ctx.db.query.archiveThreads.findMany()).length).toBe(1);
  });

  test("loses nothing when a sweep is cut off between bucket and database", async ({ expect }) => {
    const { tenant, ctx, rows } = await aScene([200]);
    const dying = {
      ...ctx,
      bucket: {
        ...ctx.bucket,
        put: async (...put: Parameters<typeof ctx.bucket.put>) => {
          await ctx.bucket.put(...put);
          throw new Error("cut off");
        },
      },
    };
    await sweepRetention(dying).catch(() => undefined);
    expect((await ctx.db.query.messages.findMany()).length).toBe(2);
    await sweep(inDays(ctx, 1));
    expect((await call(tenant, `GET /messages/${rows[0]?.id}`)).status).toBe(200);
    const states = (await ctx.db.query.archiveObjects.findMany()).map(({ state }) => state);
    expect(states).toEqual(["stored"]);
  });
});
