import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { contacts, conversations, numbers } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { aContactRow, aConversationRow, aNumberRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

describe("quick replies", () => {
  test("are made, changed, listed and deleted, each under a shortcut of its own", async ({
    expect,
  }) => {
    const t = await aTenant();
    const made = await call(t, "POST /quick-replies", { shortcut: " Hours ", text: "Until six." });
    expect([made.status, made.body]).toMatchObject([
      201,
      { shortcut: "hours", text: "Until six.", media_id: null },
    ]);
    const path = `/quick-replies/${String(made.body["id"])}` as const;
    const taken = await call(t, "POST /quick-replies", { shortcut: "HOURS", text: "x" });
    expect([taken.status, taken.body["code"], taken.body.errors?.[0]?.pointer]).toEqual([
      409,
      "shortcut_taken",
      "/shortcut",
    ]);
    const changed = await call(t, `PATCH ${path}`, { text: "Until seven." });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { shortcut: "hours", text: "Until seven." },
    ]);
    expect((await call(t, `GET ${path}`)).body).toEqual(changed.body);
    expect((await call(t, "GET /quick-replies")).body.data).toEqual([changed.body]);
    expect((await call(t, `DELETE ${path}`)).status).toBe(204);
    expect((await call(t, `GET ${path}`)).status).toBe(404);
  });

  test("are refused with a variable that nothing fills in, and with a file that is not there", async ({
    expect,
  }) => {
    const t = await aTenant();
    const refused = async (body: object) => {
      const answer = await call(t, "POST /quick-replies", { shortcut: "a", text: "x", ...body });
      return [answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer];
    };
    expect(await refused({ text: "Hi {{contact.mood}}" })).toEqual([
      422,
      "missing_variable",
      "/text",
    ]);
    expect(await refused({ media_id: newId("media") })).toEqual([404, "not_found", "/media_id"]);
    expect(await refused({ shortcut: "a b" })).toEqual([400, "invalid_request", "/shortcut"]);
    expect(await refused({ text: "x".repeat(4_097) })).toEqual([400, "invalid_request", "/text"]);
  });

  test("are filled in for a conversation", async ({ expect }) => {
    const t = await aTenant();
    const [contact, number] = [
      aContactRow({ id: newId("contact"), name: "Ana Sousa", fields: { order: 7 } }),
      aNumberRow(),
    ];
    const id = conversationIdOf(contact.id, number.id);
    await t.ctx.db.insert(contacts).values(contact);
    await t.ctx.db.insert(numbers).values(number);
    await t.ctx.db
      .insert(conversations)
      .values(aConversationRow(id, { contactId: contact.id, numberId: number.id }));
    const { body } = await call(t, "POST /quick-replies", {
      shortcut: "hi",
      text: "Hi {{contact.first_name|there}}, order {{contact.fields.order}}: {{agent.name|the team}} of {{number.name}}.",
    });
    const path = `POST /quick-replies/${String(body["id"])}/render` as const;
    const rendered = await call(t, path, { conversation_id: id });
    expect([rendered.status, rendered.body]).toEqual([
      200,
      { text: "Hi Ana, order 7: the team of Main.", media_id: null },
    ]);
    const nowhere = await call(t, path, { conversation_id: newId("conversation") });
    expect([nowhere.status, nowhere.body.errors?.[0]?.pointer]).toEqual([404, "/conversation_id"]);
  });
});
