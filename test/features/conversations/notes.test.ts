import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { contacts, messages } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { eventsOf } from "../../fixtures/events";
import { aMember } from "../../fixtures/member";
import { aContactRow, aMessageRow } from "../../fixtures/message-rows";
import { aTenant, byAnotherKey } from "../../fixtures/tenant";

/** A workspace with a thread in which only a campaign has spoken, so that no row of it is there. */
async function planted() {
  const t = await aTenant();
  const contact = aContactRow({ id: newId("contact") });
  const numberId = newId("number");
  const conversationId = conversationIdOf(contact.id, numberId);
  await t.ctx.db.insert(contacts).values(contact);
  await t.ctx.db
    .insert(messages)
    .values(aMessageRow({ contactId: contact.id, numberId, conversationId, state: "sent" }));
  return { t, conversationId, path: `/conversations/${conversationId}/notes` as const };
}

describe("notes", () => {
  test("are left in any thread, newest first, and tell whom they are for", async ({ expect }) => {
    const { t, conversationId, path } = await planted();
    const userId = await aMember(t);
    const first = await call(t, `POST ${path}`, {
      text: " Wants a refund. ",
      mentions: [userId, userId],
    });
    expect([first.status, first.body]).toMatchObject([
      201,
      { text: "Wants a refund.", mentions: [userId], author: { kind: "api_key" }, edited_at: null },
    ]);
    await call(t, `POST ${path}`, { text: "Second" });
    const { body } = await call(t, `GET ${path}?limit=1`);
    expect([body.data, body["has_more"]]).toMatchObject([[{ text: "Second" }], true]);
    const next = await call(t, `GET ${path}?limit=1&after=${body.next_cursor ?? ""}`);
    expect(next.body.data).toEqual([first.body]);
    const [told] = await eventsOf(t.ctx);
    expect(told).toMatchObject({
      type: "conversation.note_added",
      data: { conversation_id: conversationId, note_id: first.body["id"], mentions: [userId] },
    });
    expect(JSON.stringify(told)).not.toContain("refund");
    expect((await t.ctx.db.query.conversations.findMany()).map(({ id }) => id)).toEqual([
      conversationId,
    ]);
  });

  test("are changed and deleted by who wrote them alone", async ({ expect }) => {
    const { t, path } = await planted();
    const { body } = await call(t, `POST ${path}`, { text: "Mine" });
    const note = `${path}/${String(body["id"])}` as const;
    const other = await byAnotherKey(t);
    for (const route of [`PATCH ${note}`, `DELETE ${note}`] as const) {
      const refused = await call(
        other,
        route,
        route.startsWith("PATCH") ? { text: "Theirs" } : undefined,
      );
      expect([refused.status, refused.body["code"]]).toEqual([403, "not_author"]);
    }
    const edited = await call(t, `PATCH ${note}`, { text: "Better" });
    expect([edited.status, edited.body["text"], edited.body["edited_at"] === null]).toEqual([
      200,
      "Better",
      false,
    ]);
    expect((await call(t, `DELETE ${note}`)).status).toBe(204);
    expect((await call(t, `GET ${path}`)).body.data).toEqual([]);
    expect((await call(t, `DELETE ${note}`)).status).toBe(404);
  });

  test("are refused when they are blank, too long, or for nobody of the workspace", async ({
    expect,
  }) => {
    const { t, path } = await planted();
    const refused = async (body: object) => {
      const answer = await call(t, `POST ${path}`, body);
      return [answer.status, answer.body.errors?.[0]?.pointer];
    };
    expect(await refused({ text: "  " })).toEqual([400, "/text"]);
    expect(await refused({ text: "x".repeat(4_097) })).toEqual([400, "/text"]);
    expect(await refused({ text: "Hello", mentions: [newId("user")] })).toEqual([
      404,
      "/mentions/0",
    ]);
    expect(await refused({ text: "Hello", mentions: ["ana"] })).toEqual([404, "/mentions/0"]);
  });
});
