import { describe, test } from "vitest";

import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aTenant, byAnotherKey } from "../../fixtures/tenant.ts";
import { CONSENT, imported, MAPPING, reportsOf, settled, upload } from "./fixture.ts";

describe("an import", () => {
  test("creates, updates, leaves and rejects rows, and its totals add up", async ({ expect }) => {
    const t = await aTenant({ settings: { default_country: "BR" } });
    await call(t, "POST /contacts", { phone: "+5511987650001", name: "Old", tags: ["vip"] });
    await call(t, "POST /contacts", { phone: "+5511987650002", name: "Same", tags: ["fair"] });
    const file = [
      " phone ;NAME;Tags;Note",
      "(11) 98765-0001;Ana;new;x",
      "+5511987650002;Same;;",
      "+5511987650003;=HYPERLINK(1);;",
      "5,51199E+12;Bruno;;",
      "+5511987650004;Carla",
      "",
      "12;Davi;;",
    ].join("\r\n");
    const done = await imported(t, file, {
      mapping: { ...MAPPING, tags: "tags" },
      tags: ["fair"],
    });
    expect(done).toMatchObject({
      status: "completed",
      delimiter: ";",
      encoding: "utf-8",
      total_rows: 6,
      rows: 6,
      created: 1,
      updated: 1,
      unchanged: 1,
      rejected: 3,
      consents: { granted: 0, unknown: 3, withheld: 0 },
      repeats: null,
      error: null,
    });
    expect((await reportsOf(t, done["id"])).map((line) => line.split(",").slice(0, 3))).toEqual([
      ["5", "phone", "scientific_notation"],
      ["6", "", "column_count"],
      ["8", "phone", "invalid_phone"],
    ]);
    const ana = await call(t, "GET /contacts/phone:%2B5511987650001");
    expect(ana.body).toMatchObject({ name: "Ana", tags: ["vip", "fair", "new"] });
    const formula = await call(t, "GET /contacts/phone:%2B5511987650003");
    expect(formula.body).toMatchObject({
      name: "=HYPERLINK(1)",
      consents: { marketing: "unknown" },
    });
    const events = await call(t, "GET /events?limit=100");
    expect(
      events.body.data?.filter(({ type }) => String(type).startsWith("import.")),
    ).toMatchObject([{ type: "import.completed", data: { rows: 6, rejected: 3, dry_run: false } }]);
    const listed = await call(t, "GET /imports");
    expect(listed.body.data).toMatchObject([{ id: done["id"] }]);
  });

  test("needs a key, and answers a second call with the first import", async ({ expect }) => {
    const t = await aTenant();
    const file = "Phone,Name\n+5511987650001,Ana\n";
    expect((await upload(t, file, { mapping: MAPPING }, {})).body["code"]).toBe(
      "idempotency_key_required",
    );
    const key = { "idempotency-key": "once" };
    const first = await upload(t, file, { mapping: MAPPING }, key);
    const again = await upload(t, file, { mapping: MAPPING }, key);
    expect([again.status, again.body["id"], again.headers.get("idempotent-replayed")]).toEqual([
      202,
      first.body["id"],
      "true",
    ]);
    const other = await upload(t, `${file}+5511987650002,B\n`, { mapping: MAPPING }, key);
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency_mismatch"]);
    expect((await call(t, "GET /imports")).body.data).toHaveLength(1);
  });

  test("records what was declared of its people, and never a grant against a person's own will", async ({
    expect,
  }) => {
    const t = await aTenant();
    for (const phone of ["+5511987650001", "+5511987650002", "+5511987650006"])
      await call(t, "POST /contacts", { phone });
    await call(t, "POST /contacts/phone:%2B5511987650001/consents", {
      purpose: "marketing",
      action: "withdraw",
      method: "verbal",
    });
    await call(t, "POST /suppressions", { contact: "+5511987650002" });
    await call(t, "POST /suppressions", { contact: "+5511987650003" });
    const file = [
      "Phone,Ok,Since",
      "+5511987650001,yes,2026-01-31",
      "+5511987650002,yes,2026-01-31",
      "+5511987650003,yes,",
      "+5511987650004,yes?,",
      "+5511987650005,yes,2999-01-01",
      "+5511987650006,sim,2026-01-31",
      "+5511987650007,no,",
      "+5511987650008,,",
    ].join("\n");
    const mapping = { Phone: "phone", Ok: "consent", Since: "consent_at" };
    const bare = await upload(t, file, { mapping });
    expect([bare.status, bare.body.errors?.[0]?.pointer]).toEqual([400, "/consent"]);
    const done = await imported(t, file, { mapping, consent: CONSENT });
    expect(done).toMatchObject({
      rejected: 0,
      rows: 8,
      consents: { granted: 1, withheld: 3, unknown: 4 },
      consent: { declared_by: "Ana Almeida" },
    });
    expect((await reportsOf(t, done["id"])).map((line) => line.split(",").slice(0, 3))).toEqual([
      ["2", "", "withdrawn_by_person"],
      ["3", "", "recipient_suppressed"],
      ["4", "", "recipient_suppressed"],
      ["5", "Ok", "unclear_consent"],
      ["6", "Since", "future_date"],
    ]);
    const granted = await call(t, "GET /contacts/phone:%2B5511987650006/consents");
    expect(granted.body.data).toMatchObject([
      {
        action: "grant",
        method: "import",
        statement: CONSENT.statement,
        source: `${String(done["id"])}, line 7: ${CONSENT.source}`,
        captured_at: "2026-01-31T00:00:00.000Z",
      },
    ]);
  });

  test("of the same file grants nobody a second time, and makes nobody twice", async ({
    expect,
  }) => {
    const t = await aTenant();
    const file = "Phone,Name\n+5511987650001,Ana\n+5511987650002,Bia\n";
    const fields = { mapping: MAPPING, consent: CONSENT };
    const first = await imported(t, file, fields);
    const second = await imported(t, file, fields);
    expect(second).toMatchObject({
      repeats: first["id"],
      created: 0,
      unchanged: 2,
      consents: { granted: 2 },
    });
    const ledger = await call(t, "GET /consents");
    expect(ledger.body.data).toHaveLength(2);
  });

  test("merges two rows of one person, and says so", async ({ expect }) => {
    const t = await aTenant();
    const file = "Phone,Name\n+5511987650001,Ana\n+55 11 98765-0001,Ana Maria\n";
    const done = await imported(t, file);
    expect(done).toMatchObject({ created: 1, updated: 1 });
    expect(await reportsOf(t, done["id"])).toEqual([
      expect.stringMatching(/^3,,same_contact,,imported,/),
    ]);
    const strict = await imported(t, file, { mapping: MAPPING, on_conflict: "error" });
    expect(strict).toMatchObject({ rejected: 2, created: 0 });
  });

  test("that runs dry writes nothing, and can be run for good", async ({ expect }) => {
    const t = await aTenant();
    const file = "Phone,Name\n+5511987650001,Ana\n12,B\n";
    const dry = await imported(t, file, { mapping: MAPPING, dry_run: "true", consent: CONSENT });
    expect(dry).toMatchObject({ dry_run: true, created: 1, rejected: 1, reported: 1 });
    expect((await call(t, "GET /contacts")).body.data).toEqual([]);
    const id = String(dry["id"]);
    expect((await call(t, `POST /imports/${id}/undo`, {})).body["code"]).toBe("invalid_state");
    const started = await call(t, `POST /imports/${id}/run`, {});
    expect([started.status, started.body["created"]]).toEqual([202, 0]);
    expect(await settled(t, id)).toMatchObject({ dry_run: false, created: 1, rejected: 1 });
    expect((await call(t, "GET /contacts")).body.data).toHaveLength(1);
    expect(await reportsOf(t, id)).toHaveLength(1);
    expect((await call(t, `POST /imports/${id}/run`, {})).body["code"]).toBe("invalid_state");
  });

  test("is not undone for whom a note was written since", async ({ expect }) => {
    const t = await aTenant();
    const done = await imported(t, "Phone,Name\n+5511987650001,A\n+5511987650002,B", {
      mapping: MAPPING,
      consent: CONSENT,
    });
    await call(t, "POST /contacts/phone:%2B5511987650002/notes", { text: "Met at the fair." });
    await call(t, `POST /imports/${String(done["id"])}/undo`, {});
    expect(await settled(t, String(done["id"]))).toMatchObject({
      status: "undone",
      undo: { removed: 1, kept: 1 },
    });
  });

  test("is undone but for those to whom something has happened since", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+5511987650009", name: "Old" });
    const file = ["Phone,Name", ...[1, 2, 3, 9].map((n) => `+551198765000${n},Person ${n}`)].join(
      "\n",
    );
    const done = await imported(t, file, { mapping: MAPPING, consent: CONSENT, tags: ["fair"] });
    expect(done).toMatchObject({ created: 3, updated: 1 });
    await call(t, "PATCH /contacts/phone:%2B5511987650002", { name: "Bia" });
    const asked = await call(t, `POST /imports/${String(done["id"])}/undo`, {});
    expect([asked.status, asked.body["status"]]).toEqual([202, "undoing"]);
    expect(await settled(t, String(done["id"]))).toMatchObject({
      status: "undone",
      undo: { removed: 2, kept: 1 },
    });
    const left = await call(t, "GET /contacts");
    expect(left.body.data?.map(({ name }) => name).toSorted()).toEqual(["Bia", "Person 9"]);
    expect((await call(t, "GET /contacts?q=person")).body.data).toMatchObject([
      { name: "Person 9" },
    ]);
    const events = (await call(t, "GET /events?limit=100")).body.data ?? [];
    expect(events.filter(({ type }) => type === "contact.removed")).toHaveLength(2);
    const again = await imported(t, file, { mapping: MAPPING, consent: CONSENT, tags: ["fair"] });
    expect(again).toMatchObject({ created: 2, repeats: null });
  });

  test("keeps a declaration's evidence, and asks for the scope of consent", async ({ expect }) => {
    const t = await aTenant({ scopes: ["contacts:write", "contacts:read"] });
    const file = "Phone,Name\n+5511987650001,Ana\n";
    const refused = await upload(t, file, { mapping: MAPPING, consent: CONSENT });
    expect([refused.status, refused.body["code"]]).toEqual([403, "missing_scope"]);
    const evidence = { ...CONSENT, evidence_media_id: newId("media") };
    const all = await byAnotherKey(t);
    const unknown = await upload(all, file, { mapping: MAPPING, consent: evidence });
    expect([unknown.status, unknown.body.errors?.[0]?.pointer]).toEqual([
      404,
      "/consent/evidence_media_id",
    ]);
    expect((await call(all, "GET /imports")).body.data).toEqual([]);
  });
});
