import { afterEach, describe, test, vi } from "vitest";

import { ask, call } from "../../fixtures/call.ts";
import { aMetaNumber, connectAnswers, graphRefusal, mockGraph } from "../../fixtures/graph.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";

afterEach(() => vi.restoreAllMocks());

async function aNumber(more: object = {}) {
  const tenant = await aTenant();
  const { body } = await call(tenant, "POST /numbers", { kind: "sandbox", ...more });
  return { tenant, id: String(body["id"]) };
}

const actions = async ({ ctx }: TenantFixture) =>
  (await ctx.db.query.auditLogs.findMany()).map(({ action, changes }) => ({ action, changes }));

describe("the profile", () => {
  test("is changed member by member, and read as Meta has it", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const empty = await call(tenant, `GET /numbers/${id}/profile`);
    expect(empty.body).toEqual({
      number_id: id,
      about: null,
      address: null,
      description: null,
      email: null,
      profile_picture_url: null,
      websites: [],
      vertical: null,
    });
    const first = { about: "Bread", websites: ["https://bakery.example"], vertical: "RETAIL" };
    const changed = await call(tenant, `PATCH /numbers/${id}/profile`, first);
    expect([changed.status, changed.body]).toMatchObject([200, first]);
    await call(tenant, `PATCH /numbers/${id}/profile`, { email: "hi@bakery.example" });
    const { body } = await call(tenant, `GET /numbers/${id}/profile`);
    expect(body).toMatchObject({ ...first, email: "hi@bakery.example" });
    await call(tenant, `PATCH /numbers/${id}/profile`, { email: "", websites: [] });
    expect((await call(tenant, `GET /numbers/${id}/profile`)).body).toMatchObject({
      email: null,
      websites: [],
    });
    expect(await actions(tenant)).toContainEqual({
      action: "number.update_profile",
      changes: { fields: ["about", "websites", "vertical"] },
    });
  });

  test("takes a picture by the handle of an upload", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const picture = { profile_picture_handle: "4::aW1hZ2UvanBlZw==" };
    const { body } = await call(tenant, `PATCH /numbers/${id}/profile`, picture);
    expect(body["profile_picture_url"]).toMatch(/^https:/);
    const wrong = await call(tenant, `PATCH /numbers/${id}/profile`, {
      profile_picture_handle: "1037000",
    });
    expect([wrong.status, wrong.body]).toMatchObject([
      422,
      { code: "meta_refused", meta: { code: 100 } },
    ]);
  });

  test.for([
    [{}, ""],
    [{ about: "" }, "/about"],
    [{ about: "x".repeat(140) }, "/about"],
    [{ email: "nobody" }, "/email"],
    [{ websites: ["https://a.test", "https://b.test", "https://c.test"] }, "/websites"],
    [{ websites: ["ftp://a.test"] }, "/websites/0"],
    [{ vertical: "BAKERY" }, "/vertical"],
  ] as const)("%j is refused at %s", async ([change, pointer], { expect }) => {
    const { tenant, id } = await aNumber();
    const { status, body } = await call(tenant, `PATCH /numbers/${id}/profile`, change);
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe("what is offered in a chat", () => {
  const COMPONENTS = {
    ice_breakers: ["Show me the menu", "Where are you?"],
    commands: [{ name: "hours", description: "When we are open" }],
  };

  test("is replaced as a whole", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const none = { number_id: id, ice_breakers: [], commands: [] };
    expect((await call(tenant, `GET /numbers/${id}/components`)).body).toEqual(none);
    const set = await call(tenant, `PUT /numbers/${id}/components`, COMPONENTS);
    expect([set.status, set.body]).toEqual([200, { number_id: id, ...COMPONENTS }]);
    expect((await call(tenant, `GET /numbers/${id}/components`)).body).toEqual(set.body);
    const empty = { ice_breakers: [], commands: [] };
    expect((await call(tenant, `PUT /numbers/${id}/components`, empty)).body).toEqual(none);
  });

  test.for([
    [{ ...COMPONENTS, ice_breakers: ["a", "b", "c", "d", "e"] }, "/ice_breakers"],
    [{ ...COMPONENTS, ice_breakers: ["Menu 🍞"] }, "/ice_breakers/0"],
    [{ ...COMPONENTS, commands: [{ name: "the hours", description: "x" }] }, "/commands/0/name"],
    [{ ...COMPONENTS, commands: [...COMPONENTS.commands, ...COMPONENTS.commands] }, "/commands"],
    [{ commands: [] }, "/ice_breakers"],
  ] as const)("%j is refused at %s", async ([given, pointer], { expect }) => {
    const { tenant, id } = await aNumber();
    const { status, body } = await call(tenant, `PUT /numbers/${id}/components`, given);
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe("QR codes", () => {
  test("are made, listed page by page, rewritten and deleted", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const make = (text: string) =>
      call(tenant, `POST /numbers/${id}/qr-codes`, { prefilled_message: text, image: "png" });
    const first = await make("One");
    const second = await make("Two");
    expect([first.status, first.body]).toEqual([
      201,
      {
        code: expect.stringMatching(/^[A-Z2-7]{14}$/),
        prefilled_message: "One",
        deep_link_url: `https://wa.me/message/${String(first.body["code"])}`,
        qr_image_url: expect.stringMatching(/\.png$/),
      },
    ]);
    const page = await call(tenant, `GET /numbers/${id}/qr-codes?limit=1`);
    expect([page.body.data?.map(({ code }) => code), page.body["has_more"]]).toEqual([
      [second.body["code"]],
      true,
    ]);
    const after = encodeURIComponent(String(page.body.next_cursor));
    const rest = await call(tenant, `GET /numbers/${id}/qr-codes?limit=1&after=${after}`);
    expect([rest.body.data?.map(({ code }) => code), rest.body["has_more"]]).toEqual([
      [first.body["code"]],
      false,
    ]);
    const path = `/numbers/${id}/qr-codes/${String(first.body["code"])}` as const;
    const changed = await call(tenant, `PATCH ${path}`, { prefilled_message: "Uno" });
    expect(changed.body).toMatchObject({
      code: first.body["code"],
      prefilled_message: "Uno",
      qr_image_url: expect.stringMatching(/\.svg$/),
    });
    expect((await ask(tenant, `DELETE ${path}`)).status).toBe(204);
    expect((await ask(tenant, `DELETE ${path}`)).status).toBe(404);
    expect((await call(tenant, `PATCH ${path}`, { prefilled_message: "x" })).status).toBe(404);
  });

  test("a cursor of another number's list is refused", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const other = (await call(tenant, "POST /numbers", { kind: "sandbox" })).body["id"];
    for (const text of ["One", "Two"])
      await call(tenant, `POST /numbers/${id}/qr-codes`, { prefilled_message: text });
    const { body } = await call(tenant, `GET /numbers/${id}/qr-codes?limit=1`);
    const after = encodeURIComponent(String(body.next_cursor));
    const foreign = await call(tenant, `GET /numbers/${String(other)}/qr-codes?after=${after}`);
    expect(foreign.body["code"]).toBe("invalid_cursor");
  });

  test("nothing but the name of a code goes into Meta's path", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    for (const code of ["..%2Fregister", "A%3Fx", "%20", "A%2FB"])
      expect((await ask(tenant, `DELETE /numbers/${id}/qr-codes/${code}`)).status).toBe(404);
  });
});

describe("registration", () => {
  test("a number is taken off and comes back with its PIN, which is sealed", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const registered = await ask(tenant, `POST /numbers/${id}/register`, { pin: "314159" });
    expect(registered.status).toBe(200);
    expect(registered.headers.get("etag")).toBeTruthy();
    expect(await registered.text()).not.toContain("314159");
    const row = await tenant.ctx.db.query.numbers.findFirst();
    expect(row?.pinSealed).toMatch(/^v1\.e1\./);
    const off = await call(tenant, `POST /numbers/${id}/deregister`);
    expect(off.body["status"]).toBe("paused");
    expect((await call(tenant, `GET /numbers/${id}/health`)).body["meta_status"]).toBe(
      "disconnected",
    );
    expect((await call(tenant, `POST /numbers/${id}/resume`)).body["status"]).toBe("connected");
    expect((await call(tenant, `GET /numbers/${id}/health`)).body["meta_status"]).toBe("connected");
    const audits = await actions(tenant);
    expect(JSON.stringify(audits)).not.toContain("314159");
  });

  test("another PIN is refused at the PIN, and the one that is kept stays", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    await call(tenant, `POST /numbers/${id}/register`, { pin: "314159" });
    const before = await tenant.ctx.db.query.numbers.findFirst();
    const wrong = await call(tenant, `POST /numbers/${id}/register`, { pin: "271828" });
    expect([wrong.status, wrong.body]).toMatchObject([
      422,
      { code: "meta_refused", errors: [{ pointer: "/pin" }], meta: { code: 133005 } },
    ]);
    expect(await tenant.ctx.db.query.numbers.findFirst()).toEqual(before);
  });

  test("the eleventh time in 72 hours Meta refuses, and says so", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const register = () => call(tenant, `POST /numbers/${id}/register`, { pin: "314159" });
    for (let i = 0; i < 10; i++) expect((await register()).status).toBe(200);
    const { body } = await register();
    expect(body).toMatchObject({
      code: "meta_refused",
      meta: { code: 133016 },
      detail: expect.stringContaining("72 hours"),
    });
  });

  test("a number is proved to be one's own by a code", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const verify = (body: object) => call(tenant, `POST /numbers/${id}/verify-code`, body);
    expect((await verify({ code: "123456" })).body["code"]).toBe("meta_refused");
    expect((await verify({ method: "sms", language: "pt_BR" })).body).toEqual({
      number_id: id,
      status: "code_sent",
    });
    expect((await verify({ code: "000000" })).body["code"]).toBe("meta_refused");
    expect((await verify({ code: "123456" })).body["status"]).toBe("verified");
    for (const bad of [{}, { method: "sms", code: "123456" }, { code: "12" }])
      expect([bad, (await verify(bad)).status]).toEqual([bad, 400]);
  });

  test("a wait that Meta asks for may be tried again", async ({ expect }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    mockGraph({
      ...connectAnswers(meta),
      [`POST /${meta.phoneNumberId}/register`]: () => graphRefusal(133009),
    });
    const { body: number } = await call(tenant, "POST /numbers", {
      kind: "cloud",
      waba_id: meta.wabaId,
      phone_number_id: meta.phoneNumberId,
      access_token: "EAAG-canary-token",
    });
    const refused = await call(tenant, `POST /numbers/${String(number["id"])}/register`, {
      pin: "314159",
    });
    expect([refused.status, refused.body]).toMatchObject([
      502,
      { code: "meta_error", retryable: true, meta: { code: 133009 } },
    ]);
  });
});

