import { afterEach, describe, test, vi } from "vitest";

import { numbers } from "#db/tenant/schema";
import { connectNumber } from "#features/numbers/connect-number";
import { sweepNumbers } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";
import { graphOf } from "#platform/meta/graph";

import { call } from "../../fixtures/call.ts";
import { eventsOf } from "../../fixtures/events.ts";
import {
  aMetaNumber,
  connectAnswers,
  graphRefusal,
  mockGraph,
  type MetaNumber,
} from "../../fixtures/graph.ts";
import { aTenant } from "../../fixtures/tenant.ts";

afterEach(() => vi.restoreAllMocks());

const PIN = "314159";

/** Meta's answers about a number that it calls so, and to its registration. */
const calledBy = (
  meta: MetaNumber,
  status: string,
  { more = {}, register = () => Response.json({ success: true }) } = {},
) => ({
  ...connectAnswers(meta),
  [`GET /${meta.phoneNumberId}`]: () =>
    Response.json({
      id: meta.phoneNumberId,
      display_phone_number: "+1 555-078-3881",
      status,
      ...more,
    }),
  [`POST /${meta.phoneNumberId}/register`]: register,
});

const cloud = (meta: MetaNumber, pin?: string) => ({
  kind: "cloud" as const,
  waba_id: meta.wabaId,
  phone_number_id: meta.phoneNumberId,
  access_token: "EAAG",
  ...(pin !== undefined && { pin }),
});

describe("a number that is not registered", () => {
  test.for(["DISCONNECTED", "PENDING", "UNVERIFIED"])(
    "(%s) is registered with its PIN, and refused without one",
    async (status, { expect }) => {
      const tenant = await aTenant();
      const meta = aMetaNumber();
      const { calls, spy } = mockGraph(calledBy(meta, status));
      const refused = await call(tenant, "POST /numbers", cloud(meta));
      expect([refused.status, refused.body["code"]]).toEqual([422, "number_rejected"]);
      expect(refused.body.errors).toMatchObject([{ pointer: "/pin" }]);
      expect(calls.filter((made) => made.startsWith("POST"))).toEqual([]);

      const { body } = await call(tenant, "POST /numbers", cloud(meta, PIN));
      expect(body["status"]).toBe("connected");
      expect(calls.slice(-2)).toEqual([
        `POST /${meta.phoneNumberId}/register`,
        `POST /${meta.wabaId}/subscribed_apps`,
      ]);
      const [, init] = spy.mock.calls.at(-2) ?? [];
      expect(await new Response(init?.body).json()).toEqual({
        messaging_product: "whatsapp",
        pin: PIN,
      });
    },
  );

  test.for([
    ["a wrong PIN", 133005, 422, "number_rejected", "/pin"],
    ["a number that must be verified first", 133006, 422, "number_rejected", undefined],
    ["Meta's failure for now", 2, 502, "meta_error", undefined],
  ] as const)(
    "is not connected after %s",
    async ([, code, status, problem, pointer], { expect }) => {
      const tenant = await aTenant();
      const meta = aMetaNumber();
      const register = () => graphRefusal(code, code === 2 ? 503 : 400);
      const { calls } = mockGraph(calledBy(meta, "DISCONNECTED", { register }));
      const refused = await call(tenant, "POST /numbers", cloud(meta, PIN));
      expect([refused.status, refused.body["code"]]).toEqual([status, problem]);
      expect(refused.body.errors?.[0]?.pointer).toBe(pointer);
      expect(calls).not.toContain(`POST /${meta.wabaId}/subscribed_apps`);
      expect(await tenant.ctx.db.query.numbers.findMany()).toEqual([]);
    },
  );

  test("is not registered while the Business app holds it", async ({ expect }) => {
    const { ctx } = await aTenant();
    const meta = aMetaNumber();
    const { calls } = mockGraph(calledBy(meta, "DISCONNECTED", { more: { is_on_biz_app: true } }));
    await expect(connectNumber(ctx, cloud(meta, PIN))).rejects.toMatchObject({
      code: "number_rejected",
    });
    expect(calls.filter((made) => made.startsWith("POST"))).toEqual([]);
  });

  test("is one of the sandbox's, too, when it is asked for", async ({ expect }) => {
    const tenant = await aTenant();
    const connect = (body: object) =>
      call(tenant, "POST /numbers", { kind: "sandbox", registered: false, ...body });
    const refused = await connect({});
    expect([refused.status, refused.body["code"]]).toEqual([422, "number_rejected"]);
    expect(refused.body.errors).toMatchObject([{ pointer: "/pin" }]);
    const { body } = await connect({ pin: PIN });
    expect(body["status"]).toBe("connected");
    const sandbox = await tenant.ctx.db.query.numbers.findFirst();
    if (sandbox === undefined) throw new Error("the number was connected");
    const there = await (await graphOf(tenant.ctx, sandbox)).getNumber(sandbox.phoneNumberId);
    expect(there).toMatchObject({ type: "ok", value: { standing: "usable" } });
  });

  test("any more is registered again when it is resumed, with the PIN it came with", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    mockGraph(connectAnswers(meta));
    const { id } = await connectNumber(tenant.ctx, cloud(meta, PIN));
    await tenant.ctx.db.update(numbers).set({ status: "restricted" });
    vi.restoreAllMocks();
    const again = mockGraph(calledBy(meta, "DISCONNECTED"));
    const resumed = await call(tenant, `POST /numbers/${id}/resume`);
    expect([resumed.status, resumed.body["status"]]).toEqual([200, "connected"]);
    const [, init] = again.spy.mock.calls.at(-1) ?? [];
    expect(await new Response(init?.body).json()).toMatchObject({ pin: PIN });
  });
});

