import { runInDurableObject } from "cloudflare:test";
import { describe, test } from "vitest";

import type { Sandbox } from "#sandbox/sandbox.object";

import { aKey, call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { atOneInstant } from "../../fixtures/time.ts";
import { until } from "../../fixtures/until.ts";
import { allTold, listen, statusesIn, valuesOf } from "../../sandbox/a-sandbox.ts";

const TO = "+5511987655200";

/** A tenant with one sandbox number, connected as anybody would. */
async function aNumber(options: object = {}) {
  const tenant = await aTenant();
  const created = await call(tenant, "POST /numbers", {
    kind: "sandbox",
    latency_ms: 20,
    ...options,
  });
  if (created.status !== 201) throw new Error(JSON.stringify(created.body));
  const id = String(created.body["id"]);
  const row = await tenant.ctx.db.query.numbers.findFirst();
  return { tenant, id, phoneNumberId: row?.phoneNumberId ?? "" };
}

describe("being a customer", () => {
  test("a text is on its way at once, with Meta's shape", async ({ expect }) => {
    const { tenant, id, phoneNumberId } = await aNumber();
    const posted = await listen(tenant.ctx.sandbox);
    const { status, body } = await call(tenant, `POST /sandbox/numbers/${id}/inbound`, {
      from: TO,
      name: "Ana",
      type: "text",
      text: { body: "Hello" },
      context: { message_id: "wamid.quoted" },
      timestamp: "2026-11-24T10:00:00.000Z",
    });
    expect([status, Object.keys(body)]).toEqual([202, ["wamid"]]);
    await until(() => posted.length === 1);
    expect(valuesOf(posted, "messages")[0]).toMatchObject({
      metadata: { phone_number_id: phoneNumberId },
      contacts: [{ profile: { name: "Ana" }, wa_id: TO.slice(1) }],
      messages: [
        {
          id: body["wamid"],
          from: TO.slice(1),
          timestamp: "1795514400",
          type: "text",
          text: { body: "Hello" },
          context: { id: "wamid.quoted" },
        },
      ],
    });
  });

  test("with an idempotency key a customer writes once", async ({ expect }) => {
    const { tenant, id } = await aNumber();
    const posted = await listen(tenant.ctx.sandbox);
    const text = { from: TO, type: "text", text: { body: "Hello" } };
    const send = () => call(tenant, `POST /sandbox/numbers/${id}/inbound`, text, aKey("k1"));
    const first = await send();
    const second = await send();
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.body).toEqual(first.body);
    await allTold(tenant.ctx.sandbox);
    expect(posted.length).toBe(1);
  });

  const bad: readonly (readonly [what: string, change: object, pointer: string])[] = [
    ["a phone number that is none", { from: "12" }, "/from"],
    ["neither phone nor user id", { from: null }, "/user_id"],
    ["a member that is not the type's", { image: {} }, "/image"],
    ["a timestamp that is none", { timestamp: "yesterday" }, "/timestamp"],
    ["a user id that is none", { user_id: "x" }, "/user_id"],
  ];
  test.for(bad)("%s is refused", async ([, change, pointer], { expect }) => {
    const { tenant, id } = await aNumber();
    const { status, body } = await call(tenant, `POST /sandbox/numbers/${id}/inbound`, {
      from: TO,
      type: "text",
      text: { body: "Hello" },
      ...change,
    });
    expect([400, 422]).toContain(status);
    expect(body["errors"]).toMatchObject([{ pointer }]);
  });

  test("a number of another workspace and a cloud number are not there", async ({ expect }) => {
    const mine = await aNumber();
    const theirs = await aNumber();
    const body = { from: TO, type: "text", text: { body: "Hello" } };
    const foreign = await call(mine.tenant, `POST /sandbox/numbers/${theirs.id}/inbound`, body);
    expect(foreign.status).toBe(404);
    await mine.tenant.ctx.db.$client.prepare("UPDATE numbers SET kind = 'cloud'").run();
    for (const [path, given] of [
      ["inbound", body],
      ["statuses", { wamid: "wamid.x", status: "read" }],
    ] as const)
      expect(
        (await call(mine.tenant, `POST /sandbox/numbers/${mine.id}/${path}`, given)).status,
      ).toBe(404);
  });
});