describe("blocked people", () => {
  const PERSON = "+5511987655200";

  /** A person who has just written, as a contact. */
  async function aWriter() {
    const { tenant, id } = await aNumber();
    await call(tenant, `POST /sandbox/numbers/${id}/inbound`, {
      from: PERSON,
      type: "text",
      text: { body: "Hello" },
    });
    await until(async () => (await tenant.ctx.db.query.contacts.findMany()).length === 1);
    return { tenant, id };
  }

  test("who wrote lately is blocked, is written to no more, and is unblocked", async ({
    expect,
  }) => {
    const { tenant, id } = await aWriter();
    const named = { contacts: [`phone:${PERSON}`] };
    const blocked = await call(tenant, `POST /numbers/${id}/blocked`, named);
    const contact = await tenant.ctx.db.query.contacts.findFirst();
    expect([blocked.status, blocked.body]).toEqual([
      200,
      { data: [{ index: 0, status: "blocked", contact_id: contact?.id, error: null }] },
    ]);
    const people = await call(tenant, `GET /numbers/${id}/blocked`);
    expect(people.body.data).toEqual([{ phone: PERSON, bsuid: null }]);
    const shown = await call(tenant, `GET /contacts/${String(contact?.id)}`);
    expect(shown.body["blocked"]).toBe(true);
    const send = () =>
      call(
        tenant,
        "POST /messages",
        { to: PERSON, text: { body: "Hi" } },
        {
          "idempotency-key": crypto.randomUUID(),
        },
      );
    expect((await send()).body["code"]).toBe("recipient_suppressed");
    const free = await call(tenant, `DELETE /numbers/${id}/blocked`, named);
    expect(free.body.data).toMatchObject([{ status: "unblocked" }]);
    expect((await call(tenant, `GET /numbers/${id}/blocked`)).body.data).toEqual([]);
    expect((await send()).status).toBe(202);
  });

  test("whom two numbers block is blocked until neither does", async ({ expect }) => {
    const { tenant, id } = await aWriter();
    const { body: second } = await call(tenant, "POST /numbers", { kind: "sandbox" });
    const other = String(second["id"]);
    await call(tenant, `POST /sandbox/numbers/${other}/inbound`, {
      from: PERSON,
      type: "text",
      text: { body: "Hello" },
    });
    await until(async () => (await tenant.ctx.db.query.conversations.findMany()).length === 2);
    const named = { contacts: [`phone:${PERSON}`] };
    const isBlocked = async () => (await tenant.ctx.db.query.contacts.findFirst())?.blocked;
    for (const number of [id, other]) await call(tenant, `POST /numbers/${number}/blocked`, named);
    const first = await call(tenant, `DELETE /numbers/${id}/blocked`, named);
    expect(first.body.data).toMatchObject([{ status: "unblocked" }]);
    expect(await isBlocked()).toBe(true);
    await call(tenant, `DELETE /numbers/${other}/blocked`, named);
    expect(await isBlocked()).toBe(false);
  });

  test("whom a disconnected number blocks can be written to again", async ({ expect }) => {
    const { tenant, id } = await aWriter();
    const { body: second } = await call(tenant, "POST /numbers", { kind: "sandbox" });
    const named = { contacts: [`phone:${PERSON}`] };
    await call(tenant, `POST /numbers/${id}/blocked`, named);
    await call(tenant, `DELETE /numbers/${id}`);
    await call(tenant, `DELETE /numbers/${String(second["id"])}/blocked`, named);
    expect((await tenant.ctx.db.query.contacts.findFirst())?.blocked).toBe(false);
  });

  test("each has an outcome of their own, with a remedy", async ({ expect }) => {
    const { tenant, id } = await aWriter();
    const silent = await call(tenant, "POST /contacts", { phone: "+5511987655201" });
    const { status, body } = await call(tenant, `POST /numbers/${id}/blocked`, {
      contacts: [String(silent.body["id"]), PERSON, "phone:+34600111222", "nonsense"],
    });
    expect([status, body.data]).toMatchObject([
      200,
      [
        {
          index: 0,
          status: "failed",
          contact_id: silent.body["id"],
          error: { code: "meta_refused", meta_code: 131047 },
        },
        { index: 1, status: "blocked", error: null },
        { index: 2, status: "failed", contact_id: null, error: { code: "not_found" } },
        { index: 3, status: "failed", contact_id: null, error: { code: "not_found" } },
      ],
    ]);
    const flags = (await tenant.ctx.db.query.contacts.findMany()).map(({ blocked }) => blocked);
    expect(flags.filter(Boolean)).toHaveLength(1);
  });

  test("of a refusal as a whole nothing is kept", async ({ expect }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    mockGraph({
      ...connectAnswers(meta),
      [`POST /${meta.phoneNumberId}/block_users`]: () => graphRefusal(139102),
    });
    const { body: number } = await call(tenant, "POST /numbers", {
      kind: "cloud",
      waba_id: meta.wabaId,
      phone_number_id: meta.phoneNumberId,
      access_token: "EAAG-canary-token",
    });
    await call(tenant, "POST /contacts", { phone: PERSON });
    const { status, body } = await call(tenant, `POST /numbers/${String(number["id"])}/blocked`, {
      contacts: [PERSON],
    });
    expect([status, body["code"]]).toEqual([502, "meta_error"]);
    expect((await tenant.ctx.db.query.contacts.findFirst())?.blocked).toBe(false);
  });
});
