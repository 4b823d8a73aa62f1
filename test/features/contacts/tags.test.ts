import { describe, test } from "vitest";

import { retagContacts } from "#features/contacts/index";
import { listTags } from "#features/contacts/list-tags";

import { call } from "../../fixtures/call";
import { eventTypes } from "../../fixtures/events";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import { until } from "../../fixtures/until";

/** Contacts with these tags, in order. */
async function tagged(t: TenantFixture, tags: readonly (readonly string[])[]): Promise<void> {
  for (let i = 0; i < tags.length; i += 500)
    await call(t, "POST /contacts/batch", {
      items: tags
        .slice(i, i + 500)
        .map((own, n) => ({ phone: `+34601${String(100_000 + i + n)}`, tags: own })),
    });
}

const tagsOf = async (t: TenantFixture) =>
  (await call(t, "GET /tags")).body.data?.map(({ name, contacts }) => [name, contacts]);

const isDone = async (t: TenantFixture) =>
  (await t.ctx.db.query.tagChanges.findMany()).length === 0;

describe("/v1/tags", () => {
  test("are listed by the alphabet with how many have them, each page reading few rows", async ({
    expect,
  }) => {
    const t = await aTenant();
    await tagged(t, [["b", "A"], ["B"], ["ñu", "b"]]);
    expect(await tagsOf(t)).toEqual([
      ["A", 1],
      ["b", 3],
      ["ñu", 1],
    ]);
    const first = await call(t, "GET /tags?limit=2");
    const next = await call(t, `GET /tags?limit=2&after=${String(first.body.next_cursor)}`);
    expect([first.body["has_more"], next.body.data]).toEqual([
      true,
      [{ name: "ñu", contacts: 1, contacts_is: "exact" }],
    ]);
    await t.ctx.db.$client
      .prepare(
        `INSERT INTO contact_tags (tag, contact_id)
         WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
         SELECT 'big', printf('con_%026d', i) FROM n`,
      )
      .run();
    const read = await rowsRead(t.ctx, (ctx) => listTags(ctx, { limit: 25, after: undefined }));
    expect(read).toBeLessThan(1_100);
    expect((await call(t, "GET /tags")).body.data).toContainEqual({
      name: "big",
      contacts: 1_000,
      contacts_is: "at_least",
    });
  });

  test("are renamed wherever they are, also into each other and into another spelling", async ({
    expect,
  }) => {
    const t = await aTenant();
    await tagged(t, [
      ...Array.from({ length: 450 }, () => ["old"]),
      ["keep", "Old", "new"],
      ["keep"],
    ]);
    const renamed = await call(t, "PATCH /tags/OLD", { name: " New " });
    expect([renamed.status, renamed.body]).toEqual([
      202,
      { tag: "old", name: "New", status: "running" },
    ]);
    await until(() => isDone(t));
    expect(await tagsOf(t)).toEqual([
      ["keep", 2],
      ["New", 451],
    ]);
    expect((await call(t, "GET /contacts?tag=keep")).body.data?.map(({ tags }) => tags)).toEqual([
      ["keep"],
      ["keep", "New"],
    ]);
    await call(t, "PATCH /tags/new", { name: "NEW" });
    await until(() => isDone(t));
    expect(await tagsOf(t)).toEqual([
      ["keep", 2],
      ["NEW", 451],
    ]);
    expect((await call(t, "DELETE /tags/new")).status).toBe(202);
    await until(() => isDone(t));
    expect(await tagsOf(t)).toEqual([["keep", 2]]);
    expect((await call(t, "DELETE /tags/new")).status).toBe(404);
  });

  test("that are changed by several runs at once change each contact once", async ({ expect }) => {
    const t = await aTenant();
    await tagged(
      t,
      Array.from({ length: 420 }, () => ["old"]),
    );
    await t.ctx.db.$client
      .prepare("INSERT INTO tag_changes VALUES ('old', 'new', '', 'test', 1)")
      .run();
    const busy = await call(t, "DELETE /tags/old");
    expect([busy.status, busy.body["code"]]).toEqual([409, "invalid_state"]);
    await Promise.all([retagContacts(t.ctx), retagContacts(t.ctx), retagContacts(t.ctx)]);
    expect([await tagsOf(t), await isDone(t)]).toEqual([[["new", 420]], true]);
    const told = (await eventTypes(t.ctx)).filter((type) => type === "contact.updated");
    expect(told).toHaveLength(420);
  });
});
