import { describe, test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { numbers } from "#db/tenant/schema";
import { touchConversations } from "#features/conversations/index";

import { ask, call } from "../../fixtures/call";
import { aNumberRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

async function aContact() {
  const t = await aTenant();
  const number = aNumberRow();
  await t.ctx.db.insert(numbers).values(number);
  const made = await call(t, "POST /contacts", { phone: "+34600111222", name: "Ana" });
  const etag = made.headers.get("etag") ?? "";
  const id = String(made.body["id"]) as Id<"contact">;
  const read = (known: string) =>
    ask(t, `GET /contacts/${id}`, undefined, { "if-none-match": known });
  const write = () =>
    t.ctx.db.$client.batch([
      touchConversations(t.ctx.db, [
        {
          id: conversationIdOf(id, number.id),
          contactId: id,
          numberId: number.id,
          messageId: null,
          atMs: 5,
          inbound: true,
          unreadBy: 1,
        },
      ]),
    ]);
  return { t, id, etag, read, write };
}

describe("a read that names what it has", () => {
  test("is answered 304 without a body while it is the same", async ({ expect }) => {
    const { etag, read } = await aContact();
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const res = await read(known);
      expect([known, res.status, await res.text()]).toEqual([known, 304, ""]);
      expect(res.headers.get("etag")).toBe(etag);
      expect(res.headers.get("content-type")).toBeNull();
      expect(res.headers.get("x-request-id")).not.toBeNull();
    }
    expect((await read('"x"')).status).toBe(200);
  });

  test("is answered in full when what is shown has changed, though the version has not", async ({
    expect,
  }) => {
    const { t, id, etag, read, write } = await aContact();
    await write();
    const fresh = await read(etag);
    expect(fresh.status).toBe(200);
    expect(await fresh.json()).toMatchObject({ last_inbound_at: "1970-01-01T00:00:00.005Z" });
    expect(fresh.headers.get("etag")).not.toBe(etag);
    const changed = await call(t, `PATCH /contacts/${id}`, { name: "Eva" }, { "if-match": etag });
    expect(changed.status).toBe(200);
    const stale = await call(t, `PATCH /contacts/${id}`, { name: "Zoe" }, { "if-match": etag });
    expect(stale.status).toBe(412);
  });

  test("is refused as any other when it may not be made", async ({ expect }) => {
    const { t } = await aContact();
    const absent = await ask(t, "GET /contacts/con_x", undefined, { "if-none-match": "*" });
    expect(absent.status).toBe(404);
  });
});
