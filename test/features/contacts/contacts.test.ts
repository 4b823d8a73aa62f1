import { describe, test } from "vitest";

import { call } from "../../fixtures/call";
import { eventsOf } from "../../fixtures/events";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";

const countContacts = async (t: TenantFixture) => (await t.ctx.db.query.contacts.findMany()).length;

describe("creating a contact", () => {
  test("keeps the number in E.164 and answers the whole contact", async ({ expect }) => {
    const t = await aTenant();
    const { status, body, headers } = await call(t, "POST /contacts", {
      phone: "+1 (555) 123-4567",
      name: "Ana",
      external_id: "crm-1",
      language: "pt_BR",
      timezone: "America/Sao_Paulo",
      fields: { first_name: "Ana" },
      tags: ["VIP", "vip", "new"],
      metadata: { a: { b: 1 } },
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^con_/),
      phone: "+15551234567",
      phone_display: "+1 555 123 4567",
      wa_id: null,
      bsuid: null,
      username: null,
      name: "Ana",
      external_id: "crm-1",
      language: "pt_BR",
      timezone: "America/Sao_Paulo",
      fields: { first_name: "Ana" },
      tags: ["VIP", "new"],
      consents: { marketing: "unknown" },
      suppressed: false,
      blocked: false,
      last_inbound_at: null,
      marketing_hold: null,
      metadata: { a: { b: 1 } },
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      merged: [],
    });
    expect(headers.get("etag")?.startsWith(`"${String(body["updated_at"])}.`)).toBe(true);
    const { body: again } = await call(t, "GET /contacts/phone:%2B15551234567");
    expect(again).toEqual(body);
  });

  test("answers the contact that has the number already, in any of its variants", async ({
    expect,
  }) => {
    const t = await aTenant();
    const first = await call(t, "POST /contacts", { phone: "+5511987654321" });
    const second = await call(t, "POST /contacts", { phone: "+55 11 8765-4321" });
    expect([second.status, second.body["code"], second.body["contact_id"]]).toEqual([
      409,
      "contact_exists",
      first.body["id"],
    ]);
    expect(second.body["errors"]).toMatchObject([{ pointer: "/phone" }]);
    expect(await countContacts(t)).toBe(1);
  });

  test("leaves one contact when ten callers create the same one at once", async ({ expect }) => {
    const t = await aTenant();
    const calls = await Promise.all(
      Array.from({ length: 10 }, () => call(t, "POST /contacts", { phone: "+34600111222" })),
    );
    expect(calls.filter(({ status }) => status === 201).length).toBe(1);
    expect(calls.filter(({ status }) => status === 409).length).toBe(9);
    expect(await countContacts(t)).toBe(1);
    expect((await t.ctx.db.query.identities.findMany()).length).toBe(1);
  });

  test("takes a person without a phone", async ({ expect }) => {
    const t = await aTenant();
    const { status } = await call(t, "POST /contacts", { bsuid: "US.13491208655302741918" });
    expect(status).toBe(201);
    const found = await call(t, "GET /contacts/bsuid:US.13491208655302741918");
    expect(found.body["phone"]).toBeNull();
  });

  test("reads national numbers by the workspace's country", async ({ expect }) => {
    const t = await aTenant({ settings: { default_country: "FR" } });
    const { body } = await call(t, "POST /contacts", { phone: "06 12 34 56 78" });
    expect(body["phone"]).toBe("+33612345678");
  });

  test("tells the same story in the audit log and in the events", async ({ expect }) => {
    const t = await aTenant();
    const { body } = await call(t, "POST /contacts", { phone: "+34600111222" });
    const audits = await t.ctx.db.query.auditLogs.findMany();
    expect(audits.map(({ action, target }) => [action, target])).toEqual([
      ["contact.create", body["id"]],
    ]);
    expect(await eventsOf(t.ctx)).toEqual([
      { type: "contact.created", data: { contact_id: body["id"] } },
    ]);
  });

  test("gives the first answer again for the same idempotency key", async ({ expect }) => {
    const t = await aTenant();
    const key = { "idempotency-key": "k1" };
    const first = await call(t, "POST /contacts", { phone: "+34600111222" }, key);
    const second = await call(t, "POST /contacts", { phone: "+34600111222" }, key);
    expect([second.status, second.body]).toEqual([201, first.body]);
  });
});

