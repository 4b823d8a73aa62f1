import { describe, test } from "vitest";

import { call } from "../../fixtures/call";
import { aTenant } from "../../fixtures/tenant";

const grant = { purpose: "marketing", action: "grant", method: "form", statement: "I agree" };

describe("a batch of contacts", () => {
  test("creates 500 with consent in one commit", async ({ expect }) => {
    const t = await aTenant();
    const items = Array.from({ length: 500 }, (_, i) => ({
      phone: `+34600${String(i).padStart(6, "0")}`,
      name: `Person ${i}`,
      fields: { first_name: `P${i}` },
      tags: ["demo"],
      consent: grant,
    }));
    const { status, body } = await call(t, "POST /contacts/batch", { items });
    expect([status, body["created"], body["failed"]]).toEqual([200, 500, 0]);
    const rows = await t.ctx.db.query.contacts.findMany();
    expect(rows.filter(({ marketing }) => marketing === "granted").length).toBe(500);
    const ledger = await t.ctx.db.query.consents.findMany();
    expect(ledger.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    const events = await t.ctx.db.query.events.findMany();
    expect(events.map(({ count }) => count)).toEqual([0, 1000]);
  });

  test("tells the fate of each item and writes the good ones", async ({ expect }) => {
    const t = await aTenant();
    const first = await call(t, "POST /contacts", { phone: "+34600000000" });
    const { status, body } = await call(t, "POST /contacts/batch", {
      items: [
        { phone: "+34600000001", name: "good" },
        { phone: "5551234567" },
        { phone: "+34600000000" },
        { phone: "+34 600 000 001" },
        { phone: "+34600000002", name: " " },
        "nonsense",
        { phone: "+34600000003", consent: { ...grant, statement: undefined } },
        { phone: "+34600000004", color: "red" },
      ],
    });
    expect(status).toBe(200);
    expect([body["created"], body["updated"], body["unchanged"], body["failed"]]).toEqual([
      1, 0, 0, 7,
    ]);
    const results = body["results"] as { id?: string; error?: { code: string; pointer: string } }[];
    expect(results.map(({ error }) => error && [error.code, error.pointer])).toEqual([
      undefined,
      ["country_required", "/items/1/phone"],
      ["contact_exists", "/items/2/phone"],
      ["contact_exists", "/items/3/phone"],
      ["invalid_request", "/items/4/name"],
      ["invalid_request", "/items/5"],
      ["invalid_request", "/items/6/consent/statement"],
      ["invalid_request", "/items/7/color"],
    ]);
    expect(results[2]?.id).toBe(first.body["id"]);
    expect(results[3]?.id).toBe(results[0]?.id);
    expect((await t.ctx.db.query.contacts.findMany()).length).toBe(2);
  });

  test("updates what exists when asked to, and says what stayed", async ({ expect }) => {
    const t = await aTenant();
    const ana = { phone: "+5511987654321", name: "Ana", tags: ["a"] };
    await call(t, "POST /contacts", ana);
    const { body } = await call(t, "POST /contacts/batch", {
      on_conflict: "update",
      items: [
        ana,
        { phone: "+551187654321", name: "Ana Souza" },
        { phone: "+5511987654321", tags: ["b"], consent: grant },
        { phone: "+34600000001" },
        { phone: "+34600000001", name: "twice" },
      ],
    });
    const results = body["results"] as { status: string }[];
    expect(results.map(({ status }) => status)).toEqual([
      "unchanged",
      "updated",
      "updated",
      "created",
      "updated",
    ]);
    const rows = await t.ctx.db.query.contacts.findMany({ orderBy: (c, { asc }) => asc(c.id) });
    expect(rows.map((r) => [r.phone, r.name, r.tags, r.marketing])).toEqual([
      ["+5511987654321", "Ana Souza", ["b"], "granted"],
      ["+34600000001", "twice", [], "unknown"],
    ]);
    const tags = await t.ctx.db.query.contactTags.findMany();
    expect(tags.map(({ tag }) => tag)).toEqual(["b"]);
  });

  test("an item that joins two contacts is refused", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+34600000000" });
    await call(t, "POST /contacts", { phone: "+34600000001", external_id: "b" });
    const { body } = await call(t, "POST /contacts/batch", {
      on_conflict: "update",
      items: [{ phone: "+34600000000", external_id: "b" }],
    });
    expect(body["results"]).toMatchObject([
      { status: "failed", error: { code: "contact_exists" } },
    ]);
  });

  test("never grants again what the person withdrew", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+34600000000", external_id: "a" });
    await call(t, "POST /contacts/ext:a/consents", {
      purpose: "marketing",
      action: "withdraw",
      method: "verbal",
    });
    const { body } = await call(t, "POST /contacts/batch", {
      on_conflict: "update",
      items: [{ phone: "+34600000000", name: "New", consent: { ...grant, method: "import" } }],
    });
    expect(body["results"]).toMatchObject([
      { status: "failed", error: { code: "withdrawn_by_person" } },
    ]);
    const [row] = await t.ctx.db.query.contacts.findMany();
    expect([row?.name, row?.marketing]).toEqual([null, "withdrawn"]);
  });

  test("needs the scope for consent only when an item brings one", async ({ expect }) => {
    const t = await aTenant({ scopes: ["contacts:write"] });
    const without = await call(t, "POST /contacts/batch", { items: [{ phone: "+34600000000" }] });
    expect(without.body["created"]).toBe(1);
    const bringing = await call(t, "POST /contacts/batch", {
      items: [{ phone: "+34600000001", consent: grant }],
    });
    expect([bringing.status, bringing.body["code"]]).toEqual([403, "missing_scope"]);
  });

  test("takes 1 to 500 items", async ({ expect }) => {
    const t = await aTenant();
    for (const items of [[], Array.from({ length: 501 }, () => ({ phone: "+34600000000" }))]) {
      const { status, body } = await call(t, "POST /contacts/batch", { items });
      expect([status, body["code"]]).toEqual([400, "invalid_request"]);
    }
    expect(await t.ctx.db.query.contacts.findMany()).toEqual([]);
  });

  test("gives the first answer again for the same idempotency key", async ({ expect }) => {
    const t = await aTenant();
    const ask = {
      body: { items: [{ phone: "+34600000000" }] },
      headers: { "idempotency-key": "b1" },
    };
    const first = await call(t, "POST /contacts/batch", ask.body, ask.headers);
    const second = await call(t, "POST /contacts/batch", ask.body, ask.headers);
    expect(first.body["created"]).toBe(1);
    expect(second.body).toEqual(first.body);
  });
});