test("a message without the object of its type is refused, unless Meta has none either", async ({
  expect,
}) => {
  const { tenant, id } = await aNumber();
  const write = (body: object) =>
    call(tenant, `POST /sandbox/numbers/${id}/inbound`, { from: TO, ...body });
  const refused = await write({ type: "text" });
  expect([refused.status, refused.body["errors"]]).toMatchObject([400, [{ pointer: "/text" }]]);
  expect((await write({ type: "image", image: "x" })).status).toBe(400);
  expect((await write({ type: "unsupported" })).status).toBe(202);
  const lost = [{ code: 131052, title: "Media download error" }];
  expect((await write({ type: "image", errors: lost })).status).toBe(202);
  expect((await write({ type: "image", errors: [] })).status).toBe(400);
});

test.for([
  "__proto__",
  "constructor",
  "toString",
  "valueOf",
  "from",
  "from_user_id",
  "id",
  "timestamp",
  "context",
  "referral",
  "errors",
  "type",
  "user_id",
  "wamid",
])(
  "the type %s, which would stand for something else in the message, is refused",
  async (type, { expect }) => {
    const { tenant, id } = await aNumber();
    const write = (body: object) =>
      call(tenant, `POST /sandbox/numbers/${id}/inbound`, { from: TO, ...body });
    for (const body of [{ type }, { referral: {}, context: {}, errors: [{}], id: {}, type }]) {
      const { status, body: problem } = await write(body);
      expect([status, problem["code"]]).toEqual([400, "invalid_request"]);
      expect(problem["errors"]).toContainEqual(expect.objectContaining({ pointer: "/type" }));
    }
  },
);

test("a status by hand is told by webhook", async ({ expect }) => {
  const { tenant, id } = await aNumber();
  const posted = await listen(tenant.ctx.sandbox);
  const given = { wamid: "wamid.x", status: "failed", code: 131026 };
  const { status } = await call(tenant, `POST /sandbox/numbers/${id}/statuses`, given);
  expect(status).toBe(202);
  await until(() => posted.length === 1);
  expect(statusesIn(posted)).toMatchObject([
    { id: "wamid.x", status: "failed", errors: [{ code: 131026 }] },
  ]);
});

test("magic recipients are listed", async ({ expect }) => {
  const tenant = await aTenant();
  const { status, body } = await call(tenant, "GET /sandbox/recipients");
  expect(status).toBe(200);
  expect(body.data).toContainEqual({
    ending: "1026",
    effect: "error",
    code: 131026,
    description: expect.any(String),
  });
});

test("fault rules are set, read and removed", async ({ expect }) => {
  const tenant = await aTenant();
  const plan = { seed: 42, rules: [{ match: { every: 3 }, fault: "error", code: 131016 }] };
  expect((await call(tenant, "PUT /sandbox/faults", plan)).body).toEqual(plan);
  expect((await call(tenant, "GET /sandbox/faults")).body).toEqual(plan);
  expect((await call(tenant, "DELETE /sandbox/faults")).status).toBe(204);
  expect((await call(tenant, "GET /sandbox/faults")).body["rules"]).toEqual([]);
  const unknown = await call(tenant, "PUT /sandbox/faults", {
    rules: [{ match: {}, fault: "fire" }],
  });
  expect([unknown.status, unknown.body["errors"]]).toMatchObject([
    400,
    [{ pointer: "/rules/0/fault" }],
  ]);
});

test("the clock moves forward only", async ({ expect }) => {
  const tenant = await aTenant();
  const moved = await call(tenant, "POST /sandbox/clock", { advance_ms: 3_600_000 });
  expect(Date.parse(String(moved.body["now"])) - Date.now()).toBeGreaterThan(3_500_000);
  const now = String((await call(tenant, "GET /sandbox/clock")).body["now"]);
  expect(now >= String(moved.body["now"])).toBe(true);
  const back = await call(tenant, "POST /sandbox/clock", { now: "2020-01-01T00:00:00.000Z" });
  expect([back.status, back.body["code"]]).toEqual([400, "out_of_range"]);
  expect((await call(tenant, "POST /sandbox/clock", {})).status).toBe(400);
});