describe("bad input", () => {
  test.for<[Record<string, unknown>, number, string, string]>([
    [{ phone: "5551234567" }, 422, "country_required", "/phone"],
    [{ phone: "+9991234567" }, 422, "invalid_phone", "/phone"],
    [{ phone: "+0123456789" }, 422, "invalid_phone", "/phone"],
    [{ phone: "+1555123456O" }, 422, "invalid_phone", "/phone"],
    [{ phone: "123" }, 422, "invalid_phone", "/phone"],
    [{ phone: "1".repeat(16) }, 422, "invalid_phone", "/phone"],
    [{ phone: 15551234567 }, 400, "invalid_request", "/phone"],
    [{ name: "nobody" }, 400, "invalid_request", "/phone"],
    [{ bsuid: "US.1" }, 422, "invalid_user_id", "/bsuid"],
    [{ bsuid: "us.123" }, 422, "invalid_user_id", "/bsuid"],
    [{ bsuid: `US.${"1".repeat(200)}` }, 422, "invalid_user_id", "/bsuid"],
    [{ bsuid: "US.12 34" }, 422, "invalid_user_id", "/bsuid"],
    [{ phone: "+34600111222", name: "x".repeat(10_000) }, 400, "invalid_request", "/name"],
    [{ phone: "+34600111222", name: "   " }, 400, "invalid_request", "/name"],
    [{ phone: "+34600111222", name: "\u200b\u200d" }, 400, "invalid_request", "/name"],
    [{ phone: "+34600111222", timezone: "Mars/Phobos" }, 422, "invalid_timezone", "/timezone"],
    [{ phone: "+34600111222", timezone: "+05:30" }, 422, "invalid_timezone", "/timezone"],
    [{ phone: "+34600111222", tags: ["a,b"] }, 400, "invalid_request", "/tags/0"],
    [{ phone: "+34600111222", tags: ["a\nb"] }, 400, "invalid_request", "/tags/0"],
    [{ phone: "+34600111222", tags: ["a".repeat(65)] }, 400, "invalid_request", "/tags/0"],
    [
      { phone: "+34600111222", tags: Array.from({ length: 1000 }, (_, i) => `t${i}`) },
      400,
      "invalid_request",
      "/tags",
    ],
    [{ phone: "+34600111222", fields: { a: { b: 1 } } }, 400, "invalid_request", "/fields/a"],
    [{ phone: "+34600111222", fields: { a: "x".repeat(9000) } }, 400, "invalid_request", "/fields"],
    [
      {
        phone: "+34600111222",
        fields: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 1])),
      },
      400,
      "invalid_request",
      "/fields",
    ],
    [
      { phone: "+34600111222", metadata: { a: "x".repeat(9000) } },
      400,
      "invalid_request",
      "/metadata",
    ],
    [
      { phone: "+34600111222", metadata: JSON.parse('{"__proto__":1}') },
      400,
      "forbidden_key",
      "/metadata/__proto__",
    ],
    [{ phone: "+34600111222", surname: "x" }, 400, "invalid_request", "/surname"],
  ])("%j is refused and nothing is stored", async ([body, status, code, pointer], { expect }) => {
    const t = await tenant();
    const answer = await call(t, "POST /contacts", body);
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
    expect(answer.body["errors"]).toMatchObject([{ pointer }]);
    expect(await countContacts(t)).toBe(0);
  });

  test("a blank name says so", async ({ expect }) => {
    const t = await tenant();
    const { body } = await call(t, "POST /contacts", { phone: "+34600111222", name: " " });
    expect(body["errors"]).toMatchObject([{ pointer: "/name", code: "blank" }]);
  });

  test("a selector that names nobody is not found", async ({ expect }) => {
    const t = await tenant();
    const other = await aTenant();
    const theirs = await call(other, "POST /contacts", { phone: "+34600111222" });
    for (const selector of [
      String(theirs.body["id"]),
      "con_01k9zq3v6m8r2t4w6y8a0c2e4g",
      "phone:+34600111222",
      "ext:nobody",
      "nonsense",
    ])
      expect((await call(t, `GET /contacts/${encodeURIComponent(selector)}`)).status).toBe(404);
    expect((await call(t, "GET /contacts/phone:%2B999123")).body["code"]).toBe("invalid_phone");
    expect((await call(t, "GET /contacts/bsuid:us.1")).body["code"]).toBe("invalid_user_id");
  });

  test("a credential without the scope changes nothing", async ({ expect }) => {
    const t = await aTenant({ scopes: ["contacts:read"] });
    const { status, body } = await call(t, "POST /contacts", { phone: "+34600111222" });
    expect([status, body["code"]]).toEqual([403, "missing_scope"]);
    expect(await countContacts(t)).toBe(0);
  });
});

/** One tenant for the cases that store nothing. */
let shared: Promise<TenantFixture> | undefined;
const tenant = () => (shared ??= aTenant());

