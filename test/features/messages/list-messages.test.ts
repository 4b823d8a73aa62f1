import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { campaigns, messages } from "#db/tenant/schema";
import { newId } from "#platform/ids";

import { call, type Answer } from "../../fixtures/call";
import { aCampaignRow, aMessageRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

async function planted(count: number, over: (i: number) => Partial<typeof messages.$inferInsert>) {
  const tenant = await aTenant();
  const ids: Id<"message">[] = [];
  for (let i = 0; i < count; i++) {
    const row = aMessageRow({ state: "sent", ...over(i) });
    await tenant.ctx.db.insert(messages).values(row);
    ids.push(row.id);
  }
  return { tenant, ids };
}
const idsOf = (answer: Answer) => answer.body.data?.map(({ id }) => id);

describe("GET /v1/messages", () => {
  test("shows every message once, newest first, page by page", async ({ expect }) => {
    const { tenant, ids } = await planted(5, () => ({}));
    const seen: unknown[] = [];
    let after = "";
    for (let page = 0; page < 3; page++) {
      const answer = await call(tenant, `GET /messages?limit=2${after}`);
      expect(answer.status).toBe(200);
      seen.push(...(idsOf(answer) ?? []));
      after = `&after=${answer.body.next_cursor ?? ""}`;
      expect(answer.body["has_more"]).toBe(page < 2);
    }
    expect(seen).toEqual(ids.toReversed());
  });

  test("filters by wamid, reference, number, direction and status", async ({ expect }) => {
    const number = newId("number");
    const { tenant, ids } = await planted(4, (i) => ({
      wamid: `wamid.${i}`,
      clientRef: i < 2 ? "ref" : null,
      ...(i === 3 ? { numberId: number } : {}),
      ...(i === 0 ? { direction: "inbound", state: "received" } : {}),
    }));
    const found = async (query: string) => idsOf(await call(tenant, `GET /messages?${query}`));
    expect(await found("wamid=wamid.2")).toEqual([ids[2]]);
    expect(await found("client_ref=ref")).toEqual([ids[1], ids[0]]);
    expect(await found(`number=${number}`)).toEqual([ids[3]]);
    expect(await found("direction=inbound")).toEqual([ids[0]]);
    expect(await found("status=sent&client_ref=ref")).toEqual([ids[1]]);
  });

  test("a campaign's messages are found by their range of keys", async ({ expect }) => {
    const prefix = newId("message").slice(0, 23);
    const campaign = aCampaignRow({ messagePrefix: prefix });
    const id = `${prefix}0000007` as Id<"message">;
    const { tenant } = await planted(2, (i) => (i === 0 ? { id, campaignId: campaign.id } : {}));
    await tenant.ctx.db.insert(campaigns).values(campaign);
    expect(idsOf(await call(tenant, `GET /messages?campaign=${campaign.id}`))).toEqual([id]);
  });

  test("a filter that nothing meets looks at a bounded part and says that more may follow", async ({
    expect,
  }) => {
    const { tenant } = await planted(1, () => ({ state: "failed" }));
    await tenant.ctx.db.$client
      .prepare(
        `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1199)
         INSERT INTO messages (id, direction, number_id, contact_id, type, state, created_at)
         SELECT printf('msg_7zzzzzzzzzzzzzzzzzzzzz%04d', i), 'outbound', 'num_1', 'con_1', 'text', 'sent', 1 FROM n`,
      )
      .run();
    const first = await call(tenant, "GET /messages?status=failed");
    expect([first.body.data?.length, first.body["has_more"]]).toEqual([0, true]);
    const second = await call(
      tenant,
      `GET /messages?status=failed&after=${first.body.next_cursor ?? ""}`,
    );
    expect([second.body.data?.length, second.body["has_more"]]).toEqual([1, false]);
  });

  test("refuses a cursor of another filter and values that are none", async ({ expect }) => {
    const { tenant } = await planted(3, () => ({}));
    const { body } = await call(tenant, "GET /messages?limit=1");
    const foreign = await call(
      tenant,
      `GET /messages?status=sent&limit=1&after=${body.next_cursor ?? ""}`,
    );
    expect([foreign.status, foreign.body["code"]]).toEqual([400, "invalid_cursor"]);
    const wrong = await call(tenant, "GET /messages?status=gone");
    expect([wrong.status, wrong.body["code"]]).toEqual([400, "out_of_range"]);
  });
});

describe("GET /v1/messages/{id}", () => {
  test("tells why a message failed and what to do", async ({ expect }) => {
    const { tenant, ids } = await planted(1, () => ({
      state: "failed",
      failedAt: 5,
      error: { code: 131047, title: "Re-engagement message", detail: "24 hours", fbtraceId: "t" },
    }));
    const { status, body } = await call(tenant, `GET /messages/${ids[0]}`);
    expect(status).toBe(200);
    expect(body["error"]).toMatchObject({
      meta_code: 131047,
      title: "Re-engagement message",
      detail: "24 hours",
      fbtrace_id: "t",
      retryable: false,
    });
    expect((body["timestamps"] as Record<string, unknown>)["failed_at"]).toBe(
      "1970-01-01T00:00:00.005Z",
    );
  });
});

describe("POST /v1/messages/{id}/cancel", () => {
  test("takes a queued message back, and no other", async ({ expect }) => {
    // A number that is not there: nothing sends it meanwhile.
    const { tenant, ids } = await planted(2, (i) => ({ state: i === 0 ? "queued" : "sent" }));
    const first = await call(tenant, `POST /messages/${ids[0]}/cancel`);
    expect([first.status, first.body["status"]]).toEqual([200, "cancelled"]);
    const again = await call(tenant, `POST /messages/${ids[0]}/cancel`);
    expect([again.status, again.body["code"]]).toEqual([409, "invalid_state"]);
    const sent = await call(tenant, `POST /messages/${ids[1]}/cancel`);
    expect([sent.status, sent.body["code"]]).toEqual([409, "invalid_state"]);
    const rows = await tenant.ctx.db.query.messages.findMany();
    expect(rows.map((row) => row.state)).toEqual(["cancelled", "sent"]);
  });
});
