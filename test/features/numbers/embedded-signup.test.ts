import { env } from "cloudflare:workers";
import { afterEach, describe, test, vi } from "vitest";

import { pinSealedAt } from "#platform/meta/graph";
import { open } from "#platform/secrets/envelope";

import { aKey, call } from "../../fixtures/call.ts";
import {
  aMetaNumber,
  connectAnswers,
  graphRefusal,
  mockGraph,
  someDigits,
  type GraphAnswers,
  type MetaNumber,
} from "../../fixtures/graph.ts";
import { anApp } from "../../fixtures/meta-app.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";

afterEach(() => vi.restoreAllMocks());

const ROUTE = "POST /numbers/embedded-signup";
const TOKEN = "EAAG-canary-signup-token";
const SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"];

const granted = (wabaIds: readonly string[], more: object = {}) =>
  Response.json({
    data: {
      is_valid: true,
      scopes: SCOPES,
      granular_scopes: SCOPES.map((scope) => ({ scope, target_ids: wabaIds })),
      expires_at: 0,
      ...more,
    },
  });

/** What Meta answers to the signup of a business with these numbers. */
const signupAnswers = (...numbers: readonly MetaNumber[]): GraphAnswers =>
  Object.assign(
    {
      "GET /oauth/access_token": () => Response.json({ access_token: TOKEN, token_type: "bearer" }),
      "GET /debug_token": () => granted(numbers.map(({ wabaId }) => wabaId)),
    },
    ...numbers.map(connectAnswers),
  ) as GraphAnswers;

const rowsOf = ({ ctx }: TenantFixture) => ctx.db.query.numbers.findMany();

/** The opened PIN of the workspace's number. */
async function pinOf({ ctx }: TenantFixture): Promise<string> {
  const row = await ctx.db.query.numbers.findFirst();
  if (row === undefined) throw new Error("no row");
  return open(env, pinSealedAt(ctx, row.id), row.pinSealed ?? "");
}

/** What was asked, in order. */
const urlsOf = (spy: ReturnType<typeof mockGraph>["spy"]): readonly string[] =>
  spy.mock.calls.map(([input]) => (input instanceof Request ? input.url : input.toString()));

describe("in the sandbox", () => {
  async function aSignup(tenant: TenantFixture) {
    const { status, body } = await call(tenant, "POST /sandbox/signups", { name: "Padaria" });
    if (status !== 201) throw new Error(`answered ${status}`);
    return { code: String(body["code"]), kind: "sandbox" } as const;
  }

  test("a signup connects the business's number, which is registered, subscribed, and writes and hears", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const { status, body } = await call(tenant, ROUTE, await aSignup(tenant));
    expect([status, body]).toMatchObject([
      201,
      { data: [{ kind: "sandbox", status: "connected", verified_name: "Padaria" }], failed: [] },
    ]);
    const id = String(body.data?.[0]?.["id"]);
    expect(await pinOf(tenant)).toMatch(/^\d{6}$/);
    await call(tenant, `POST /sandbox/numbers/${id}/inbound`, {
      from: "+5511987655300",
      type: "text",
      text: { body: "Hello" },
    });
    await until(async () => (await tenant.ctx.db.query.messages.findMany()).length === 1);
    const sent = await call(
      tenant,
      "POST /messages",
      { to: "+5511987655300", text: { body: "Hi" } },
      aKey(),
    );
    const stateOf = async () =>
      (await call(tenant, `GET /messages/${String(sent.body["id"])}`)).body["status"];
    await until(async () => (await stateOf()) === "read");
  });

  test("a code is good once, and not after 30 seconds", async ({ expect }) => {
    const tenant = await aTenant();
    const signup = await aSignup(tenant);
    expect((await call(tenant, ROUTE, signup)).status).toBe(201);
    const again = await call(tenant, ROUTE, signup);
    expect([again.status, again.body]).toMatchObject([
      422,
      { code: "number_rejected", errors: [{ pointer: "/code" }], meta: { code: 100 } },
    ]);
    const late = await aSignup(tenant);
    await call(tenant, "POST /sandbox/clock", { advance_ms: 31_000 });
    expect((await call(tenant, ROUTE, late)).status).toBe(422);
    expect(await rowsOf(tenant)).toHaveLength(1);
  });

  test("a call that is made again under its key is answered alike, and asks nobody", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const signup = await aSignup(tenant);
    const key = aKey();
    const first = await call(tenant, ROUTE, signup, key);
    const second = await call(tenant, ROUTE, signup, key);
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(await rowsOf(tenant)).toHaveLength(1);
  });
});

