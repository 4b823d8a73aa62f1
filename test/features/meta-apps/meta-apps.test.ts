import { env, exports } from "cloudflare:workers";
import { afterEach, describe, test, vi } from "vitest";

import { call } from "../../fixtures/call.ts";
import { graphRefusal, mockGraph, someDigits } from "../../fixtures/graph.ts";
import { anApp, aSecret } from "../../fixtures/meta-app.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { aConnectedNumber, deliverBy } from "../../fixtures/webhooks/meta-webhook.ts";

afterEach(() => vi.restoreAllMocks());

const EMPTY = { object: "whatsapp_business_account", entry: [] };

const auditOf = async ({ tenant }: TenantFixture) => {
  const { results } = await env.CONTROL_DB.prepare(
    "SELECT action, target, changes FROM audit_logs WHERE tenant_id = ?1 AND action LIKE 'meta_app.%' ORDER BY seq",
  )
    .bind(tenant.id)
    .all<{ action: string; target: string; changes: string | null }>();
  return results;
};

describe("a Meta app of one's own", () => {
  test("is added with what its dashboard asks for, and its secret is nowhere in the clear", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const appId = someDigits(15);
    const secret = aSecret();
    const given = { app_id: appId, app_secret: secret };
    const { status, body } = await call(tenant, "POST /meta-apps", given);
    expect([status, body]).toEqual([
      201,
      {
        app_id: appId,
        callback_url: `${env.PUBLIC_URL}/webhooks/meta/${appId}`,
        verify_token: expect.stringMatching(/^[\w-]{32}$/),
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    const listed = await call(tenant, "GET /meta-apps");
    expect(listed.body.data).toEqual([body]);
    const row = await env.CONTROL_DB.prepare("SELECT * FROM meta_apps WHERE app_id = ?1")
      .bind(appId)
      .first();
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify(row)).not.toContain(String(body["verify_token"]));
    expect(await auditOf(tenant)).toEqual([
      { action: "meta_app.create", target: appId, changes: null },
    ]);
  });

  test("keeps its verify token when its secret is replaced, and takes the old secret beside the new", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const app = await anApp(tenant);
    expect((await deliverBy(app, EMPTY)).status).toBe(200);
    const next = aSecret();
    const replaced = await call(tenant, "POST /meta-apps", {
      app_id: app.appId,
      app_secret: `${next},${app.secret}`,
    });
    expect([replaced.status, replaced.body["verify_token"]]).toEqual([200, app.verifyToken]);
    const statuses = async () =>
      Promise.all(
        [next, app.secret, aSecret()].map(
          async (secret) => (await deliverBy({ ...app, secret }, EMPTY)).status,
        ),
      );
    expect(await statuses()).toEqual([200, 200, 401]);
    await call(tenant, "POST /meta-apps", { app_id: app.appId, app_secret: next });
    expect(await statuses()).toEqual([200, 401, 401]);
    expect((await auditOf(tenant)).map(({ action }) => action)).toEqual([
      "meta_app.create",
      "meta_app.replace_secret",
      "meta_app.replace_secret",
    ]);
  });

  test("belongs to one workspace, which alone sees and deletes it", async ({ expect }) => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const app = await anApp(mine);
    const taken = await call(theirs, "POST /meta-apps", {
      app_id: app.appId,
      app_secret: aSecret(),
    });
    expect([taken.status, taken.body]).toMatchObject([
      409,
      { code: "invalid_state", errors: [{ pointer: "/app_id" }] },
    ]);
    expect((await call(theirs, "GET /meta-apps")).body.data).toEqual([]);
    expect((await call(theirs, `DELETE /meta-apps/${app.appId}`)).status).toBe(404);
    expect((await deliverBy(app, EMPTY)).status).toBe(200);
  });

  test("is refused when Meta does not know its secret, and taken when Meta cannot be asked", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const given = { app_id: someDigits(15), app_secret: aSecret() };
    const ask = "GET /oauth/access_token";
    mockGraph({ [ask]: () => graphRefusal(101) });
    const refused = await call(tenant, "POST /meta-apps", given);
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { code: "meta_refused", errors: [{ pointer: "/app_secret" }], meta: { code: 101 } },
    ]);
    vi.restoreAllMocks();
    const graph = mockGraph({ [ask]: () => graphRefusal(4, 400, true) });
    expect((await call(tenant, "POST /meta-apps", given)).status).toBe(201);
    expect(graph.calls).toEqual([ask]);
  });

  test("is deleted when no number is connected with it, and takes nothing then", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const [used, unused] = [await anApp(tenant), await anApp(tenant)];
    await aConnectedNumber(tenant.ctx, used.appId);
    const refused = await call(tenant, `DELETE /meta-apps/${used.appId}`);
    expect([refused.status, refused.body["code"]]).toEqual([409, "invalid_state"]);
    expect((await deliverBy(unused, EMPTY)).status).toBe(200);
    expect((await call(tenant, `DELETE /meta-apps/${unused.appId}`)).status).toBe(204);
    expect((await deliverBy(unused, EMPTY)).status).toBe(401);
    expect((await call(tenant, `DELETE /meta-apps/${unused.appId}`)).status).toBe(404);
    expect((await deliverBy(used, EMPTY)).status).toBe(200);
  });

  test("is listed newest first, page by page", async ({ expect }) => {
    const tenant = await aTenant();
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.unshift((await anApp(tenant)).appId);
    const first = await call(tenant, "GET /meta-apps?limit=2");
    const cursor = encodeURIComponent(String(first.body.next_cursor));
    const second = await call(tenant, `GET /meta-apps?limit=2&after=${cursor}`);
    const seen = [first, second].flatMap(({ body }) => body.data?.map((app) => app["app_id"]));
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(3);
    expect(second.body["has_more"]).toBe(false);
  });

  test.for([
    { app_id: "0", app_secret: "x".repeat(32) },
    { app_id: "12a", app_secret: "x".repeat(32) },
    { app_id: "123", app_secret: "short" },
    { app_id: "123", app_secret: `${"x".repeat(32)},${"y".repeat(32)},${"z".repeat(32)}` },
  ])("is refused as %j", async (given, { expect }) => {
    const { status, body } = await call(await aTenant(), "POST /meta-apps", given);
    const pointer = given.app_id === "123" ? "/app_secret" : "/app_id";
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe("its way in", () => {
  const handshake = (appId: string, token: string) => {
    const query = { "hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "77" };
    const search = new URLSearchParams(query).toString();
    return exports.default.fetch(`https://waqtor.test/webhooks/meta/${appId}?${search}`);
  };

  test("shakes hands with the app's own verify token alone", async ({ expect }) => {
    const tenant = await aTenant();
    const [app, other] = [await anApp(tenant), await anApp(tenant)];
    const shaken = await handshake(app.appId, app.verifyToken);
    expect([shaken.status, await shaken.text()]).toEqual([200, "77"]);
    for (const token of [env.META_VERIFY_TOKEN, other.verifyToken, ""])
      expect((await handshake(app.appId, token)).status).toBe(403);
  });

  test("of an app that nobody has answers as one whose token or signature is wrong", async ({
    expect,
  }) => {
    const stranger = { appId: someDigits(15), secret: env.META_APP_SECRET };
    expect((await handshake(stranger.appId, env.META_VERIFY_TOKEN)).status).toBe(403);
    expect((await deliverBy(stranger, EMPTY)).status).toBe(401);
  });
});
