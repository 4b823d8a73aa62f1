import { env } from "cloudflare:workers";
import { afterEach, describe, test, vi } from "vitest";

import type { Scope } from "#core/scopes";
import { numbers } from "#db/tenant/schema";
import { connectNumber } from "#features/numbers/connect-number";
import type { NumberView } from "#features/numbers/schemas";
import type { ConnectedNumber } from "#features/numbers/schemas-graph";
import { AlreadyAnswered } from "#platform/commit";
import { graphOf } from "#platform/meta/graph";

import { ask } from "../../fixtures/call.ts";
import { eventTypes } from "../../fixtures/events.ts";
import {
  aMetaNumber,
  connectAnswers,
  graphRefusal,
  mockGraph,
  someDigits,
  type GraphAnswers,
  type MetaNumber,
} from "../../fixtures/graph.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { TOKEN, cloud, aSandboxNumber, rowsOf, actions, routesOf, rested } from "./connecting.ts";

afterEach(() => vi.restoreAllMocks());

describe("a sandbox number", () => {
  test("is connected at once and shown as the contract says", async ({ expect }) => {
    const tenant = await aTenant();
    const response = await ask(tenant, "POST /numbers", {
      kind: "sandbox",
      name: "Play",
      throughput_mps: 40,
      messaging_limit: 250,
    });
    expect(response.status).toBe(201);
    const number = await response.json<NumberView>();
    expect(number).toEqual({
      id: expect.stringMatching(/^num_/),
      kind: "sandbox",
      name: "Play",
      waba_id: expect.stringMatching(/^\d+$/),
      portfolio_id: expect.stringMatching(/^\d+$/),
      phone_number_id: expect.stringMatching(/^\d+$/),
      app_id: null,
      display_phone_number: expect.stringMatching(/^\+/),
      phone_display: expect.stringMatching(/^\+1 555 \d{3} \d{4}$/),
      verified_name: "Play",
      status: "connected",
      quality_rating: "green",
      throughput_mps: 40,
      messaging_limit: 250,
      token_expires_at: null,
      auto_read: "never",
      created_at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      graph: {
        url: `${env.PUBLIC_URL}/graph`,
        token: expect.stringMatching(/^wqg_/),
      },
    });
    const routes = await routesOf({
      phoneNumberId: number.phone_number_id,
      wabaId: number.waba_id,
    });
    expect(routes.number).toMatchObject({ tenant_id: tenant.tenant.id, number_id: number.id });
    expect(routes.waba).toMatchObject({ tenant_id: tenant.tenant.id });
    expect(await eventTypes(tenant.ctx)).toEqual(["number.connected"]);
    expect(await actions(tenant.ctx)).toEqual(["number.connect"]);
  });

  test("a workspace may have a second one", async ({ expect }) => {
    const tenant = await aTenant();
    await aSandboxNumber(tenant);
    await aSandboxNumber(tenant);
    expect(await rowsOf(tenant.ctx)).toHaveLength(2);
  });

  test("is refused where sandbox numbers are switched off", async ({ expect }) => {
    const { ctx } = await aTenant();
    const off = { ...ctx, env: { ...ctx.env, SANDBOX: "off" as "on" } };
    await expect(connectNumber(off, { kind: "sandbox" })).rejects.toMatchObject({
      code: "number_rejected",
    });
    expect(await rowsOf(ctx)).toEqual([]);
  });

  test("one key makes one number, however often it is sent", async ({ expect }) => {
    const tenant = await aTenant();
    const post = () =>
      ask(tenant, "POST /numbers", { kind: "sandbox" }, { "idempotency-key": "n-1" });
    const first = await post();
    const [second, third] = await Promise.all([post(), post()]);
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const told = await first.json<ConnectedNumber>();
    expect(await second.json()).toEqual({ ...told, graph: { ...told.graph, token: null } });
    expect(await rowsOf(tenant.ctx)).toHaveLength(1);
  });

  test("when the key was used by a call that ran at the same time, nothing of the second is left", async ({
    expect,
  }) => {
    const { ctx, tenant } = await aTenant();
    const idempotency = { keyHash: "k", fingerprint: "f" };
    // Both calls find the key unused.
    const calls = await Promise.allSettled([
      connectNumber({ ...ctx, idempotency }, { kind: "sandbox" }),
      connectNumber({ ...ctx, idempotency }, { kind: "sandbox" }),
    ]);
    const lost = calls.filter((outcome) => outcome.status === "rejected");
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toBeInstanceOf(AlreadyAnswered);
    expect(await rowsOf(ctx)).toHaveLength(1);
    const { results } = await env.CONTROL_DB.prepare(
      "SELECT number_id FROM number_routes WHERE tenant_id = ?",
    )
      .bind(tenant.id)
      .all();
    expect(results).toHaveLength(1);
  });
});