test.for([
  ["CONNECTED", 201, "connected"],
  ["FLAGGED", 201, "connected"],
  ["RESTRICTED", 201, "restricted"],
  ["BANNED", 422, "number_rejected"],
  ["MIGRATED", 422, "number_rejected"],
] as const)(
  "a number that Meta calls %s is answered %i %s",
  async ([word, status, said], { expect }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    const { calls } = mockGraph(calledBy(meta, word));
    const answer = await call(tenant, "POST /numbers", cloud(meta, PIN));
    expect([answer.status, answer.body["code"] ?? answer.body["status"]]).toEqual([status, said]);
    expect(calls).not.toContain(`POST /${meta.phoneNumberId}/register`);
  },
);

describe("a token that ends", () => {
  const DAY = 24 * 60 * 60;
  const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * DAY;

  /** A number whose token Meta describes so, and a look of the sweep. */
  async function aNumber(ends: object) {
    const tenant = await aTenant();
    const ctx: ScopedContext = {
      ...tenant.ctx,
      env: { ...tenant.ctx.env, META_APP_ID: "4242" as "" },
    };
    const meta = aMetaNumber();
    const data = { is_valid: true, app_id: "4242", scopes: [], ...ends };
    mockGraph({ ...connectAnswers(meta), "GET /debug_token": () => Response.json({ data }) });
    const { id } = await connectNumber(ctx, cloud(meta));
    const warnings = async () =>
      (await eventsOf(ctx)).filter(({ type }) => type === "number.token_expiring");
    return { tenant, ctx, id, warnings };
  }

  test.for([
    [{}, null],
    [{ expires_at: 0, data_access_expires_at: 0 }, null],
    [{ expires_at: inDays(60), data_access_expires_at: 0 }, inDays(60)],
    [{ expires_at: 0, data_access_expires_at: inDays(90) }, inDays(90)],
    [{ expires_at: inDays(60), data_access_expires_at: inDays(90) }, inDays(60)],
  ] as const)("is shown: %o", async ([ends, seconds], { expect }) => {
    const { tenant, id } = await aNumber(ends);
    const { body } = await call(tenant, `GET /numbers/${id}`);
    expect(body["token_expires_at"]).toBe(
      seconds === null ? null : new Date(seconds * 1000).toISOString(),
    );
  });

  test("is warned of once, seven days before", async ({ expect }) => {
    const { ctx, id, warnings } = await aNumber({ expires_at: inDays(8) });
    await sweepNumbers(ctx);
    expect(await warnings()).toEqual([]);
    const later = { ...ctx, nowMs: () => Date.now() + 2 * DAY * 1000 };
    await Promise.all([sweepNumbers(later), sweepNumbers(later)]);
    await sweepNumbers(later);
    expect(await warnings()).toMatchObject([{ data: { number_id: id } }]);
  });

  test("is warned of again when another one is given", async ({ expect }) => {
    const { ctx, warnings } = await aNumber({ expires_at: inDays(3) });
    await sweepNumbers(ctx);
    await ctx.db.update(numbers).set({ tokenExpiresAt: inDays(5) * 1000 });
    await sweepNumbers(ctx);
    expect(await warnings()).toHaveLength(2);
  });

  test("is not warned of when it never does, or is of no use already", async ({ expect }) => {
    const never = await aNumber({ expires_at: 0 });
    await sweepNumbers(never.ctx);
    expect(await never.warnings()).toEqual([]);
    const lost = await aNumber({ expires_at: inDays(1) });
    await lost.ctx.db.update(numbers).set({ status: "needs_reauth" });
    await sweepNumbers(lost.ctx);
    expect(await lost.warnings()).toEqual([]);
  });
});
