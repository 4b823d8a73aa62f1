import { afterEach, describe, test, vi } from "vitest";

import { timeChars } from "#core/derived-id";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import { campaigns, messages } from "#db/tenant/schema";
import { peopleReached, REACH_ROWS_MAX } from "#features/numbers/queries-reach";
import { newId } from "#platform/ids";

import { ask, call } from "../../fixtures/call.ts";
import { aMetaNumber, connectAnswers, graphRefusal, mockGraph } from "../../fixtures/graph.ts";
import { aCampaignRow, aMessageRow } from "../../fixtures/message-rows.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";

afterEach(() => vi.restoreAllMocks());

interface Item {
  readonly check: string;
  readonly status: string;
  readonly remedy_code: string | null;
}

async function aSandboxNumber(tenant: TenantFixture, more: object = {}) {
  const { body } = await call(tenant, "POST /numbers", { kind: "sandbox", ...more });
  return String(body["id"]);
}

async function aCloudNumber(tenant: TenantFixture) {
  const meta = aMetaNumber();
  const answers = connectAnswers(meta);
  mockGraph(answers);
  const { body } = await call(tenant, "POST /numbers", {
    kind: "cloud",
    waba_id: meta.wabaId,
    phone_number_id: meta.phoneNumberId,
    access_token: "EAAG-canary-token",
  });
  return { id: String(body["id"]), meta, answers };
}

const findingsOf = (body: object) => {
  const { data } = body as { data: readonly Item[] };
  return Object.fromEntries(data.map(({ check, status }) => [check, status]));
};

describe("the health of a number", () => {
  test("is what Meta says at this moment", async ({ expect }) => {
    const tenant = await aTenant();
    const id = await aSandboxNumber(tenant, { name: "Corner Shop" });
    const { status, body } = await call(tenant, `GET /numbers/${id}/health`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      number_id: id,
      status: "connected",
      meta_status: "connected",
      can_send_message: "available",
      quality_rating: "green",
      verified_name: "Corner Shop",
      name_status: "approved",
      has_pin: false,
    });
    expect(body["entities"]).toContainEqual(
      expect.objectContaining({ type: "waba", can_send_message: "available", problems: [] }),
    );
  });

  test("tells each fault in Meta's words", async ({ expect }) => {
    const tenant = await aTenant();
    const { id, meta, answers } = await aCloudNumber(tenant);
    const described = await answers[`GET /${meta.phoneNumberId}`]?.().json<object>();
    mockGraph({
      [`GET /${meta.phoneNumberId}`]: () =>
        Response.json({
          ...described,
          health_status: {
            can_send_message: "BLOCKED",
            entities: [
              {
                entity_type: "WABA",
                id: meta.wabaId,
                can_send_message: "BLOCKED",
                errors: [
                  {
                    error_code: 141006,
                    error_description: "No payment.",
                    possible_solution: "Pay.",
                  },
                ],
              },
            ],
          },
        }),
    });
    const { body } = await call(tenant, `GET /numbers/${id}/health`);
    expect(body).toMatchObject({
      can_send_message: "blocked",
      entities: [
        {
          type: "waba",
          meta_id: meta.wabaId,
          problems: [{ code: 141006, description: "No payment.", solution: "Pay." }],
        },
      ],
    });
  });

  test.for([
    [190, 401, 409, "number_needs_reauth"],
    [80007, 400, 502, "meta_error"],
    [100, 400, 422, "meta_refused"],
  ] as const)(
    "Meta's refusal %i is told as what it is, with Meta's own word",
    async ([code, http, status, problem], { expect }) => {
      const tenant = await aTenant();
      const { id, meta } = await aCloudNumber(tenant);
      mockGraph({ [`GET /${meta.phoneNumberId}`]: () => graphRefusal(code, http) });
      const { status: told, body } = await call(tenant, `GET /numbers/${id}/health`);
      expect([told, body["code"], body["meta"]]).toMatchObject([status, problem, { code }]);
    },
  );

  test("of a number that is disconnected is not asked", async ({ expect }) => {
    const tenant = await aTenant();
    const id = await aSandboxNumber(tenant);
    await ask(tenant, `DELETE /numbers/${id}`);
    for (const route of [`GET /numbers/${id}/health`, `POST /numbers/${id}/doctor`] as const)
      expect((await call(tenant, route)).body["code"]).toBe("invalid_state");
  });
});