describe("a cloud number", () => {
  test("is confirmed by exactly the documented calls, and its token is sealed", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    const { calls, spy } = mockGraph(connectAnswers(meta));
    const response = await ask(tenant, "POST /numbers", cloud(meta, { pin: "123456" }));
    expect(response.status).toBe(201);
    const text = await response.text();
    expect(text).not.toContain(TOKEN);
    expect(JSON.parse(text)).toMatchObject({
      kind: "cloud",
      name: "Lucky Shrub",
      status: "connected",
      quality_rating: "green",
      throughput_mps: 80,
      messaging_limit: 2000,
      phone_number_id: meta.phoneNumberId,
      waba_id: meta.wabaId,
      portfolio_id: null,
    });
    expect(calls).toEqual([
      `GET /${meta.phoneNumberId}`,
      `GET /${meta.wabaId}/phone_numbers`,
      `POST /${meta.wabaId}/subscribed_apps`,
    ]);
    for (const [, init] of spy.mock.calls)
      expect(new Headers(init?.headers).get("authorization")).toBe(`Bearer ${TOKEN}`);

    const [row] = await rowsOf(tenant.ctx);
    if (row === undefined) throw new Error("no row");
    expect(row.tokenSealed).toMatch(/^v1\.e1\./);
    expect(row.pinSealed).toMatch(/^v1\.e1\./);
    expect(JSON.stringify(row)).not.toContain(TOKEN);
    await (await graphOf(tenant.ctx, row)).getNumber(meta.phoneNumberId);
    const [, last] = spy.mock.calls.at(-1) ?? [];
    expect(new Headers(last?.headers).get("authorization")).toBe(`Bearer ${TOKEN}`);
  });

  test("its token is inspected with the app's own when an app is configured", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const withApp = { ...ctx, env: { ...ctx.env, META_APP_ID: "4242" as "" } };
    const inspect = (data: object) => ({ "GET /debug_token": () => Response.json({ data }) });
    const scopes = ["whatsapp_business_management", "whatsapp_business_messaging"];
    const attempt = async (data: object) => {
      vi.restoreAllMocks();
      const meta = aMetaNumber();
      const graph = mockGraph({ ...connectAnswers(meta), ...inspect(data) });
      const outcome = await connectNumber(withApp, cloud(meta)).catch((error: unknown) => error);
      return { outcome, ...graph };
    };
    for (const data of [
      { is_valid: false, app_id: "4242" },
      { is_valid: true, app_id: "1", scopes },
      { is_valid: true, app_id: "4242", scopes: ["whatsapp_business_messaging"] },
    ]) {
      const { outcome, calls } = await attempt(data);
      expect(outcome).toMatchObject({ code: "number_rejected" });
      expect(calls.filter((made) => made.startsWith("POST"))).toEqual([]);
    }
    const { outcome, spy } = await attempt({ is_valid: true, app_id: "4242", scopes });
    expect(outcome).toMatchObject({ status: "connected" });
    const [url, init] =
      spy.mock.calls.find(([to]) => new Request(to).url.includes("debug_token")) ?? [];
    expect(new Request(url ?? "").url).toContain(`input_token=${TOKEN}`);
    expect(new Headers(init?.headers).get("authorization")).toBe(
      `Bearer 4242|${ctx.env.META_APP_SECRET}`,
    );
  });

  const refusals: readonly [string, (meta: MetaNumber) => GraphAnswers, number, string][] = [
    [
      "a number that Meta does not show",
      ({ phoneNumberId }) => ({ [`GET /${phoneNumberId}`]: () => graphRefusal(100) }),
      422,
      "number_rejected",
    ],
    [
      "a dead token",
      ({ phoneNumberId }) => ({ [`GET /${phoneNumberId}`]: () => graphRefusal(190, 401) }),
      422,
      "number_rejected",
    ],
    [
      "a number of another account",
      ({ wabaId }) => ({
        [`GET /${wabaId}/phone_numbers`]: () => Response.json({ data: [{ id: "1" }] }),
      }),
      422,
      "number_rejected",
    ],
    [
      "a refused subscription",
      ({ wabaId }) => ({ [`POST /${wabaId}/subscribed_apps`]: () => graphRefusal(200, 403) }),
      422,
      "number_rejected",
    ],
    [
      "Meta being overloaded",
      ({ phoneNumberId }) => ({ [`GET /${phoneNumberId}`]: () => graphRefusal(2, 503, true) }),
      502,
      "meta_error",
    ],
    [
      "Meta not being reached",
      ({ wabaId }) => ({
        [`GET /${wabaId}/phone_numbers`]: () => new Response("bad gateway", { status: 502 }),
      }),
      502,
      "meta_error",
    ],
  ];
  test.for(refusals)("stores nothing for %s", async ([, broken, status, code], { expect }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    mockGraph({ ...connectAnswers(meta), ...broken(meta) });
    const response = await ask(tenant, "POST /numbers", cloud(meta));
    expect(response.status).toBe(status);
    const problem = await response.json<{ code: string; meta?: object }>();
    expect(problem.code).toBe(code);
    if (problem.meta !== undefined)
      expect(problem.meta).toMatchObject({ detail: "Because.", fbtrace_id: "Az8or2yhqkZfEZ" });
    expect(await rowsOf(tenant.ctx)).toEqual([]);
    expect(await routesOf(meta)).toEqual({ number: null, waba: null });
  });

  test("what Meta said comes with the problem", async ({ expect }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    mockGraph({ [`GET /${meta.phoneNumberId}`]: () => graphRefusal(190, 401) });
    const response = await ask(tenant, "POST /numbers", cloud(meta));
    expect(await response.json()).toMatchObject({
      meta: {
        code: 190,
        title: "(#190) Refused",
        detail: "Because.",
        fbtrace_id: "Az8or2yhqkZfEZ",
      },
    });
  });

  test("belongs to one workspace, and so does its account", async ({ expect }) => {
    const [first, second] = [await aTenant(), await aTenant()];
    const meta = aMetaNumber();
    const sibling = { ...meta, phoneNumberId: someDigits(15) };
    mockGraph({
      ...connectAnswers(meta),
      ...connectAnswers(sibling),
      [`GET /${meta.wabaId}/phone_numbers`]: () =>
        Response.json({ data: [{ id: meta.phoneNumberId }, { id: sibling.phoneNumberId }] }),
    });
    expect((await ask(first, "POST /numbers", cloud(meta))).status).toBe(201);
    const taken = [
      await ask(second, "POST /numbers", cloud(meta)),
      await ask(first, "POST /numbers", cloud(meta)),
      await ask(second, "POST /numbers", cloud(sibling)),
    ];
    expect(taken.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect(
      await Promise.all(taken.map(async (r) => (await r.json<{ code: string }>()).code)),
    ).toEqual(["number_taken", "number_taken", "waba_taken"]);
    expect(await rowsOf(second.ctx)).toEqual([]);
    // The owner of the account may connect its other number.
    expect((await ask(first, "POST /numbers", cloud(sibling))).status).toBe(201);
  });

  test("when two workspaces connect it at once, one wins and nothing of the other is left", async ({
    expect,
  }) => {
    const tenants = [await aTenant(), await aTenant()];
    const meta = aMetaNumber();
    mockGraph(connectAnswers(meta));
    const outcomes = await Promise.allSettled(
      tenants.map(({ ctx }) => connectNumber(ctx, cloud(meta))),
    );
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const rows = await Promise.all(tenants.map(({ ctx }) => rowsOf(ctx)));
    expect(rows.flat()).toHaveLength(1);
  });

  test("a workspace holds numbers of one kind", async ({ expect }) => {
    const [sandboxed, real] = [await aTenant(), await aTenant()];
    const meta = aMetaNumber();
    const { calls } = mockGraph(connectAnswers(meta));
    await aSandboxNumber(sandboxed);
    const refused = await ask(sandboxed, "POST /numbers", cloud(meta));
    expect([refused.status, (await refused.json<{ code: string }>()).code]).toEqual([
      409,
      "mixed_number_kinds",
    ]);
    expect(calls).toEqual([]);
    await connectNumber(real.ctx, cloud(meta));
    await expect(connectNumber(real.ctx, { kind: "sandbox" })).rejects.toMatchObject({
      code: "mixed_number_kinds",
    });
  });
});

