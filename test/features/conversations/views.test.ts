import fc from "fast-check";
import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { needsReply } from "#core/conversation/needs-reply";
import { CONVERSATION_STATUSES } from "#core/conversation/states";
import type { Id } from "#core/ids";
import { contacts, messages, numbers } from "#db/tenant/schema";
import { countConversations } from "#features/conversations/count-conversations";
import { touchConversations } from "#features/conversations/index";
import { listConversations } from "#features/conversations/list-conversations";
import {
  pageOfConversations,
  type ConversationFilters,
  type ConversationPosition,
} from "#features/conversations/queries-inbox";
import { newId } from "#platform/ids";

import { call, type Route } from "../../fixtures/call";
import { aContactRow, aMessageRow, aNumberRow } from "../../fixtures/message-rows";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

/** A conversation of a new contact as its row stands: when somebody last wrote, when the person did. */
interface Planted {
  readonly lastAt: number;
  readonly lastInboundAt: number | null;
  readonly unread?: number;
  readonly status?: (typeof CONVERSATION_STATUSES)[number];
  readonly numberId?: Id<"number">;
}

async function plant(t: TenantFixture, rows: readonly Planted[]): Promise<readonly string[]> {
  const list = rows.map((row) => {
    const [contactId, numberId] = [newId("contact"), row.numberId ?? newId("number")];
    return {
      unread: 0,
      status: "open",
      ...row,
      contactId,
      numberId,
      id: conversationIdOf(contactId, numberId),
    };
  });
  await t.ctx.db.$client
    .prepare(
      `INSERT INTO conversations (id, contact_id, number_id, status, unread, last_at, last_inbound_at, created_at)
       SELECT value->>'id', value->>'contactId', value->>'numberId', value->>'status', value->>'unread', value->>'lastAt',
         value->>'lastInboundAt', 1 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(list))
    .run();
  return list.map(({ id }) => id);
}

async function found(t: TenantFixture, query: string): Promise<readonly unknown[]> {
  const ids: unknown[] = [];
  for (let after = ""; ;) {
    const route: Route = `GET /conversations?limit=2&${query}${after}`;
    const { status, body } = await call(t, route);
    if (status !== 200) throw new Error(JSON.stringify(body));
    ids.push(...(body.data ?? []).map(({ id }) => id));
    if (body.next_cursor === null) return ids;
    after = `&after=${String(body.next_cursor)}`;
  }
}

/** The ids of all pages, as they are read. */
async function pages(t: TenantFixture, filters: ConversationFilters): Promise<readonly string[]> {
  const shown: string[] = [];
  for (let after: ConversationPosition | null = null; ;) {
    const { rows, next } = await pageOfConversations(t.ctx.db, filters, { after, limit: 7 });
    shown.push(...rows.map(({ id }) => id));
    if (next === null) return shown;
    after = next;
  }
}

describe("the inbox", () => {
  test("shows who has written, and who waits for a reply", async ({ expect }) => {
    const t = await aTenant();
    const [silent, answered, waiting, done] = await plant(t, [
      { lastAt: 40, lastInboundAt: null },
      { lastAt: 30, lastInboundAt: 20 },
      { lastAt: 20, lastInboundAt: 20, unread: 1 },
      { lastAt: 10, lastInboundAt: 10, status: "resolved" },
    ]);
    expect(await found(t, "")).toEqual([silent, answered, waiting, done]);
    expect(await found(t, "has_written=true")).toEqual([answered, waiting, done]);
    expect(await found(t, "has_written=false")).toEqual([silent]);
    expect(await found(t, "needs_reply=true")).toEqual([waiting]);
    expect(await found(t, "needs_reply=false&has_written=true")).toEqual([answered, done]);
    const { body } = await call(t, "GET /conversations/counts");
    const exact = (count: number) => ({ count, count_is: "exact" });
    expect(body).toEqual({
      needs_reply: exact(1),
      unread: exact(1),
      has_written: exact(3),
      all: exact(4),
    });
  });

  test("counts one number's alone", async ({ expect }) => {
    const t = await aTenant();
    const numberId = newId("number");
    await plant(t, [
      { lastAt: 20, lastInboundAt: 20, numberId },
      { lastAt: 10, lastInboundAt: 10 },
    ]);
    const { body } = await call(t, `GET /conversations/counts?number=${numberId}`);
    expect([body["needs_reply"], body["all"]]).toMatchObject([{ count: 1 }, { count: 1 }]);
    expect((await call(t, "GET /conversations/counts?number=x")).status).toBe(400);
  });

  test("judges in SQL as in core, over all pages, whatever is asked", async ({ expect }) => {
    const t = await aTenant();
    const instant = fc.integer({ min: 1, max: 5 });
    const rows = fc.sample(
      fc.record({
        lastAt: instant,
        lastInboundAt: fc.option(instant),
        unread: fc.integer({ min: 0, max: 1 }),
        status: fc.constantFrom(...CONVERSATION_STATUSES),
      }),
      60,
    );
    const ids = await plant(t, rows);
    for (const needs_reply of [true, false, undefined])
      for (const has_written of [true, false, undefined]) {
        const shown = await pages(t, { needs_reply, has_written });
        const meant = rows.flatMap((row, i) =>
          (needs_reply === undefined || needsReply(row) === needs_reply) &&
          (has_written === undefined || (row.lastInboundAt !== null) === has_written)
            ? [ids[i]]
            : [],
        );
        expect(new Set(shown)).toEqual(new Set(meant));
        expect(shown).toHaveLength(meant.length);
      }
  });
});

describe("the conversations with one contact", () => {
  test("are those of every number, campaigns that nobody answered included", async ({ expect }) => {
    const t = await aTenant();
    const person = aContactRow({ id: newId("contact") });
    const [one, two, three] = [aNumberRow(), aNumberRow(), aNumberRow()];
    await t.ctx.db.insert(contacts).values(person);
    await t.ctx.db.insert(numbers).values([one, two, three]);
    const of = (number: { readonly id: Id<"number"> }) => conversationIdOf(person.id, number.id);
    await t.ctx.db.$client.batch([
      touchConversations(t.ctx.db, [
        {
          id: of(one),
          contactId: person.id,
          numberId: one.id,
          messageId: null,
          atMs: 5,
          inbound: true,
          unreadBy: 1,
        },
      ]),
    ]);
    await t.ctx.db.insert(messages).values(
      aMessageRow({
        contactId: person.id,
        numberId: two.id,
        conversationId: of(two),
        campaignId: newId("campaign"),
        state: "delivered",
        createdAt: 9,
      }),
    );
    await plant(t, [{ lastAt: 50, lastInboundAt: 50, numberId: one.id }]);
    expect(await found(t, `contact=${person.id}`)).toEqual([of(two), of(one)]);
    expect(await found(t, `contact=${person.id}&has_written=true`)).toEqual([of(one)]);
    expect(await found(t, `contact=${newId("contact")}`)).toEqual([]);
    const { status, body } = await call(t, "GET /conversations?contact=ana");
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, "contact"]);
  });
});

test("views and counts read no more rows of a large inbox than of a small one", async ({
  expect,
}) => {
  const t = await aTenant();
  await plant(
    t,
    Array.from({ length: 2_500 }, (_, i) => ({
      lastAt: 10_000 - i,
      lastInboundAt: i % 2 === 0 ? null : 1,
      unread: i === 1 ? 1 : 0,
    })),
  );
  const list = (query: object) =>
    rowsRead(t.ctx, (on) => listConversations(on, { limit: 25, after: undefined, ...query }));
  const costs = [
    await list({}),
    await list({ has_written: true }),
    await list({ needs_reply: true }),
    await rowsRead(t.ctx, (on) => countConversations(on, {})),
  ];
  // What a page shows, each with its person; what a filter looks at for nothing; what the counts look at.
  const budgets = [400, 400, 4_100, 2_000];
  expect(Math.max(...costs.map((rows, i) => rows - (budgets[i] ?? 0)))).toBeLessThanOrEqual(0);
});
