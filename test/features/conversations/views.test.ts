import fc from "fast-check";
import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { ConversationFilter, WordField } from "#core/conversation/filter";
import { needsReply } from "#core/conversation/needs-reply";
import { passesFilter } from "#core/conversation/passes-filter";
import {
  CONVERSATION_PRIORITIES,
  CONVERSATION_STATUSES,
  WINDOW_STATES,
} from "#core/conversation/states";
import { tagKey, tagKeys } from "#core/conversation/tag-keys";
import type { Id } from "#core/ids";
import { contacts, conversations, messages, numbers } from "#db/tenant/schema";
import { countConversations } from "#features/conversations/count-conversations";
import { touchConversations } from "#features/conversations/index";
import { listConversations } from "#features/conversations/list-conversations";
import {
  pageOfConversations,
  type ConversationPosition,
} from "#features/conversations/queries-inbox";
import { filterOfQuery } from "#features/conversations/query-filter";
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
async function pages(
  t: TenantFixture,
  filter: ConversationFilter,
  nowMs = 1,
): Promise<readonly string[]> {
  const shown: string[] = [];
  for (let after: ConversationPosition | null = null; ;) {
    const page = { after, limit: 7, me: null, nowMs };
    const { rows, next } = await pageOfConversations(t.ctx.db, filter, page);
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
      open: exact(2),
      mine: exact(0),
      unassigned: exact(2),
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
        const shown = await pages(t, filterOfQuery({ needs_reply, has_written }));
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

describe("any filter", () => {
  test("judges in SQL as in core, negated too", async ({ expect }) => {
    const t = await aTenant();
    const DAY = 24 * 60 * 60 * 1000;
    const [numberId, member] = [newId("number"), newId("user")];
    const instant = fc.integer({ min: DAY, max: 2 * DAY + 2 });
    const rows = fc
      .sample(
        fc.record({
          lastAt: instant,
          lastInboundAt: fc.option(
            fc.oneof(instant, fc.constantFrom(DAY, DAY + 1, 2 * DAY - 7_200_000)),
          ),
          unread: fc.integer({ min: 0, max: 1 }),
          status: fc.constantFrom(...CONVERSATION_STATUSES),
          priority: fc.constantFrom(...CONVERSATION_PRIORITIES),
          assignee: fc.option(fc.constant(member)),
          tagKeys: fc.option(fc.constantFrom(tagKeys(["vip"]), tagKeys(["late", "vip2"]))),
          numberId: fc.option(fc.constant(numberId), { nil: newId("number") }),
        }),
        80,
      )
      .map((row) => {
        const contactId = newId("contact");
        return { ...row, id: conversationIdOf(contactId, row.numberId), contactId, createdAt: 1 };
      });
    for (const row of rows) await t.ctx.db.insert(conversations).values(row);
    const nowMs = 2 * DAY;
    const word = (field: WordField, ...oneOf: readonly string[]) =>
      ({ kind: "word", field, oneOf }) as const;
    const LEAVES: readonly ConversationFilter[] = [
      word("status", "open", "snoozed"),
      word("priority", "urgent"),
      ...WINDOW_STATES.map((state) => word("window", state)),
      word("number", numberId),
      word("assignee", member),
      { kind: "exists", field: "assignee", exists: false },
      { kind: "tag", key: tagKey("VIP") },
      { kind: "exists", field: "tags", exists: true },
      { kind: "flag", field: "unread", is: false },
      { kind: "flag", field: "has_written", is: false },
      { kind: "flag", field: "needs_reply", is: true },
      { kind: "last_inbound_at", op: "lte", atMs: DAY + 1 },
      { kind: "exists", field: "last_inbound_at", exists: false },
    ];
    for (const leaf of LEAVES.flatMap((one) => [one, { not: one }])) {
      const filter = {
        any: [leaf, { all: [leaf, { kind: "flag", field: "unread", is: true } as const] }],
      };
      const meant = rows.filter((row) => passesFilter(row, filter, { me: null, nowMs }));
      const shown = await pages(t, filter, nowMs);
      expect([leaf, shown.toSorted()]).toEqual([leaf, meant.map(({ id }) => id).toSorted()]);
    }
  });
});

/** 20,000 conversations with their people and last messages: 12,000 in which the person has written, the newest of them at work. */
async function aLargeInbox(): Promise<
  TenantFixture & { readonly member: Id<"user">; readonly numberId: Id<"number"> }
> {
  const t = await aTenant();
  const [member, numberId] = [newId("user"), newId("number")];
  const rows = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999),
    r AS (SELECT i, printf('01k9zq3v6m8r2t4w6y8a%06d', i) x FROM n)`;
  const run = (sql: string, ...params: string[]) => t.ctx.db.$client.prepare(sql).bind(...params);
  await t.ctx.db.$client.batch([
    run(`INSERT INTO contacts (id, name, fields, tags, metadata, marketing, marketing_by_person, suppressed, blocked, created_at, updated_at)
      ${rows} SELECT 'con_' || x, 'Person ' || i, '{}', '[]', '{}', 'granted', 0, 0, 0, 1, 1 FROM r`),
    run(
      `INSERT INTO messages (id, direction, number_id, contact_id, conversation_id, type, content, state, attempts, created_at)
      ${rows} SELECT 'msg_' || x, 'inbound', ?1, 'con_' || x, 'cnv_' || x, 'text', '{"body":"Hello"}', 'received', 0, 1 FROM r`,
      numberId,
    ),
    run(
      `INSERT INTO conversations (id, contact_id, number_id, status, unread, last_message_id, last_at, last_inbound_at, created_at,
        assignee, priority, tags, tag_keys)
      ${rows} SELECT 'cnv_' || x, 'con_' || x, ?1, CASE WHEN i > 3000 THEN 'resolved' WHEN i % 10 = 9 THEN 'pending' ELSE 'open' END,
        i < 3000 AND i % 3 = 0, 'msg_' || x, 1000000 - i, CASE WHEN i % 5 < 3 THEN 1000000 - i - (i % 2) END, 1,
        CASE WHEN i % 4 = 0 THEN ?2 END, CASE WHEN i % 7 = 0 THEN 'high' ELSE 'normal' END,
        CASE WHEN i % 500 = 0 THEN '["rare"]' ELSE '[]' END, CASE WHEN i % 500 = 0 THEN char(10) || 'rare' || char(10) END FROM r`,
      numberId,
      member,
    ),
  ]);
  return { ...t, member, numberId };
}

test("a page of a large inbox reads what it shows and a little more, and never more than its bound", async ({
  expect,
}) => {
  const { member, numberId, ...t } = await aLargeInbox();
  const limit = 25;
  const list = async (query: Parameters<typeof filterOfQuery>[0]) => {
    let shown = 0;
    const found = await rowsRead(t.ctx, (on) =>
      pageOfConversations(on.db, filterOfQuery(query), { limit, after: null, me: null, nowMs: 1 }),
    );
    const read = await rowsRead(t.ctx, async (on) => {
      shown = (await listConversations(on, { limit, after: undefined, ...query })).data.length;
    });
    return { shown, found, read };
  };
  const COMMON: Readonly<Record<string, Parameters<typeof filterOfQuery>[0]>> = {
    all: {},
    written: { has_written: true },
    open: { status: "open", has_written: true },
    needsReply: { needs_reply: true },
    unassigned: { assignee: "none", has_written: true },
    number: { number: numberId },
  };
  const costs = new Map<string, Awaited<ReturnType<typeof list>>>();
  for (const [name, query] of Object.entries(COMMON)) costs.set(name, await list(query));
  for (const [name, query] of Object.entries({
    unread: { unread: true },
    assigned: { assignee: member, has_written: true },
    rare: { tag: "rare" },
    none: { tag: "nothing" },
  }))
    costs.set(name, await list(query));
  const counted = await rowsRead(t.ctx, (on) => countConversations(on, {}));
  for (const name of Object.keys(COMMON)) {
    expect([name, costs.get(name)?.shown]).toEqual([name, limit]);
    expect([name, (costs.get(name)?.found ?? 0) <= 3 * limit + 50]).toEqual([name, true]);
    // Each with its person and its last message.
    expect([name, (costs.get(name)?.read ?? 0) <= 10 * limit + 50]).toEqual([name, true]);
  }
  expect(Math.max(...[...costs.values()].map(({ read }) => read))).toBeLessThanOrEqual(2_100);
  expect(counted).toBeLessThanOrEqual(10);
});