test("limits tell what Meta allows, and which numbers share it", async ({ expect }) => {
  const tenant = await aTenant();
  const id = await aSandboxNumber(tenant, { messaging_limit: 2000 });
  const other = await aSandboxNumber(tenant);
  const gone = await aSandboxNumber(tenant);
  await ask(tenant, `DELETE /numbers/${gone}`);
  const { body } = await call(tenant, `GET /numbers/${id}/limits`);
  expect(body).toMatchObject({
    number_id: id,
    messaging_limit: 2000,
    portfolio_id: expect.stringMatching(/^\d+$/),
    shared_with: [other],
    throughput_mps: 80,
    pair_rate: { every_seconds: 6, burst: 45 },
    quality_rating: "green",
  });
});

test("limits tell how many people were written to in the last 24 hours, over all numbers that share it", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const { db } = tenant.ctx;
  const id = (await aSandboxNumber(tenant)) as Id<"number">;
  const other = (await aSandboxNumber(tenant)) as Id<"number">;
  const [ana, bruno, carla] = [newId("contact"), newId("contact"), newId("contact")];
  const nowMs = Date.now();
  const dayAgo = nowMs - 25 * 60 * 60 * 1000;
  const sent = (contactId: Id<"contact">, more: Parameters<typeof aMessageRow>[0] = {}) =>
    aMessageRow({
      numberId: id,
      contactId,
      state: "accepted",
      purpose: "marketing",
      acceptedAt: nowMs,
      ...more,
    });
  const old = (suffix: string) => `msg_${timeChars(dayAgo)}${suffix}` as Id<"message">;
  const prefix = old("7abcdefghjkmn");
  await db.insert(campaigns).values({
    ...aCampaignRow({ numberId: id, messagePrefix: prefix }),
    updatedAt: nowMs,
  });
  for (const row of [
    sent(ana),
    sent(ana, { numberId: other }),
    sent(bruno, { numberId: other, purpose: "transactional" }),
    sent(carla, { purpose: "service" }),
    sent(newId("contact"), { acceptedAt: null, state: "failed" }),
    sent(newId("contact"), { numberId: newId("number") }),
    sent(newId("contact"), { id: old("7zzzzzzzzzzzzzzz"), acceptedAt: dayAgo }),
    sent(newId("contact"), { id: `${prefix}001` as Id<"message"> }),
  ])
    await db.insert(messages).values(row);
  const { body } = await call(tenant, `GET /numbers/${id}/limits`);
  expect(body).toMatchObject({ reached_24h: 3, reached_24h_is: "exact", shared_with: [other] });
});

test("limits read a bounded part of however many messages there are", async ({ expect }) => {
  const tenant = await aTenant();
  const id = (await aSandboxNumber(tenant)) as Id<"number">;
  const { db } = tenant.ctx;
  const insert = `INSERT INTO messages (id, direction, number_id, contact_id, type, purpose, state, created_at, accepted_at)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
    SELECT ?1 || printf('%015d', i), 'outbound', ?2, 'con_' || i, 'text', 'marketing', 'accepted', ?4, ?4 FROM n`;
  const nowMs = Date.now();
  const prefix = `msg_${timeChars(nowMs)}`;
  await statement(db, insert, prefix, id, REACH_ROWS_MAX + 1_000, nowMs).run();
  expect(await peopleReached(db, [id], nowMs)).toEqual({ people: REACH_ROWS_MAX, isExact: false });
});

