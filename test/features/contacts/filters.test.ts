import { describe, test } from "vitest";

import { messageIdAt, prefixOf } from "#core/campaign/recipient-ids";
import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { campaigns, conversations, messages } from "#db/tenant/schema";
import { searchContacts } from "#features/contacts/search-contacts";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { people } from "../../fixtures/campaign";
import { aCampaignRow, aConversationRow, aMessageRow } from "../../fixtures/message-rows";
import { rowsRead } from "../../fixtures/rows-read";
import { aTenant } from "../../fixtures/tenant";

describe("POST /v1/contacts/search", () => {
  test("finds by every field that a filter may name, alone and with others", async ({ expect }) => {
    const t = await aTenant();
    const make = async (body: object) =>
      String((await call(t, "POST /contacts", body)).body["id"]) as Id<"contact">;
    const ana = await make({
      phone: "+5511987654321",
      name: "Ana Luz",
      external_id: "crm-1",
      language: "pt_BR",
      tags: ["VIP"],
      fields: { size: "m", age: 41, paid: true },
    });
    const bo = await make({ phone: "+14165550100", name: "Bo", language: "en" });
    const numberId = newId("number");
    await t.ctx.db
      .insert(conversations)
      .values(aConversationRow(conversationIdOf(ana, numberId), { contactId: ana, numberId }));
    const campaignId = newId("campaign");
    const messagePrefix = prefixOf(newId("message"));
    await t.ctx.db.insert(campaigns).values(aCampaignRow({ id: campaignId, messagePrefix }));
    await t.ctx.db.insert(messages).values(
      aMessageRow({
        id: messageIdAt(messagePrefix, 0),
        contactId: bo,
        campaignId,
        state: "read",
      }),
    );
    const found = async (filter: object) => {
      const { status, body } = await call(t, "POST /contacts/search", { filter });
      return status === 200 ? (body.data ?? []).map(({ name }) => name) : [status, body["code"]];
    };
    const leaf = (field: string, op: string, value: unknown) => ({ field, op, value });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    for (const one of [
      leaf("tags", "contains", "vip"),
      leaf("name", "starts_with", "Ana"),
      leaf("external_id", "eq", "crm-1"),
      leaf("phone", "in", ["+5511987654321", "+34600111222"]),
      leaf("phone", "starts_with", "+55"),
      leaf("country", "eq", "BR"),
      leaf("language", "starts_with", "pt"),
      leaf("fields.size", "eq", "m"),
      leaf("fields.age", "gte", 41),
      leaf("fields.paid", "eq", true),
      leaf("last_inbound_at", "exists", true),
      leaf("last_inbound_at", "lt", tomorrow),
      { not: leaf(`campaign.${campaignId}`, "eq", "read") },
      { and: [leaf("tags", "contains", "vip"), leaf("country", "ne", "CA")] },
    ])
      expect([one, await found(one)]).toEqual([one, ["Ana Luz"]]);
    expect(await found(leaf(`campaign.${campaignId}`, "eq", "read"))).toEqual(["Bo"]);
    expect(await found(leaf("country", "in", ["CA", "BR"]))).toEqual(["Bo", "Ana Luz"]);
    expect(
      await found({ and: [leaf("tags", "contains", "vip"), leaf("name", "eq", "Bo")] }),
    ).toEqual([]);
    expect(await found(leaf("country", "eq", "GG"))).toEqual([400, "invalid_request"]);
    expect(await found(leaf("shoe", "eq", "1"))).toEqual([422, "unknown_field"]);
  });

  test("a page of what many contacts are reads few rows, however many there are", async ({
    expect,
  }) => {
    const t = await aTenant();
    const LIMIT = 25;
    const reads = (filter: object) =>
      rowsRead(t.ctx, (on) => searchContacts(on as ScopedContext, { filter, limit: LIMIT }));
    const filters = [
      { field: "tags", op: "contains", value: "clients" },
      { field: "created_at", op: "exists", value: true },
      { field: "consent.marketing", op: "eq", value: "granted" },
      { field: "country", op: "eq", value: "ES" },
      {
        and: [
          { field: "tags", op: "contains", value: "clients" },
          { field: "phone", op: "starts_with", value: "+34" },
        ],
      },
    ];
    await people(t.ctx, 200);
    await t.ctx.db.$client.prepare("UPDATE contacts SET tags = '[\"clients\"]'").run();
    await t.ctx.db.$client
      .prepare(
        "INSERT OR IGNORE INTO contact_tags (contact_id, tag) SELECT id, 'clients' FROM contacts",
      )
      .run();
    const few = [];
    for (const filter of filters) few.push(await reads(filter));
    await people(t.ctx, 1_800);
    await t.ctx.db.$client
      .prepare(
        "INSERT OR IGNORE INTO contact_tags (contact_id, tag) SELECT id, 'clients' FROM contacts",
      )
      .run();
    for (const [i, filter] of filters.entries()) {
      const many = await reads(filter);
      expect([filter, many <= 3 * LIMIT + 50, many <= (few[i] ?? 0) + 2, many]).toEqual([
        filter,
        true,
        true,
        many,
      ]);
    }
  });
});
