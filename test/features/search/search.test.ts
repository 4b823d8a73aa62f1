import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { searchQuery } from "#core/search/words";
import { contacts, messages, searchBackfill } from "#db/tenant/schema";
import { dispatchEvents } from "#features/events/index";
import { fileOldMessages, searchSubscriber } from "#features/search/index";
import { findBySearch } from "#features/search/queries";
import { fileMessages, unfile } from "#features/search/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows";
import { rowsRead } from "../../fixtures/rows-read";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
} from "../../fixtures/webhooks/meta-webhook";

const dispatch = (ctx: ScopedContext) =>
  dispatchEvents(ctx, { kind: "events.dispatch", tenantId: ctx.tenant.id, afterSeq: 0 }, [
    searchSubscriber,
  ]);

/** A workspace whose number takes what people write. */
async function world() {
  const t = await aTenant();
  const number = await aConnectedNumber(t.ctx);
  const says = async (more: Readonly<Record<string, unknown>>) => {
    const { ctx } = t;
    await deliverAndDrain(
      ctx,
      envelope(number.wabaId, change(number, { messages: [aText(more)] })),
    );
    await dispatch(ctx);
  };
  return { t, number, says };
}

async function found(t: TenantFixture, q: string, more = ""): Promise<readonly unknown[]> {
  const { status, body } = await call(t, `GET /search?q=${encodeURIComponent(q)}${more}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body.data ?? []).map((one) => one["excerpt"]);
}

/** An act that tells of messages as they stand, for the subscriber alone. */
async function told(
  ctx: ScopedContext,
  type: "message.edited" | "message.deleted" | "message.queued" | "message.sent",
  row: typeof messages.$inferInsert,
) {
  const about = {
    message_id: row.id,
    status: "x",
    number_id: row.numberId,
    contact_id: row.contactId,
    conversation_id: row.conversationId ?? null,
    campaign_id: row.campaignId ?? null,
    client_ref: null,
  };
  const at = type === "message.queued" ? {} : { at: new Date().toISOString() };
  await commit(
    { ...ctx, defer: () => undefined },
    { statements: [], events: [{ type, data: { ...about, ...at } } as never] },
  );
  await dispatch(ctx);
}

describe("a search", () => {
  test("finds what people wrote, newest first, whatever its case and accents", async ({
    expect,
  }) => {
    const { t, says } = await world();
    await says({ text: { body: "Olá! Cadê meu pedido?" } });
    await says({ text: { body: "PEDIDO número 7" } });
    expect(await found(t, "pedido")).toEqual(["PEDIDO número 7", "Olá! Cadê meu pedido?"]);
    expect(await found(t, "ola PED")).toEqual(["Olá! Cadê meu pedido?"]);
    expect(await found(t, "pedido", "&limit=1")).toEqual(["PEDIDO número 7"]);
    const first = await call(t, "GET /search?q=pedido&limit=1");
    expect(first.body).toMatchObject({
      has_more: true,
      data: [{ kind: "message", contact: null }],
    });
    expect(await found(t, "pedido", `&limit=1&after=${first.body.next_cursor ?? ""}`)).toEqual([
      "Olá! Cadê meu pedido?",
    ]);
    const conversation = String(first.body.data?.[0]?.["conversation_id"]);
    expect(await found(t, "pedido", `&conversation=${conversation}`)).toHaveLength(2);
    expect(await found(t, "pedido", `&conversation=${newId("conversation")}`)).toEqual([]);
  });

  test.for([
    '"',
    'hello"',
    "OPS-306",
    "AND",
    "a OR b",
    "col:x",
    "*",
    "(",
    "NEAR(a b)",
    "^",
    "-x",
    "50%",
    "ids : msg",
    "\u{1F600}",
    "words : (a)",
    "'; DROP TABLE messages",
  ])("takes %s as words, and never as a query", async (q, { expect }) => {
    const { t, says } = await world();
    await says({ text: { body: "nothing of it" } });
    const { status, body } = await call(t, `GET /search?q=${encodeURIComponent(q)}`);
    expect([status, body["code"] ?? body.data]).toEqual(
      searchQuery(q) === null ? [422, "query_required"] : [200, []],
    );
  });

  test("is refused when it is blank or too long", async ({ expect }) => {
    const t = await aTenant();
    const refused = async (q: string) => {
      const { status, body } = await call(t, `GET /search?q=${encodeURIComponent(q)}`);
      return [status, body["code"], body.errors?.[0]?.pointer];
    };
    expect(await refused("  ")).toEqual([422, "query_required", "q"]);
    expect(await refused("x".repeat(201))).toEqual([422, "query_too_long", "q"]);
    expect((await refused("x".repeat(200)))[0]).toBe(200);
  });

  test("finds contacts, for whom may see them", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+34600111222", name: "Ana Sousa" });
    const { body } = await call(t, "GET /search?q=sou&kind=contacts");
    expect(body.data).toMatchObject([
      { kind: "contact", contact: { name: "Ana Sousa" }, message: null, excerpt: null },
    ]);
    const blind = await aTenant({ scopes: ["inbox:read"] });
    expect((await call(blind, "GET /search?q=sou&kind=contacts")).status).toBe(403);
  });

  test("finds a message as it was last edited, and nothing of what was taken back", async ({
    expect,
  }) => {
    const { t, says } = await world();
    await says({ text: { body: "first words" } });
    const [row] = await t.ctx.db.query.messages.findMany();
    if (row === undefined) throw new Error("one was written");
    await t.ctx.db.update(messages).set({ content: { body: "other words" } });
    await told(t.ctx, "message.edited", row);
    expect([await found(t, "first"), await found(t, "other")]).toEqual([[], ["other words"]]);
    await t.ctx.db.update(messages).set({ content: null, revokedAt: 1 });
    await told(t.ctx, "message.deleted", row);
    const left = await t.ctx.db.$client.prepare("SELECT count(*) n FROM message_search").first("n");
    expect([await found(t, "other"), await found(t, "words"), left]).toEqual([[], [], 0]);
  });

  test("finds a campaign's message once it was sent, once, however often it is told of", async ({
    expect,
  }) => {
    const { t } = await world();
    const contact = aContactRow();
    await t.ctx.db.insert(contacts).values(contact);
    const row = aMessageRow({
      contactId: contact.id,
      campaignId: newId("campaign"),
      type: "template",
      content: { rendered: { body: "Fresh bread" } },
      state: "sent",
    });
    await t.ctx.db.insert(messages).values(row);
    await told(t.ctx, "message.queued", row);
    expect(await found(t, "bread")).toEqual([]);
    await told(t.ctx, "message.sent", row);
    await told(t.ctx, "message.sent", row);
    expect(await found(t, "bread")).toEqual(["Fresh bread"]);
  });
});

test("what is known of a person, a thread or a message leaves the index by its id, and no word of it stays", async ({
  expect,
}) => {
  const { ctx } = await aTenant();
  const [contactId, conversationId] = [newId("contact"), newId("conversation")];
  const entry = (
    place: number,
    of: { contactId: Id<"contact">; conversationId: Id<"conversation"> },
  ) => ({
    place,
    messageId: newId("message"),
    ...of,
    words: `canary${place} word`,
  });
  const other = { contactId: newId("contact"), conversationId: newId("conversation") };
  await commit(ctx, {
    statements: fileMessages(ctx.db, [
      entry(1, { contactId, conversationId }),
      entry(2, { contactId, conversationId }),
      entry(3, other),
    ]),
  });
  expect(
    await rowsWritten(ctx, (on) => commit(on, { statements: [unfile(on.db, contactId)] })),
  ).toBeGreaterThan(0);
  const { results } = await ctx.db.$client
    .prepare("SELECT term FROM message_search_terms WHERE term LIKE 'canary%'")
    .all()
    .catch(async () => {
      await ctx.db.$client
        .prepare("CREATE VIRTUAL TABLE message_search_terms USING fts5vocab(message_search, row)")
        .run();
      return ctx.db.$client
        .prepare("SELECT term FROM message_search_terms WHERE term LIKE 'canary%'")
        .all();
    });
  expect(results).toEqual([{ term: "canary3" }]);
  const blocks = await ctx.db.$client
    .prepare("SELECT hex(block) hex FROM message_search_data")
    .all<{ hex: string }>();
  const held = blocks.results.map(({ hex }) => hex).join("");
  const hexOf = (text: string) =>
    Array.from(text)
      .map((c) => c.charCodeAt(0).toString(16).toUpperCase())
      .join("");
  expect([held.includes(hexOf("canary1")), held.includes(hexOf("canary"))]).toEqual([false, true]);
});

test("messages from before are filed below those that came since, newest first, and once", async ({
  expect,
}) => {
  const { t, says } = await world();
  await says({ text: { body: "bread now" } });
  const contact = aContactRow();
  await t.ctx.db.insert(contacts).values(contact);
  const old = (i: number) =>
    aMessageRow({
      id: `msg_01${String(i).padStart(8, "0")}00000000000000aa` as Id<"message">,
      contactId: contact.id,
      direction: "inbound",
      state: "received",
      content: { body: `bread ${i}` },
    });
  for (let i = 0; i < 205; i++) await t.ctx.db.insert(messages).values(old(i));
  await t.ctx.db.insert(searchBackfill).values({ id: 1, before: "msg_~", nextRow: -1 });
  const rung: unknown[] = [];
  const ctx = { ...t.ctx, enqueue: async (job: object) => void rung.push(job) };
  await Promise.all([fileOldMessages(ctx), fileOldMessages(ctx)]);
  for (let i = 0; i < 4; i++) await fileOldMessages(ctx);
  expect(rung.length).toBeGreaterThan(0);
  expect(await t.ctx.db.query.searchBackfill.findMany()).toEqual([]);
  const shown = await found(t, "bread", "&limit=100");
  expect(shown.slice(0, 3)).toEqual(["bread now", "bread 204", "bread 203"]);
  const count = await t.ctx.db.$client.prepare("SELECT count(*) n FROM message_search").first("n");
  expect(count).toBe(206);
});

test("filing a message writes one row, and a page reads little more than it shows among 100,000", async ({
  expect,
}) => {
  const { ctx } = await aTenant();
  await ctx.db.$client
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
       INSERT INTO message_search (rowid, ids, words, message_id)
       SELECT i, printf('msg_01k9zq3v6m8r2t4w6y8a%06d cnv_01k9zq3v6m8r2t4w6y8a%06d con_01k9zq3v6m8r2t4w6y8a%06d', i, i % 20000, i % 20000),
         'hello word' || (i % 977) || ' order ' || i || CASE WHEN i % 50000 = 7 THEN ' needle' ELSE '' END,
         printf('msg_01k9zq3v6m8r2t4w6y8a%06d', i) FROM n`,
    )
    .run();
  const entry = {
    place: 200_000,
    messageId: newId("message"),
    conversationId: newId("conversation"),
    contactId: newId("contact"),
    words: "one more message with several words",
  };
  const written = await rowsWritten(ctx, (on) =>
    commit(on, { statements: fileMessages(on.db, [entry]) }),
  );
  const again = await rowsWritten(ctx, (on) =>
    commit(on, { statements: fileMessages(on.db, [entry]) }),
  );
  const limit = 25;
  const costs: Record<string, readonly [number, number]> = {};
  for (const [q, conversation] of [
    ["hello", undefined],
    ["order word5", undefined],
    ["needle", undefined],
    ["hel", undefined],
    ["hello", "cnv_01k9zq3v6m8r2t4w6y8a000042"],
    ["nothing", undefined],
  ] as const) {
    let shown = 0;
    const read = await rowsRead(ctx, async (on) => {
      shown = (
        await findBySearch(on.db, {
          query: searchQuery(q) ?? "",
          conversation: conversation as Id<"conversation"> | undefined,
          before: null,
          limit: limit + 1,
        })
      ).length;
    });
    costs[`${q} ${conversation ?? ""}`] = [shown, read];
  }
  expect({ written, again }).toEqual({ written: 1, again: 0 });
  expect(Object.values(costs).map(([shown]) => shown)).toEqual([26, 26, 2, 26, 5, 0]);
  expect(Math.max(...Object.values(costs).map(([, read]) => read))).toBeLessThanOrEqual(
    3 * limit + 50,
  );
});