describe("changing a contact", () => {
  test("leaves absent members, clears by null and merges fields by key", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", {
      phone: "+34600111222",
      name: "Ana",
      external_id: "e1",
      fields: { a: 1, b: 2 },
      tags: ["one", "two"],
    });
    const { status, body } = await call(t, "PATCH /contacts/ext:e1", {
      name: null,
      fields: { b: null, c: 3 },
      tags: ["TWO", "three"],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      phone: "+34600111222",
      name: null,
      external_id: "e1",
      fields: { a: 1, c: 3 },
      tags: ["TWO", "three"],
    });
    const tags = await t.ctx.db.query.contactTags.findMany();
    expect(tags.map(({ tag }) => tag).toSorted()).toEqual(["three", "two"]);
    expect((await eventsOf(t.ctx)).at(-1)).toEqual({
      type: "contact.updated",
      data: { contact_id: body["id"], fields: ["name", "fields", "tags"] },
    });
  });

  test("moves the identity with the number", async ({ expect }) => {
    const t = await aTenant();
    const { body } = await call(t, "POST /contacts", { phone: "+34600111222" });
    await call(t, `PATCH /contacts/${String(body["id"])}`, { phone: "+34600333444" });
    expect((await call(t, "GET /contacts/phone:%2B34600111222")).status).toBe(404);
    expect((await call(t, "GET /contacts/phone:%2B34600333444")).body["id"]).toBe(body["id"]);
    const again = await call(t, "POST /contacts", { phone: "+34600111222" });
    expect(again.status).toBe(201);
  });

  test("never takes another contact's identity", async ({ expect }) => {
    const t = await aTenant();
    const a = await call(t, "POST /contacts", { phone: "+34600111222", external_id: "a" });
    await call(t, "POST /contacts", { phone: "+34600333444", external_id: "b" });
    for (const change of [{ phone: "+34600111222" }, { external_id: "a" }]) {
      const { status, body } = await call(t, "PATCH /contacts/ext:b", change);
      expect([status, body["contact_id"]]).toEqual([409, a.body["id"]]);
    }
  });

  test("refuses to take the last identity", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+34600111222", external_id: "a" });
    const { status, body } = await call(t, "PATCH /contacts/ext:a", { phone: null });
    expect([status, body["errors"]]).toMatchObject([
      400,
      [{ pointer: "/phone", code: "required" }],
    ]);
  });

  test("honours If-Match", async ({ expect }) => {
    const t = await aTenant();
    const { headers } = await call(t, "POST /contacts", {
      phone: "+34600111222",
      external_id: "a",
    });
    const match = { "if-match": headers.get("etag") ?? "" };
    expect((await call(t, "PATCH /contacts/ext:a", { name: "A" }, match)).status).toBe(200);
    const stale = await call(t, "PATCH /contacts/ext:a", { name: "B" }, match);
    expect([stale.status, stale.body["code"]]).toEqual([412, "precondition_failed"]);
  });

  test("loses no change of callers who write at the same time", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+34600111222", external_id: "a" });
    const tags = ["t1", "t2", "t3", "t4"];
    const answers = await Promise.all(
      tags.map((tag) => call(t, `PUT /contacts/ext:a/tags/${tag}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await call(t, "GET /contacts/ext:a");
    expect([...(body["tags"] as string[])].toSorted()).toEqual(tags);
  });

  test("an upsert creates under its selector, then changes", async ({ expect }) => {
    const t = await aTenant();
    const first = await call(t, "PUT /contacts/phone:%2B34600111222", { name: "Ana" });
    expect([first.status, first.body["phone"], first.body["name"]]).toEqual([
      201,
      "+34600111222",
      "Ana",
    ]);
    const second = await call(t, "PUT /contacts/phone:%2B34600111222", { language: "es" });
    expect([second.status, second.body["name"], second.body["language"]]).toEqual([
      200,
      "Ana",
      "es",
    ]);
    const other = await call(t, "PUT /contacts/phone:%2B34600999999", { phone: "+34600111333" });
    expect([other.status, other.body["errors"]]).toMatchObject([400, [{ pointer: "/phone" }]]);
    expect((await call(t, "PUT /contacts/ext:crm-9", { name: "No phone" })).status).toBe(400);
    expect(
      (await call(t, "PUT /contacts/con_01k9zq3v6m8r2t4w6y8a0c2e4g", { name: "x" })).status,
    ).toBe(404);
    expect(await countContacts(t)).toBe(1);
  });

  test("tags are added and removed in whatever case", async ({ expect }) => {
    const t = await aTenant();
    await call(t, "POST /contacts", { phone: "+34600111222", external_id: "a" });
    expect((await call(t, "PUT /contacts/ext:a/tags/VIP")).body["tags"]).toEqual(["VIP"]);
    expect((await call(t, "PUT /contacts/ext:a/tags/vip")).body["tags"]).toEqual(["VIP"]);
    expect((await call(t, "DELETE /contacts/ext:a/tags/Vip")).body["tags"]).toEqual([]);
    expect((await call(t, "PUT /contacts/ext:a/tags/a%2Cb")).body["code"]).toBe("invalid_request");
    expect(await t.ctx.db.query.contactTags.findMany()).toEqual([]);
  });
});

test("identities show what a contact is recognised by", async ({ expect }) => {
  const t = await aTenant();
  await call(t, "POST /contacts", {
    phone: "+551187654321",
    bsuid: "BR.12345",
    external_id: "a",
  });
  const { body } = await call(t, "GET /contacts/ext:a/identities");
  expect(body["data"]).toMatchObject([
    { kind: "bsuid", value: "BR.12345" },
    { kind: "phone", value: "+551187654321" },
  ]);
});
