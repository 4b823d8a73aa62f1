import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Scope } from "#core/scopes";
import {
  consents,
  contacts,
  conversationNotes,
  conversations,
  messages,
  numbers,
} from "#db/tenant/schema";
import { getTimeline } from "#features/timeline/get-timeline";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import {
  aContactRow,
  aConversationRow,
  aMessageRow,
  aNumberRow,
} from "../../fixtures/message-rows";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant, byAnotherKey } from "../../fixtures/tenant";

/** A person who was written to over two numbers, noted and asked, in turns. @returns The ids, newest first. */
async function aHistory(turns: number) {
  const t = await aTenant();
  const { db } = t.ctx;
  const lines = [aNumberRow({ id: newId("number") }), aNumberRow({ id: newId("number") })];
  const contact = aContactRow({ id: newId("contact") });
  const contactId = contact.id ?? newId("contact");
  await db.insert(contacts).values(contact);
  for (const line of lines) await db.insert(numbers).values(line);
  const threads = lines.map(({ id }) => ({ numberId: id, id: conversationIdOf(contactId, id) }));
  for (const { id, numberId } of threads)
    await db.insert(conversations).values(aConversationRow(id, { contactId, numberId }));
  const ids: string[] = [];
  for (let n = 0; n < turns; n++) {
    const thread = threads[n % 2];
    if (thread === undefined) throw new Error("there are two");
    const message = aMessageRow({
      id: newId("message"),
      contactId,
      numberId: thread.numberId,
      conversationId: thread.id,
    });
    const note = {
      conversationId: thread.id,
      id: newId("note"),
      author: "usr_x",
      text: "x",
      mentions: [],
      createdAt: n,
    };
    const act = {
      seq: n + 1,
      id: newId("consent"),
      contactId,
      purpose: "marketing",
      action: "grant",
      state: "granted",
      method: "form",
      byPerson: false,
      actor: "usr_x",
      capturedAt: n,
      recordedAt: n,
    } as const;
    await db.insert(messages).values(message);
    await db.insert(conversationNotes).values(note);
    await db.insert(consents).values(act);
    ids.push(message.id ?? "", note.id, act.id);
  }
  const order = ids.toSorted((a, b) => (a.slice(-26) < b.slice(-26) ? 1 : -1));
  return { t, contactId, ids: order, path: `/contacts/${contactId}/timeline` } as const;
}

describe("GET /v1/contacts/{contact}/timeline", () => {
  test("shows everything once, newest first, whatever the page", async ({ expect }) => {
    const { t, ids, path } = await aHistory(9);
    const seen: unknown[] = [];
    for (let query = "?limit=4", more = true; more;) {
      const { status, body } = await call(t, `GET ${path}${query}`);
      expect(status).toBe(200);
      seen.push(...(body.data ?? []).map(({ id }) => id));
      more = body["has_more"] === true;
      query = `?limit=4&after=${String(body.next_cursor)}`;
    }
    expect(seen).toEqual(ids);
    const [first] = (await call(t, `GET ${path}?limit=1`)).body.data ?? [];
    const shown = [first?.["message"], first?.["consent"], first?.["note"]];
    expect(shown.filter((part) => part !== null)).toHaveLength(1);
    expect((await call(t, `GET /contacts/${newId("contact")}/timeline`)).status).toBe(404);
  });

  test("shows each kind to who may read it", async ({ expect }) => {
    const { t, path } = await aHistory(2);
    const kinds = async (...scopes: readonly Scope[]) => {
      const { body } = await call(await byAnotherKey(t, scopes), `GET ${path}`);
      return [...new Set((body.data ?? []).map(({ kind }) => String(kind)))].toSorted();
    };
    expect(await kinds("contacts:read")).toEqual([]);
    expect(await kinds("contacts:read", "consents:read")).toEqual(["consent"]);
    expect(await kinds("contacts:read", "inbox:read")).toEqual(["message", "note"]);
  });

  test("reads no more of a long history than of a short one", async ({ expect }) => {
    const { t, contactId } = await aHistory(60);
    const read = await rowsRead(t.ctx, (ctx) =>
      getTimeline(ctx, contactId, { limit: 5, after: undefined }),
    );
    expect(read).toBeLessThan(90);
  });
});
