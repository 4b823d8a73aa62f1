import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { consentStatements } from "#features/consent/index";
import { newContact } from "#features/contacts/index";
import { commit } from "#platform/commit";

import { call } from "../../fixtures/call";
import { eventsOf, eventTypes } from "../../fixtures/events";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

const GRANT = { purpose: "marketing", action: "grant", method: "form", statement: "I agree" };
const WITHDRAW = { purpose: "marketing", action: "withdraw", method: "api" };

async function aContact(t: TenantFixture): Promise<Id<"contact">> {
  const { row, statements } = newContact(t.ctx, { phone: "+34600111222", externalId: "a" });
  await commit(t.ctx, { statements });
  return row.id;
}

const record = (t: TenantFixture, body: unknown) => call(t, "POST /contacts/ext:a/consents", body);

const marketing = async (t: TenantFixture) =>
  (await call(t, "GET /contacts/ext:a")).body["consents"];

describe("recording consent", () => {
  test("refuses what lies in the future, and evidence that is not here, by its field", async ({
    expect,
  }) => {
    const t = await aTenant();
    await aContact(t);
    for (const [field, value] of [
      ["captured_at", new Date(Date.now() + 3_600_000).toISOString()],
      ["evidence_media_id", t.ctx.newId("media")],
      ["statement_version", "two words"],
    ] as const) {
      const { status, body } = await record(t, { ...GRANT, [field]: value });
      expect([status, body.errors?.[0]?.pointer]).toEqual([400, `/${field}`]);
    }
    expect(await t.ctx.db.query.consents.findMany()).toEqual([]);
  });

  test("many people's acts at once all enter the one ledger", async ({ expect }) => {
    const t = await aTenant();
    const people = Array.from({ length: 25 }, (_, i) => newContact(t.ctx, { externalId: `p${i}` }));
    await commit(t.ctx, { statements: people.flatMap(({ statements }) => statements) });
    const answers = await Promise.all(
      people.map(({ row }) => call(t, `POST /contacts/${row.id}/consents`, GRANT)),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 201));
    const seqs = answers.map(({ body }) => Number(body["seq"])).toSorted((a, b) => a - b);
    expect(seqs).toEqual(people.map((_, i) => i + 1));
  });

  test("a grant is a row of the ledger and the contact's state", async ({ expect }) => {
    const t = await aTenant();
    const id = await aContact(t);
    const { status, body } = await record(t, {
      ...GRANT,
      statement_language: "en",
      source: "https://bluebird.example/newsletter",
      captured_at: "2026-01-02T03:04:05+01:00",
      subject_ip: "203.0.113.9",
      subject_user_agent: "Browser",
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^cns_/),
      seq: 1,
      contact_id: id,
      purpose: "marketing",
      action: "grant",
      state: "granted",
      method: "form",
      statement: "I agree",
      source: "https://bluebird.example/newsletter",
      statement_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      statement_version: null,
      statement_language: "en",
      by_person: false,
      message_id: null,
      evidence_media_id: null,
      actor: expect.stringMatching(/^api_key:key_/),
      captured_at: "2026-01-02T02:04:05.000Z",
      recorded_at: expect.stringMatching(/Z$/),
      personal_sha256: null,
      hash: null,
    });
    expect(await marketing(t)).toEqual({ marketing: "granted" });
    const [row] = await t.ctx.db.query.consents.findMany();
    expect(row).toMatchObject({
      state: "granted",
      byPerson: false,
      statement: "I agree",
      subjectIp: "203.0.113.9",
      actor: expect.stringMatching(/^api_key:key_/),
    });
    expect(await eventsOf(t.ctx)).toEqual([
      {
        type: "consent.granted",
        data: {
          consent_id: body["id"],
          contact_id: id,
          purpose: "marketing",
          method: "form",
          message_id: null,
          captured_at: "2026-01-02T02:04:05.000Z",
        },
      },
    ]);
    const audits = (await t.ctx.db.query.auditLogs.findMany()).filter(
      // Whoever looked at the contact meanwhile is noted as well.
      ({ action }) => action !== "contact.list",
    );
    expect(audits.map(({ action, target }) => [action, target])).toEqual([["consent.grant", id]]);
  });

  test("a request changes no state, and tells that it was made", async ({ expect }) => {
    const t = await aTenant();
    await aContact(t);
    await record(t, GRANT);
    const { body } = await record(t, { ...GRANT, action: "request" });
    expect([body["state"], body["seq"]]).toEqual(["granted", 2]);
    expect(await eventTypes(t.ctx)).toEqual(["consent.granted", "consent.requested"]);
  });

  test("after the person's own withdrawal only the person grants again", async ({ expect }) => {
    const t = await aTenant();
    const contactId = await aContact(t);
    await record(t, GRANT);
    const stop = consentStatements(t.ctx, {
      contactId,
      action: "withdraw",
      purpose: "marketing",
      method: "keyword",
      byPerson: true,
      messageId: t.ctx.newId("message"),
      capturedAtMs: Date.now(),
    });
    await commit(t.ctx, stop);
    expect(await marketing(t)).toEqual({ marketing: "withdrawn" });
    for (const method of ["form", "keyword", "import", "api", "inbound", "verbal"]) {
      const { status, body } = await record(t, { ...GRANT, method });
      expect([status, body["code"]]).toEqual([409, "withdrawn_by_person"]);
    }
    // The business's own withdrawal on top does not open the way.
    await record(t, WITHDRAW);
    expect((await record(t, GRANT)).status).toBe(409);
    const start = consentStatements(t.ctx, {
      contactId,
      action: "grant",
      purpose: "marketing",
      method: "keyword",
      byPerson: true,
      statement: "START",
      capturedAtMs: Date.now(),
    });
    await commit(t.ctx, start);
    expect(await marketing(t)).toEqual({ marketing: "granted" });
    expect((await record(t, GRANT)).status).toBe(201);
  });

  test("what the business withdrew on its own it may grant again", async ({ expect }) => {
    const t = await aTenant();
    await aContact(t);
    await record(t, WITHDRAW);
    expect((await record(t, GRANT)).status).toBe(201);
    await record(t, { ...WITHDRAW, method: "verbal" });
    expect((await record(t, GRANT)).body["code"]).toBe("withdrawn_by_person");
  });

  test("a grant that races the person's withdrawal never wins", async ({ expect }) => {
    const t = await aTenant();
    const contactId = await aContact(t);
    const stop = consentStatements(t.ctx, {
      contactId,
      action: "withdraw",
      purpose: "marketing",
      method: "keyword",
      byPerson: true,
      capturedAtMs: Date.now(),
    });
    await Promise.all([
      ...Array.from({ length: 3 }, () => record(t, GRANT)),
      commit(t.ctx, stop),
      ...Array.from({ length: 3 }, () => record(t, GRANT)),
    ]);
    expect(await marketing(t)).toEqual({ marketing: "withdrawn" });
    const ledger = await t.ctx.db.query.consents.findMany({ orderBy: (c, { asc }) => asc(c.seq) });
    expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, i) => i + 1));
    expect(ledger.at(-1)?.action).toBe("withdraw");
  });

  test.for<[Record<string, unknown>, number, string, string]>([
    [{ ...GRANT, statement: undefined }, 400, "invalid_request", "/statement"],
    [{ ...GRANT, statement: "  " }, 400, "invalid_request", "/statement"],
    [{ ...GRANT, purpose: "newsletter" }, 400, "invalid_request", "/purpose"],
    [{ ...GRANT, action: "revoke" }, 400, "invalid_request", "/action"],
    [{ ...GRANT, method: "telepathy" }, 400, "invalid_request", "/method"],
    [{ ...GRANT, captured_at: "yesterday" }, 400, "invalid_request", "/captured_at"],
    [{ ...GRANT, captured_at: "2999-01-01T00:00:00Z" }, 400, "out_of_range", "/captured_at"],
    [{ ...GRANT, subject_ip: "999.1.1.1" }, 400, "invalid_request", "/subject_ip"],
    [{ ...GRANT, by_person: true }, 400, "invalid_request", "/by_person"],
  ])("%j is refused and nothing is stored", async ([body, status, code, pointer], { expect }) => {
    const t = await aTenant();
    await aContact(t);
    const answer = await record(t, body);
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
    expect(answer.body["errors"]).toMatchObject([{ pointer }]);
    expect(await t.ctx.db.query.consents.findMany()).toEqual([]);
  });

  test("needs its scope and a contact", async ({ expect }) => {
    const t = await aTenant({ scopes: ["contacts:read", "contacts:write"] });
    expect((await record(t, GRANT)).body["code"]).toBe("missing_scope");
    const other = await aTenant();
    expect((await record(other, GRANT)).status).toBe(404);
  });
});

test("the ledger is read by contact, newest first, and as a feed, oldest first", async ({
  expect,
}) => {
  const t = await aTenant();
  await aContact(t);
  for (const body of [GRANT, WITHDRAW, GRANT]) await record(t, body);
  const seqs = (body: Readonly<Record<string, unknown>>) =>
    (body["data"] as readonly { seq: number }[]).map(({ seq }) => seq);
  const first = await call(t, "GET /contacts/ext:a/consents?limit=2");
  expect([seqs(first.body), first.body["has_more"]]).toEqual([[3, 2], true]);
  const second = await call(
    t,
    `GET /contacts/ext:a/consents?limit=2&after=${String(first.body["next_cursor"])}`,
  );
  expect([seqs(second.body), second.body["next_cursor"]]).toEqual([[1], null]);
  const feed = await call(t, "GET /consents?after=1&limit=1");
  expect(feed.body).toMatchObject({ has_more: true, next_after: 2 });
  expect(seqs((await call(t, "GET /consents?after=2")).body)).toEqual([3]);
  expect((await call(t, "GET /consents?after=3")).body).toEqual({
    data: [],
    has_more: false,
    next_after: 3,
  });
});
