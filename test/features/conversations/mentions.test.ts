import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { SCOPES } from "#core/scopes";
import { contacts, conversations } from "#db/tenant/schema";
import { addNote } from "#features/conversations/add-note";
import { editNote } from "#features/conversations/edit-note";
import { listMentions } from "#features/conversations/list-mentions";
import { markMentionsRead } from "#features/conversations/mark-mentions-read";
import { removeNote } from "#features/conversations/remove-note";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { aMember } from "../../fixtures/member";
import { aContactRow, aConversationRow } from "../../fixtures/message-rows";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant } from "../../fixtures/tenant";

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** The same workspace as a member uses it. */
const as = (ctx: ScopedContext, id: Id<"user">): ScopedContext => ({
  ...ctx,
  actor: {
    kind: "user",
    id,
    sessionId: newId("session"),
    role: "agent",
    scopes: SCOPES,
    numbers: null,
  },
});

async function talked() {
  const t = await aTenant();
  const [ana, bo] = [await aMember(t), await aMember(t)];
  const contact = aContactRow({ id: newId("contact") });
  const numberId = newId("number");
  const id = conversationIdOf(contact.id, numberId);
  await t.ctx.db.insert(contacts).values(contact);
  await t.ctx.db
    .insert(conversations)
    .values(aConversationRow(id, { contactId: contact.id, numberId }));
  const note = (text: string, ...mentions: readonly Id<"user">[]) =>
    addNote(as(t.ctx, bo), id, { text, mentions: [...mentions] });
  const mine = async (who: Id<"user">) =>
    (await listMentions(as(t.ctx, who), { limit: 25, after: undefined })).data;
  return { t, ctx: t.ctx, id, ana, bo, note, mine };
}

describe("notes that name somebody", () => {
  test("are listed to them alone, newest first, page by page", async ({ expect }) => {
    const { ctx, note, mine, ana, bo } = await talked();
    const first = await note("first", ana);
    await note("nobody");
    const second = await note("second", ana, bo);
    expect(await mine(ana)).toEqual([
      { ...second, unread: true },
      { ...first, unread: true },
    ]);
    expect(await mine(bo)).toEqual([{ ...second, unread: false }]);
    const page = await listMentions(as(ctx, ana), { limit: 1, after: undefined });
    expect([page.data.map(({ id }) => id), page.has_more]).toEqual([[second.id], true]);
    const rest = await listMentions(as(ctx, ana), { limit: 1, after: page.next_cursor ?? "" });
    expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([[first.id], false]);
    const stolen = listMentions(as(ctx, bo), { limit: 1, after: page.next_cursor ?? "" });
    expect(await stolen.catch(codeOf)).toBe("invalid_cursor");
  });

  test("are unread until they are marked, and a mark never goes back", async ({ expect }) => {
    const { ctx, note, mine, ana } = await talked();
    const notes = [await note("1", ana), await note("2", ana), await note("3", ana)];
    const mark = (at: number) => markMentionsRead(as(ctx, ana), { up_to: notes[at]?.id ?? "" });
    await mark(1);
    await mark(0);
    expect((await mine(ana)).map(({ text, unread }) => [text, unread])).toEqual([
      ["3", true],
      ["2", false],
      ["1", false],
    ]);
    const stranger = await note("not for you");
    for (const id of [stranger.id, "nte_x", newId("note")])
      expect(await markMentionsRead(as(ctx, ana), { up_to: id }).catch(codeOf)).toBe("not_found");
  });

  test("follow the note when it is changed or deleted", async ({ expect }) => {
    const { ctx, id, note, mine, ana, bo } = await talked();
    const made = await note("for ana", ana);
    const of = { conversation: id, note: made.id };
    await editNote(as(ctx, bo), of, { text: "for bo", mentions: [bo] });
    expect([await mine(ana), (await mine(bo)).map(({ text }) => text)]).toEqual([[], ["for bo"]]);
    await editNote(as(ctx, bo), of, { text: "for both", mentions: [bo, ana] });
    expect((await mine(ana)).map(({ text }) => text)).toEqual(["for both"]);
    await removeNote(as(ctx, bo), of);
    expect([await mine(ana), await mine(bo)]).toEqual([[], []]);
    expect(await ctx.db.query.noteMentions.findMany()).toEqual([]);
  });

  test("cost a row for each name, and a note without names none", async ({ expect }) => {
    const { ctx, id, ana, bo } = await talked();
    const rows = (mentions: Id<"user">[]) =>
      rowsWritten(as(ctx, bo), (on) => addNote(on, id, { text: "x", mentions }));
    const none = await rows([]);
    expect([await rows([ana]), await rows([ana, bo])]).toEqual([none + 1, none + 2]);
  });

  test("are no matter of an API key", async ({ expect }) => {
    const { t } = await talked();
    const { status, body } = await call(t, "GET /me/mentions");
    expect([status, body.data]).toEqual([200, []]);
    const marked = await call(t, "POST /me/mentions/read", { up_to: newId("note") });
    expect([marked.status, marked.body.errors?.[0]?.pointer]).toEqual([404, "/up_to"]);
  });
});