describe("the doctor", () => {
  test("finds a sandbox number well", async ({ expect }) => {
    const tenant = await aTenant();
    const id = await aSandboxNumber(tenant);
    const { status, body } = await call(tenant, `POST /numbers/${id}/doctor`);
    expect([status, body["number_id"]]).toEqual([200, id]);
    expect(new Set(Object.values(findingsOf(body)))).toEqual(new Set(["ok"]));
  });

  test("tells what is wrong with a cloud number, each with its remedy, and shows no token", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { id, meta, answers } = await aCloudNumber(tenant);
    const described = await answers[`GET /${meta.phoneNumberId}`]?.().json<object>();
    mockGraph({
      [`GET /${meta.phoneNumberId}`]: () =>
        Response.json({
          ...described,
          quality_rating: "RED",
          webhook_configuration: { application: "https://elsewhere.test/hook" },
        }),
      [`GET /${meta.wabaId}/subscribed_apps`]: () => Response.json({ data: [] }),
    });
    const response = await ask(tenant, `POST /numbers/${id}/doctor`);
    const text = await response.text();
    expect(text).not.toContain("EAAG-canary-token");
    const body = JSON.parse(text) as { data: readonly Item[] };
    expect(findingsOf(body)).toMatchObject({
      token: "ok",
      // No app is configured, so Meta is not asked.
      scopes: "unknown",
      webhook_fields: "unknown",
      subscription: "failed",
      webhook_url: "failed",
      // The tests reach nobody.
      webhook_echo: "unknown",
      registration: "ok",
      quality: "failed",
    });
    for (const { status, remedy_code: remedy } of body.data)
      expect([status, remedy === null]).toEqual([status, status === "ok"]);
  });

  test("asks the app about the token and its fields when it knows the app", async ({ expect }) => {
    const tenant = await aTenant();
    const { id, meta, answers } = await aCloudNumber(tenant);
    const { calls, spy } = mockGraph({
      ...answers,
      "GET /debug_token": () =>
        Response.json({
          data: {
            is_valid: true,
            app_id: "4242",
            scopes: ["whatsapp_business_management", "whatsapp_business_messaging"],
            expires_at: 0,
          },
        }),
      [`GET /${meta.wabaId}/subscribed_apps`]: () =>
        Response.json({ data: [{ whatsapp_business_api_data: { id: "4242" } }] }),
      "GET /4242/subscriptions": () =>
        Response.json({
          data: [
            { object: "page", fields: [{ name: "feed" }] },
            {
              object: "whatsapp_business_account",
              active: true,
              fields: [{ name: "messages" }, "account_update"],
            },
          ],
        }),
    });
    const withApp = { ...tenant, variables: { META_APP_ID: "4242" } };
    const { body } = await call(withApp, `POST /numbers/${id}/doctor`);
    expect(findingsOf(body)).toMatchObject({
      token: "ok",
      scopes: "ok",
      subscription: "ok",
      webhook_fields: "warning",
    });
    // The spy has the calls that connected the number too.
    const back = calls.indexOf("GET /4242/subscriptions") - calls.length;
    const [, init] = spy.mock.calls.at(back) ?? [];
    expect(new Headers(init?.headers).get("authorization")).toMatch(/^Bearer 4242\|/);
  });

  test("leaves an audit row, and changes nothing of the number", async ({ expect }) => {
    const tenant = await aTenant();
    const id = await aSandboxNumber(tenant);
    const before = await tenant.ctx.db.query.numbers.findFirst();
    await call(tenant, `POST /numbers/${id}/doctor`);
    expect(await tenant.ctx.db.query.numbers.findFirst()).toEqual(before);
    const actions = (await tenant.ctx.db.query.auditLogs.findMany()).map(({ action }) => action);
    expect(actions).toContain("number.doctor");
  });
});
