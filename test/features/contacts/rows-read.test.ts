import { test } from "vitest";

import { conversationIdOf } from "#core/conversation/conversation-id";
import { isId, type Id } from "#core/ids";
import { conversations, numbers } from "#db/tenant/schema";
import { listContacts } from "#features/contacts/list-contacts";
import { searchContacts } from "#features/contacts/search-contacts";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { aConversationRow, aNumberRow } from "../../fixtures/message-rows";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

const COUNT = 100_000;

/** Many contacts, the oldest of whom is unlike all others. */
async function populate({ ctx }: TenantFixture): Promise<void> {
  const at = (statement: string) => ctx.db.$client.prepare(statement);
  await ctx.db.$client.batch([
    at(`INSERT INTO contacts (id, phone, name, external_id, language, fields, tags, marketing, name_words, created_at, updated_at)
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${COUNT - 1})
      SELECT printf('con_01k9%022d', i), '+34' || (600000000 + i), iif(i = 0, 'Zoe Lima', 'Ana Lima'), 'e' || i, iif(i = 0, 'ja', 'es'),
        iif(i = 0, '{"vip":true,"born":"1990-01-01"}', '{"vip":false,"born":"2000-01-01"}'), iif(i = 0, '["rare"]', '["most"]'),
        iif(i = 0, 'granted', 'unknown'), iif(i = 0, '["zoe","lima"]', '["ana","lima"]'), 1700000000000 + i, 1700000000000 + i FROM n`),
    at(
      `INSERT INTO identities (value, kind, contact_id, created_at) SELECT substr(phone, 2), 'phone', id, 1 FROM contacts`,
    ),
    at(`INSERT INTO contact_words (word, contact_id)
      SELECT w.value, c.id FROM contacts c, json_each(c.name_words) w`),
    at(`INSERT INTO contact_tags (tag, contact_id) SELECT tags->>0, id FROM contacts`),
  ]);
  const number = aNumberRow({ id: newId("number") });
  const oldest: Id<"contact"> = `con_01k9${"0".repeat(22)}`;
  await ctx.db.insert(numbers).values(number);
  const numberId = number.id ?? newId("number");
  const id = conversationIdOf(oldest, numberId);
  await ctx.db.insert(conversations).values(aConversationRow(id, { contactId: oldest, numberId }));
}

const leaf = (field: string, op: string, value: unknown) => ({ field, op, value });

async function aSegment(t: TenantFixture, filter: object): Promise<Id<"segment">> {
  const { body } = await call(t, "POST /segments", { name: "Few", filter });
  const id = String(body["id"]);
  if (!isId("segment", id)) throw new Error(JSON.stringify(body));
  return id;
}

/** Each asks for the oldest contact alone, or for all but it. */
const FILTERS = [
  leaf("tags", "contains", "rare"),
  leaf("tags", "contains", "most"),
  { not: leaf("tags", "contains", "most") },
  leaf("tags", "exists", true),
  leaf("name", "eq", "Zoe Lima"),
  leaf("name", "ne", "Zoe Lima"),
  leaf("name", "starts_with", "Zo"),
  leaf("external_id", "eq", "e0"),
  leaf("external_id", "starts_with", "e0"),
  leaf("phone", "eq", "+34600000000"),
  leaf("phone", "in", ["+34600000000", "+34600000001"]),
  leaf("phone", "starts_with", "+346000000"),
  leaf("country", "eq", "ES"),
  leaf("country", "eq", "BR"),
  leaf("language", "eq", "ja"),
  leaf("language", "starts_with", "e"),
  leaf("language", "in", ["ja", "fr"]),
  leaf("fields.size", "in", ["m", "l"]),
  leaf("fields.vip", "eq", true),
  leaf("fields.born", "lt", "1995-01-01"),
  leaf("consent.marketing", "eq", "granted"),
  leaf("consent.marketing", "eq", "unknown"),
  leaf("last_inbound_at", "exists", true),
  leaf("last_inbound_at", "exists", false),
  leaf("created_at", "lt", "2023-11-14T22:13:20.001Z"),
  { and: [leaf("tags", "contains", "most"), leaf("name", "eq", "Zoe Lima")] },
  { or: [leaf("last_inbound_at", "exists", true), leaf("tags", "contains", "rare")] },
];

test("a page reads three rows for each contact it could show and fifty, whatever is asked of how many", async ({
  expect,
}) => {
  const t = await aTenant();
  await populate(t);
  const segment = await aSegment(t, { not: leaf("tags", "contains", "most") });
  const over: unknown[] = [];
  for (const limit of [25, 100]) {
    const most = 3 * limit + 50;
    for (const filter of FILTERS) {
      const read = await rowsRead(t.ctx, (ctx) => searchContacts(ctx, { filter, limit }));
      if (read > most) over.push([limit, filter, read]);
    }
    for (const query of [
      {},
      { tag: "most" },
      { tag: "rare" },
      { segment },
      { q: "lima", segment },
      { updated_after: "2030-01-01T00:00:00Z" },
      { q: "lima" },
      { q: "zoe" },
      { q: "zoe lima" },
      { q: "ana lima" },
      { q: "lima", tag: "rare" },
      { q: "+3460000" },
      { q: "0000" },
      { q: "lima", updated_after: "2030-01-01T00:00:00Z" },
    ]) {
      const read = await rowsRead(t.ctx, (ctx) => listContacts(ctx, { limit, ...query }));
      if (read > most) over.push([limit, query, read]);
    }
  }
  expect(over).toEqual([]);
  const found = async (filter: object) =>
    (await searchContacts(t.ctx, { filter, limit: 25 })).data.length;
  expect(await found(leaf("phone", "eq", "+34600000000"))).toBe(1);
  expect(await found(leaf("external_id", "eq", "e0"))).toBe(1);
  expect(await found(leaf("tags", "contains", "rare"))).toBe(1);
  expect(await found(leaf("language", "eq", "es"))).toBe(25);
});
