import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { contacts, conversations, messages } from "#db/tenant/schema";
import { touchConversation } from "#features/conversations/index";
import { newId } from "#platform/ids";

import { call, type Answer } from "../../fixtures/call";
import { aContactRow, aConversationRow, aMessageRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

async function planted(
  count: number,
  over: (i: number) => Partial<typeof conversations.$inferInsert> = () => ({}),
) {
  const tenant = await aTenant();
  const numberId = newId("number");
  const ids: Id<"conversation">[] = [];
  const people: Id<"contact">[] = [];
  for (let i = 0; i < count; i++) {
    const contact = aContactRow({ name: `Person ${i}` });
    const id = conversationIdOf(contact.id, numberId);
    await tenant.ctx.db.insert(contacts).values(contact);
    await tenant.ctx.db
      .insert(conversations)
      .values(
        aConversationRow(id, { contactId: contact.id, numberId }, { lastAt: 100 + i, ...over(i) }),
      );
    ids.push(id);
    people.push(contact.id);
  }
  return { tenant, numberId, ids, people };
}
const idsOf = (answer: Answer) => answer.body.data?.map(({ id }) => id);

describe("conversations", () => {
  test("are listed by their last activity, with the person and the last message", async ({
    expect,
  }) => {
    const { tenant, numberId, ids, people } = await planted(3);
    const [contactId] = people;
    const [id] = ids;
    if (contactId === undefined || id === undefined) throw new Error("planted three");
    const message = aMessageRow({
      contactId,
      numberId,
      conversationId: id,
      direction: "inbound",
      state: "received",
    });
    await tenant.ctx.db.insert(messages).values(message);
    await tenant.ctx.db.$client.batch([
      touchConversation(tenant.ctx.db, {
        id,
        contactId,
        numberId,
        messageId: message.id,
        atMs: 1_000,
        inbound: true,
        unreadBy: 1,
      }),
    ]);
    const answer = await call(tenant, "GET /conversations?limit=2");
    expect(idsOf(answer)).toEqual([ids[0], ids[2]]);
    expect(answer.body.data?.[0]).toMatchObject({
      contact: { id: contactId, name: "Person 0" },
      number_id: numberId,
      unread: 2,
      last_message: { id: message.id, direction: "inbound" },
      last_activity_at: "1970-01-01T00:00:01.000Z",
    });
    const next = await call(
      tenant,
      `GET /conversations?limit=2&after=${answer.body.next_cursor ?? ""}`,
    );
    expect(idsOf(next)).toEqual([ids[1]]);
    expect(next.body["has_more"]).toBe(false);
  });

  test("are filtered by status, unread and number", async ({ expect }) => {
    const { tenant, numberId, ids } = await planted(3, (i) => ({
      status: i === 0 ? "resolved" : "open",
      unread: i === 1 ? 0 : 1,
    }));
    const found = async (query: string) => idsOf(await call(tenant, `GET /conversations?${query}`));
    expect(await found("status=resolved")).toEqual([ids[0]]);
    expect(await found("unread=false")).toEqual([ids[1]]);
    expect(await found(`unread=true&status=open&number=${numberId}`)).toEqual([ids[2]]);
    expect(await found(`number=${newId("number")}`)).toEqual([]);
  });

  test("a late message never moves one back, and an inbound one opens it again", async ({
    expect,
  }) => {
    const lastMessageId = newId("message");
    const { tenant, numberId, ids, people } = await planted(1, () => ({
      status: "resolved",
      lastMessageId,
      lastAt: 500,
      lastInboundAt: 500,
    }));
    const [contactId] = people;
    const [id] = ids;
    if (contactId === undefined || id === undefined) throw new Error("planted one");
    await tenant.ctx.db.$client.batch([
      touchConversation(tenant.ctx.db, {
        id,
        contactId,
        numberId,
        messageId: newId("message"),
        atMs: 400,
        inbound: true,
        unreadBy: 1,
      }),
    ]);
    const row = await tenant.ctx.db.query.conversations.findFirst();
    expect(row).toMatchObject({
      status: "open",
      lastAt: 500,
      lastInboundAt: 500,
      unread: 2,
      lastMessageId,
    });
  });

  test("are marked as read and given a status", async ({ expect }) => {
    const { tenant, ids } = await planted(1);
    const read = await call(tenant, `POST /conversations/${ids[0]}/read`);
    expect([read.status, read.body["unread"]]).toEqual([200, 0]);
    const patched = await call(tenant, `PATCH /conversations/${ids[0]}`, {
      status: "pending",
    });
    expect([patched.status, patched.body["status"]]).toEqual([200, "pending"]);
    const kept = await tenant.ctx.db.query.conversations.findFirst();
    expect([kept?.unread, kept?.status]).toEqual([0, "pending"]);
    const wrong = await call(tenant, `PATCH /conversations/${ids[0]}`, { status: "gone" });
    expect([wrong.status, wrong.body["code"]]).toEqual([400, "invalid_request"]);
  });

  test("a status is set only as it was seen, when the caller says what was seen", async ({
    expect,
  }) => {
    const { tenant, ids } = await planted(1);
    const path = `/conversations/${ids[0] ?? ""}`;
    const { headers } = await call(tenant, `GET ${path}`);
    const seen = { "if-match": headers.get("etag") ?? "" };
    const setTo = (status: string) => call(tenant, `PATCH ${path}`, { status }, seen);
    expect((await setTo("resolved")).status).toBe(200);
    expect((await setTo("open")).status).toBe(412);
  });

  test("one in which only a campaign has spoken can be opened", async ({ expect }) => {
    const tenant = await aTenant();
    const contact = aContactRow();
    const numberId = newId("number");
    const conversationId = conversationIdOf(contact.id, numberId);
    const message = aMessageRow({ contactId: contact.id, numberId, conversationId, state: "sent" });
    await tenant.ctx.db.insert(contacts).values(contact);
    await tenant.ctx.db.insert(messages).values(message);
    const answer = await call(tenant, `GET /conversations/${conversationId}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      contact: { id: contact.id },
      last_message: { id: message.id },
      window_expires_at: null,
    });
  });

  test("their messages are listed newest first; another workspace's do not exist", async ({
    expect,
  }) => {
    const { tenant, numberId, ids, people } = await planted(1);
    const [contactId] = people;
    const [conversationId] = ids;
    if (contactId === undefined || conversationId === undefined) throw new Error("planted one");
    const rows = [1, 2, 3].map(() => aMessageRow({ contactId, numberId, conversationId }));
    for (const row of rows) await tenant.ctx.db.insert(messages).values(row);
    const first = await call(tenant, `GET /conversations/${conversationId}/messages?limit=2`);
    const second = await call(
      tenant,
      `GET /conversations/${conversationId}/messages?limit=2&after=${first.body.next_cursor ?? ""}`,
    );
    expect([...(idsOf(first) ?? []), ...(idsOf(second) ?? [])]).toEqual(
      rows.map(({ id }) => id).toReversed(),
    );
    const other = await aTenant();
    for (const path of ["", "/messages"])
      expect((await call(other, `GET /conversations/${conversationId}${path}`)).status).toBe(404);
  });
});