describe("the ledger", () => {
  test("tells what was posted, oldest first, page by page, and sums it up", async ({ expect }) => {
    const { tenant, id, phoneNumberId } = await aNumber();
    const token = await runInDurableObject(
      tenant.ctx.sandbox,
      (_sandbox: Sandbox, state) =>
        state.storage.sql.exec<{ access_token: string }>("SELECT access_token FROM numbers").one()
          .access_token,
    );
    const post = (to: string) =>
      tenant.ctx.sandbox.fetch(`https://graph.sandbox/v26.0/${phoneNumberId}/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({
          messaging_product: "whatsapp",
          to,
          type: "text",
          text: { body: "x" },
        }),
      });
    await atOneInstant(async () => {
      for (const to of [TO, "+5511987651016", TO]) await post(to);
    });
    const all = await call(tenant, `GET /sandbox/ledger?number=${id}`);
    expect(all.body.data?.map((entry) => [entry["to"], entry["outcome"], entry["code"]])).toEqual([
      [TO.slice(1), "accepted", 131047],
      ["5511987651016", "refused", 131016],
      [TO.slice(1), "accepted", 131047],
    ]);
    expect(all.body.data?.[0]).toMatchObject({ number_id: id, type: "text", seq: 1 });
    const first = await call(tenant, "GET /sandbox/ledger?limit=2");
    expect(first.body).toMatchObject({ has_more: true, next_after: 2 });
    const rest = await call(tenant, "GET /sandbox/ledger?limit=2&after=2");
    expect([rest.body.data?.length, rest.body["has_more"]]).toEqual([1, false]);
    const mine = await call(
      tenant,
      `GET /sandbox/ledger?to=${encodeURIComponent(TO)}&outcome=accepted`,
    );
    expect(mine.body.data?.length).toBe(2);
    expect((await call(tenant, "GET /sandbox/ledger/summary")).body).toEqual({
      posts: 3,
      accepted: 2,
      refused_by_code: { 131016: 1 },
      max_per_recipient: 2,
      peak_per_second: 2,
    });
  });

  test("of a number that is not there is not found", async ({ expect }) => {
    const { tenant } = await aNumber();
    const { status } = await call(
      tenant,
      "GET /sandbox/ledger?number=num_01k9zq3v6m8r2t4w6y8a0c2e4g",
    );
    expect(status).toBe(404);
  });
});

test("without the scope nothing of the sandbox can be read or changed", async ({ expect }) => {
  const tenant = await aTenant({ scopes: ["numbers:read"] });
  for (const [method, path, body] of [
    ["GET", "/sandbox/recipients"],
    ["GET", "/sandbox/faults"],
    ["PUT", "/sandbox/faults", { rules: [] }],
    ["DELETE", "/sandbox/faults"],
    ["GET", "/sandbox/clock"],
    ["POST", "/sandbox/clock", { advance_ms: 1 }],
    ["GET", "/sandbox/ledger"],
    ["GET", "/sandbox/ledger/summary"],
  ] as const)
    expect((await call(tenant, `${method} ${path}`, body)).body["code"]).toBe("missing_scope");
});

test("what the sandbox posts is taken by the Worker's own webhook route", async ({ expect }) => {
  const { tenant, id } = await aNumber();
  const answers: number[] = [];
  await runInDurableObject(tenant.ctx.sandbox, (sandbox: Sandbox) => {
    const post = sandbox.posts.platform;
    sandbox.posts.platform = async (request) => {
      const response = await post(request);
      answers.push(response.status);
      return response;
    };
  });
  await call(tenant, `POST /sandbox/numbers/${id}/inbound`, {
    from: TO,
    type: "text",
    text: { body: "Hello" },
  });
  await until(() => answers.length > 0);
  expect(answers[0]).toBe(200);
});
