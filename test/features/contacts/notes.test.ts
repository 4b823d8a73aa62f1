import { describe, test } from "vitest";

import { listContactNotes } from "#features/contacts/list-notes";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant, byAnotherKey } from "../../fixtures/tenant";

async function aPerson(phone = "+5511987654321") {
  const t = await aTenant();
  const { body } = await call(t, "POST /contacts", { phone });
  const id = String(body["id"]);
  return { t, id, path: `/contacts/${id}/notes` as const };
}

describe("notes of a contact", () => {
  test("are written by any selector, and listed newest first page by page", async ({ expect }) => {
    const { t, id, path } = await aPerson();
    const first = await call(t, "POST /contacts/phone:%2B5511987654321/notes", {
      text: " Prefers calls. ",
    });
    expect([first.status, first.body]).toMatchObject([
      201,
      { contact_id: id, text: "Prefers calls.", author: { kind: "api_key" }, edited_at: null },
    ]);
    await call(t, `POST ${path}`, { text: "Second" });
    const { body } = await call(t, `GET ${path}?limit=1`);
    expect([body.data, body["has_more"]]).toMatchObject([[{ text: "Second" }], true]);
    const next = await call(t, `GET ${path}?limit=1&after=${body.next_cursor ?? ""}`);
    expect([next.body.data, next.body["has_more"]]).toEqual([[first.body], false]);
    const happened = await call(t, `GET /contacts/${id}/timeline`);
    expect(happened.body.data).toMatchObject([
      { kind: "note", note: { conversation_id: null, text: "Second" } },
      { kind: "note", note: { conversation_id: null, text: "Prefers calls." } },
    ]);
  });

  test("are changed and deleted by who wrote them alone", async ({ expect }) => {
    const { t, path } = await aPerson();
    const { body } = await call(t, `POST ${path}`, { text: "Mine" });
    const note = `${path}/${String(body["id"])}` as const;
    const other = await byAnotherKey(t);
    for (const route of [`PATCH ${note}`, `DELETE ${note}`] as const)
      expect(
        await call(other, route, route.startsWith("P") ? { text: "x" } : undefined),
      ).toMatchObject({ status: 403, body: { code: "not_author" } });
    const edited = await call(t, `PATCH ${note}`, { text: "Still mine" });
    expect(edited.body).toMatchObject({ text: "Still mine", edited_at: expect.any(String) });
    expect((await call(t, `DELETE ${note}`)).status).toBe(204);
    expect((await call(t, `GET ${path}`)).body.data).toEqual([]);
    expect((await call(t, `DELETE ${note}`)).status).toBe(404);
  });

  test("are found beneath the person that they were written of, and of nobody else", async ({
    expect,
  }) => {
    const { t, path } = await aPerson();
    const { body } = await call(t, `POST ${path}`, { text: "Of the first" });
    const other = await call(t, "POST /contacts", { phone: "+5511987654322" });
    const wrong = `/contacts/${String(other.body["id"])}/notes/${String(body["id"])}` as const;
    expect((await call(t, `PATCH ${wrong}`, { text: "x" })).status).toBe(404);
    expect((await call(t, `DELETE ${wrong}`)).status).toBe(404);
    const gone = await call(t, `POST /contacts/${newId("contact")}/notes`, { text: "x" });
    expect(gone.status).toBe(404);
  });

  test("follow a person who is merged, and go back when the two are parted", async ({ expect }) => {
    const { t, id, path } = await aPerson();
    await call(t, `POST ${path}`, { text: "Of the first" });
    const other = await call(t, "POST /contacts", { phone: "+5511987654322" });
    const loser = String(other.body["id"]);
    await call(t, `POST /contacts/${loser}/notes`, { text: "Of the second" });
    await call(t, `POST /contacts/${id}/merge`, { other: loser });
    const { data: both = [] } = (await call(t, `GET ${path}`)).body;
    expect(both.map(({ text }) => text)).toEqual(["Of the second", "Of the first"]);
    const happened = await call(t, `GET /contacts/${id}/timeline`);
    expect(happened.body.data?.filter(({ kind }) => kind === "note")).toHaveLength(2);
    await call(t, `POST /contacts/${id}/unmerge`, { other: loser });
    const { data: own = [] } = (await call(t, `GET /contacts/${loser}/notes`)).body;
    expect(own.map(({ text }) => text)).toEqual(["Of the second"]);
  });

  test.for([
    [{ text: "  " }, "/text"],
    [{ text: "x".repeat(4_097) }, "/text"],
    [{ text: "x", mentions: [] }, "/mentions"],
    [{}, "/text"],
  ] as const)("refuses %j at %s", async ([body, pointer], { expect }) => {
    const { t, path } = await aPerson();
    const refused = await call(t, `POST ${path}`, body);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body["errors"])).toContain(pointer);
  });

  test("cost a page what it shows", async ({ expect }) => {
    const { t, id, path } = await aPerson();
    for (let n = 0; n < 60; n++) await call(t, `POST ${path}`, { text: `note ${n}` });
    const read = await rowsRead(t.ctx, (ctx) =>
      listContactNotes(ctx, id, { limit: 10, after: undefined }),
    );
    expect(read).toBeLessThanOrEqual(3 * 10 + 50);
  });
});