describe("at Meta", () => {
  test("the app's secret is exchanged for the token, and every number of every account is connected", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const app = await anApp(tenant);
    const [one, two] = [aMetaNumber(), aMetaNumber()];
    const { calls, spy } = mockGraph({
      ...signupAnswers(one, two),
      "GET /debug_token": () => granted([one.wabaId, two.wabaId], { app_id: app.appId }),
    });
    const { status, body } = await call(tenant, ROUTE, { code: "AQB-code", app_id: app.appId });
    expect([status, body.data, body["failed"]]).toMatchObject([
      201,
      [
        { phone_number_id: one.phoneNumberId, app_id: app.appId, status: "connected" },
        { phone_number_id: two.phoneNumberId, app_id: app.appId, status: "connected" },
      ],
      [],
    ]);
    expect(calls.filter((each) => each.endsWith("/subscribed_apps"))).toEqual(
      [one, two].map(({ wabaId }) => `POST /${wabaId}/subscribed_apps`),
    );
    const exchange = new URL(urlsOf(spy)[0] ?? "");
    expect(Object.fromEntries(exchange.searchParams)).toEqual({
      client_id: app.appId,
      client_secret: app.secret,
      code: "AQB-code",
    });
    const rows = await rowsOf(tenant);
    expect(JSON.stringify(rows)).not.toContain(TOKEN);
    expect(rows.map(({ pinSealed }) => pinSealed)).toEqual([null, null]);
  });

  test("a number that is not registered is, with a PIN that a second attempt finds again", async ({
    expect,
  }) => {
    const meta = aMetaNumber();
    const pins: string[] = [];
    const answers = (isCutShort: boolean): GraphAnswers => ({
      ...signupAnswers(meta),
      [`GET /${meta.phoneNumberId}`]: () =>
        Response.json({
          id: meta.phoneNumberId,
          display_phone_number: "+1 555-078-3881",
          status: "PENDING",
          quality_rating: "UNKNOWN",
        }),
      [`POST /${meta.phoneNumberId}/register`]: () => Response.json({ success: true }),
      ...(isCutShort && {
        [`POST /${meta.wabaId}/subscribed_apps`]: () => new Response(null, { status: 502 }),
      }),
    });
    const tenant = await aTenant();
    const app = await anApp(tenant);
    for (const isCutShort of [true, false]) {
      const { spy } = mockGraph(answers(isCutShort));
      const { status } = await call(tenant, ROUTE, { code: "AQB-code", app_id: app.appId });
      expect(status).toBe(isCutShort ? 502 : 201);
      const register = urlsOf(spy).findIndex((url) => url.endsWith("/register"));
      const sent = await new Response(spy.mock.calls[register]?.[1]?.body).json<{ pin: string }>();
      pins.push(sent.pin);
      vi.restoreAllMocks();
      expect(await rowsOf(tenant)).toHaveLength(isCutShort ? 0 : 1);
    }
    expect(pins).toEqual([expect.stringMatching(/^\d{6}$/), pins[0]]);
    expect(await pinOf(tenant)).toBe(pins[0]);
  });

  test("what another workspace holds is told beside what was connected, and alone as its problem", async ({
    expect,
  }) => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const app = await anApp(tenant);
    const [theirs, mine] = [aMetaNumber(), aMetaNumber()];
    mockGraph(signupAnswers(theirs, mine));
    await call(other, "POST /numbers", {
      kind: "cloud",
      waba_id: theirs.wabaId,
      phone_number_id: theirs.phoneNumberId,
      access_token: TOKEN,
    });
    const both = await call(tenant, ROUTE, { code: "AQB-code", app_id: app.appId });
    expect([both.status, both.body]).toMatchObject([
      201,
      {
        data: [{ phone_number_id: mine.phoneNumberId }],
        failed: [{ phone_number_id: theirs.phoneNumberId, error: { code: "number_taken" } }],
      },
    ]);
    vi.restoreAllMocks();
    mockGraph(signupAnswers(theirs));
    const alone = await call(tenant, ROUTE, { code: "AQB-code", app_id: app.appId });
    expect([alone.status, alone.body["code"]]).toEqual([409, "number_taken"]);
  });

  test("a number that is connected already is given the new token", async ({ expect }) => {
    const tenant = await aTenant();
    const app = await anApp(tenant);
    const meta = aMetaNumber();
    mockGraph(signupAnswers(meta));
    await call(tenant, ROUTE, { code: "AQB-first", app_id: app.appId });
    const [before] = await rowsOf(tenant);
    const again = await call(tenant, ROUTE, { code: "AQB-second", app_id: app.appId });
    const [after, ...more] = await rowsOf(tenant);
    expect([again.status, again.body.data]).toMatchObject([201, [{ id: before?.id }]]);
    expect(more).toEqual([]);
    expect(after?.tokenSealed).not.toBe(before?.tokenSealed);
  });

  test.for<[string, GraphAnswers, string]>([
    ["a code that is spent", { "GET /oauth/access_token": () => graphRefusal(100) }, "/code"],
    ["a signup without an account", { "GET /debug_token": () => granted([]) }, "/code"],
    [
      "a token without a permission",
      { "GET /debug_token": () => granted(["1"], { scopes: [SCOPES[0]] }) },
      "/access_token",
    ],
  ])("%s is refused, and nothing is left of it", async ([, odd, pointer], { expect }) => {
    const tenant = await aTenant();
    const app = await anApp(tenant);
    mockGraph({ ...signupAnswers(aMetaNumber()), ...odd });
    const { status, body } = await call(tenant, ROUTE, { code: "AQB", app_id: app.appId });
    expect([status, body]).toMatchObject([422, { code: "number_rejected", errors: [{ pointer }] }]);
    expect(await rowsOf(tenant)).toEqual([]);
  });

  test("an app is needed, and must be the workspace's own", async ({ expect }) => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    const none = await call(tenant, ROUTE, { code: "AQB" });
    expect([none.status, none.body]).toMatchObject([
      422,
      { code: "number_rejected", errors: [{ pointer: "/app_id" }] },
    ]);
    for (const appId of [someDigits(15), (await anApp(other)).appId]) {
      const foreign = await call(tenant, ROUTE, { code: "AQB", app_id: appId });
      expect([foreign.status, foreign.body]).toMatchObject([
        404,
        { errors: [{ pointer: "/app_id" }] },
      ]);
    }
  });
});