describe("a connected number", () => {
  test("is read, renamed, paused and resumed", async ({ expect }) => {
    const tenant = await aTenant();
    const { id } = await aSandboxNumber(tenant);
    const read = await ask(tenant, `GET /numbers/${id}`);
    const etag = read.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"\d+\.[0-9a-f]{16}"$/);
    const renamed = await ask(
      tenant,
      `PATCH /numbers/${id}`,
      { name: "Shop" },
      { "if-match": etag },
    );
    expect(await renamed.json()).toMatchObject({ id, name: "Shop" });
    const stale = await ask(tenant, `PATCH /numbers/${id}`, { name: "X" }, { "if-match": etag });
    expect(stale.status).toBe(412);
    const telling = await ask(tenant, `PATCH /numbers/${id}`, { auto_read: "on_reply" });
    expect(await telling.json()).toMatchObject({ name: "Shop", auto_read: "on_reply" });
    const nothing = await ask(tenant, `PATCH /numbers/${id}`, {});
    expect(nothing.status).toBe(400);
    const paused = await ask(tenant, `POST /numbers/${id}/pause`);
    expect(await paused.json()).toMatchObject({ status: "paused", name: "Shop" });
    const resumed = await ask(tenant, `POST /numbers/${id}/resume`);
    expect(await resumed.json()).toMatchObject({ status: "connected" });
    expect(await actions(tenant.ctx)).toEqual([
      "number.connect",
      "number.update",
      "number.update",
      "number.pause",
      "number.resume",
    ]);
  });

  test("is disconnected: its token is forgotten, another workspace may connect it, it may come back", async ({
    expect,
  }) => {
    const [first, second] = [await aTenant(), await aTenant()];
    const meta = aMetaNumber();
    mockGraph(connectAnswers(meta));
    const { id } = await connectNumber(first.ctx, cloud(meta));
    for (const _ of [1, 2]) expect((await ask(first, `DELETE /numbers/${id}`)).status).toBe(204);
    expect(await rowsOf(first.ctx)).toMatchObject([{ status: "disconnected", tokenSealed: null }]);
    expect(await routesOf(meta)).toEqual({ number: null, waba: null });
    expect((await ask(first, `POST /numbers/${id}/pause`)).status).toBe(409);
    expect(await eventTypes(first.ctx)).toEqual(["number.connected", "number.disconnected"]);

    await rested(first);
    const elsewhere = await connectNumber(second.ctx, cloud(meta));
    await ask(second, `DELETE /numbers/${elsewhere.id}`);
    await rested(second);
    const back = await connectNumber(first.ctx, cloud(meta, { name: "Back" }));
    expect(back).toMatchObject({ id, name: "Back", status: "connected" });
    expect(await rowsOf(first.ctx)).toHaveLength(1);
  });

  test("a number that was disconnected stays so when its coming back fails", async ({ expect }) => {
    const [first, second] = [await aTenant(), await aTenant()];
    const meta = aMetaNumber();
    mockGraph(connectAnswers(meta));
    const { id } = await connectNumber(first.ctx, cloud(meta));
    await ask(first, `DELETE /numbers/${id}`);
    await rested(first);
    await connectNumber(second.ctx, cloud(meta));
    await expect(connectNumber(first.ctx, cloud(meta))).rejects.toMatchObject({
      code: "number_taken",
    });
    expect(await rowsOf(first.ctx)).toMatchObject([{ id, status: "disconnected" }]);
  });

  test("gets a new token that Meta confirmed", async ({ expect }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    const { spy } = mockGraph(connectAnswers(meta));
    const { id } = await connectNumber(tenant.ctx, cloud(meta));
    const put = (access_token: string) => ask(tenant, `PUT /numbers/${id}/token`, { access_token });
    const response = await put("EAAG-second");
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain("EAAG");
    spy.mockImplementation(async () => graphRefusal(190, 401));
    expect((await put("EAAG-bad")).status).toBe(422);
    const [row] = await rowsOf(tenant.ctx);
    if (row === undefined) throw new Error("no row");
    spy.mockClear();
    await (await graphOf(tenant.ctx, row)).getNumber(meta.phoneNumberId);
    const [, init] = spy.mock.calls[0] ?? [];
    expect(new Headers(init?.headers).get("authorization")).toBe("Bearer EAAG-second");
  });

  test("that Meta restricted goes on once Meta confirms it, and no pause leads around that", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    const { spy } = mockGraph(connectAnswers(meta));
    const { id } = await connectNumber(tenant.ctx, cloud(meta));
    await tenant.ctx.db.update(numbers).set({ status: "restricted" });
    expect(await (await ask(tenant, `POST /numbers/${id}/pause`)).json()).toMatchObject({
      status: "restricted",
    });
    const resume = async () => {
      const response = await ask(tenant, `POST /numbers/${id}/resume`);
      const { code, status } = await response.json<{ code?: string; status: unknown }>();
      return [response.status, code ?? status];
    };
    const says = (status: string) =>
      spy.mockImplementation(async () =>
        Response.json({ id: meta.phoneNumberId, display_phone_number: "+1 555", status }),
      );
    says("RESTRICTED");
    expect(await resume()).toEqual([422, "number_rejected"]);
    says("BANNED");
    expect(await resume()).toEqual([422, "number_rejected"]);
    spy.mockImplementation(async () => graphRefusal(190, 401));
    expect(await resume()).toEqual([422, "number_rejected"]);
    spy.mockImplementation(async () => new Response("down", { status: 503 }));
    expect(await resume()).toEqual([502, "meta_error"]);
    expect(await rowsOf(tenant.ctx)).toMatchObject([{ status: "restricted" }]);
    says("CONNECTED");
    expect(await resume()).toEqual([200, "connected"]);
  });

  test.for([
    ["restricted", "CONNECTED", "connected"],
    ["restricted", "RESTRICTED", "restricted"],
    ["needs_reauth", "CONNECTED", "connected"],
    ["paused", "CONNECTED", "paused"],
  ] as const)(
    "that is %s and gets a new token while Meta says %s is %s",
    async ([before, word, after], { expect }) => {
      const tenant = await aTenant();
      const meta = aMetaNumber();
      const { spy } = mockGraph(connectAnswers(meta));
      const { id } = await connectNumber(tenant.ctx, cloud(meta));
      await tenant.ctx.db.update(numbers).set({ status: before });
      spy.mockImplementation(async () =>
        Response.json({ id: meta.phoneNumberId, display_phone_number: "+1 555", status: word }),
      );
      await ask(tenant, `PUT /numbers/${id}/token`, { access_token: "EAAG-second" });
      expect(await rowsOf(tenant.ctx)).toMatchObject([{ status: after }]);
    },
  );

  test("a sandbox number that was restricted is resumed by its sandbox", async ({ expect }) => {
    const tenant = await aTenant();
    const { id } = await aSandboxNumber(tenant);
    await tenant.ctx.db.update(numbers).set({ status: "restricted" });
    const resumed = await ask(tenant, `POST /numbers/${id}/resume`);
    expect(await resumed.json()).toMatchObject({ status: "connected" });
  });

  test("a sandbox number keeps its token", async ({ expect }) => {
    const tenant = await aTenant();
    const { id } = await aSandboxNumber(tenant);
    const response = await ask(tenant, `PUT /numbers/${id}/token`, { access_token: "x" });
    expect(response.status).toBe(409);
  });

  test("is not there for another workspace", async ({ expect }) => {
    const [owner, stranger] = [await aTenant(), await aTenant()];
    const { id } = await aSandboxNumber(owner);
    const answers = await Promise.all([
      ask(stranger, `GET /numbers/${id}`),
      ask(stranger, `PATCH /numbers/${id}`, { name: "Mine" }),
      ask(stranger, `DELETE /numbers/${id}`),
      ask(stranger, `POST /numbers/${id}/pause`),
      ask(stranger, `PUT /numbers/${id}/token`, { access_token: "x" }),
      ask(stranger, "GET /numbers/nonsense"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  });
});

test("numbers are listed newest first, page by page", async ({ expect }) => {
  const tenant = await aTenant();
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.unshift((await aSandboxNumber(tenant)).id);
  interface Page {
    data: NumberView[];
    has_more: boolean;
    next_cursor: string | null;
  }
  const first = await (await ask(tenant, "GET /numbers?limit=2")).json<Page>();
  expect(first.has_more).toBe(true);
  const rest = await (
    await ask(tenant, `GET /numbers?limit=2&after=${first.next_cursor ?? ""}`)
  ).json<Page>();
  expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(ids);
  expect(rest).toMatchObject({ has_more: false, next_cursor: null });
});

test.for([
  [{ kind: "sandbox", throughput_mps: 0 }, "/throughput_mps"],
  [{ kind: "sandbox", throughput_mps: 1.5 }, "/throughput_mps"],
  [{ kind: "sandbox", name: "" }, "/name"],
  [{ kind: "sandbox", colour: "red" }, "/colour"],
  [{ kind: "cloud", waba_id: "1", phone_number_id: "2/x", access_token: "t" }, "/phone_number_id"],
  [{ kind: "cloud", waba_id: "1", phone_number_id: "2", access_token: "a b" }, "/access_token"],
  [{ kind: "cloud", waba_id: 1, phone_number_id: "2", access_token: "t" }, "/waba_id"],
  [{ kind: "fax" }, "/kind"],
] as const)("a bad body is refused with its field: %o", async ([body, pointer], { expect }) => {
  const tenant = await aTenant();
  const response = await ask(tenant, "POST /numbers", body);
  expect(response.status).toBe(400);
  const problem = await response.json<{ errors: { pointer: string }[] }>();
  expect(problem.errors.map((error) => error.pointer)).toContain(pointer);
  expect(await rowsOf(tenant.ctx)).toEqual([]);
});

test.for([
  ["GET /numbers", "numbers:read"],
  ["POST /numbers", "numbers:write"],
] as const)("%s needs %s", async ([route, scope], { expect }) => {
  const others: Scope[] = [
    "contacts:read",
    scope === "numbers:read" ? "numbers:write" : "numbers:read",
  ];
  const tenant = await aTenant({ scopes: others });
  const body = route.startsWith("POST") ? { kind: "sandbox" } : undefined;
  const response = await ask(tenant, route, body);
  expect(response.status).toBe(403);
  expect(await rowsOf(tenant.ctx)).toEqual([]);
});
