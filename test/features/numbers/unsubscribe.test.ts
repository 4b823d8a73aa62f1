import { afterEach, describe, test, vi } from "vitest";

import { endSubscription, sweepNumbers } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";

import { call } from "../../fixtures/call.ts";
import {
  aMetaNumber,
  connectAnswers,
  graphRefusal,
  mockGraph,
  someDigits,
  type MetaNumber,
} from "../../fixtures/graph.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { until } from "../../fixtures/until.ts";
import { aText, change, deliver, drain, envelope } from "../../fixtures/webhooks/meta-webhook.ts";

afterEach(() => vi.restoreAllMocks());

const TOKEN = "EAAG-canary-token";
const HOUR_MS = 60 * 60 * 1000;

const ended = ({ wabaId }: MetaNumber) => `DELETE /${wabaId}/subscribed_apps`;

async function connected(tenant: TenantFixture, { phoneNumberId, wabaId }: MetaNumber) {
  const { status, body } = await call(tenant, "POST /numbers", {
    kind: "cloud",
    waba_id: wabaId,
    phone_number_id: phoneNumberId,
    access_token: TOKEN,
  });
  if (status !== 201) throw new Error(`answered ${status}`);
  return String(body["id"]);
}

async function disconnect(tenant: TenantFixture, id: string) {
  const { status } = await call(tenant, `DELETE /numbers/${id}`);
  if (status !== 204) throw new Error(`answered ${status}`);
}

const tokensOf = async ({ ctx }: TenantFixture) =>
  (await ctx.db.query.numbers.findMany()).map(({ tokenSealed }) => tokenSealed);

/** A context in which so much time has gone by, and no job runs. */
const later = (ctx: ScopedContext, ms: number): ScopedContext => ({
  ...ctx,
  nowMs: () => Date.now() + ms,
  enqueue: async () => undefined,
});

describe("with the last number of an account", () => {
  test("Meta is told to send its webhooks no more, and the token is forgotten", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    const { calls, spy } = mockGraph(connectAnswers(meta));
    const id = await connected(tenant, meta);
    await disconnect(tenant, id);
    expect(calls.at(-1)).toBe(ended(meta));
    expect(new Headers(spy.mock.lastCall?.[1]?.headers).get("authorization")).toBe(
      `Bearer ${TOKEN}`,
    );
    expect(await tokensOf(tenant)).toEqual([null]);
  });

  test("and not before", async ({ expect }) => {
    const tenant = await aTenant();
    const one = aMetaNumber();
    const two = { wabaId: one.wabaId, phoneNumberId: someDigits(15) };
    const { calls } = mockGraph({
      ...connectAnswers(one),
      ...connectAnswers(two),
      [`GET /${one.wabaId}/phone_numbers`]: () =>
        Response.json({ data: [one, two].map(({ phoneNumberId: id }) => ({ id })) }),
    });
    const ids = [await connected(tenant, one), await connected(tenant, two)];
    await disconnect(tenant, ids[0] ?? "");
    expect(calls).not.toContain(ended(one));
    await disconnect(tenant, ids[1] ?? "");
    expect(calls.filter((each) => each === ended(one))).toHaveLength(1);
    expect(await tokensOf(tenant)).toEqual([null, null]);
  });
});

describe("when Meta cannot be asked", () => {
  /** A number whose account Meta would not unsubscribe. */
  async function aDebtor(answer: () => Response) {
    const tenant = await aTenant();
    const meta = aMetaNumber();
    mockGraph({ ...connectAnswers(meta), [ended(meta)]: answer });
    const id = await connected(tenant, meta);
    await disconnect(tenant, id);
    const [row] = await tenant.ctx.db.query.numbers.findMany();
    if (row === undefined) throw new Error("no row");
    return { tenant, meta, row };
  }

  test("the number is disconnected all the same, and the sweep has it tried again", async ({
    expect,
  }) => {
    const { tenant, meta, row } = await aDebtor(() => graphRefusal(4, 400, true));
    expect([row.status, row.tokenSealed]).toEqual(["disconnected", expect.any(String)]);
    const rung: unknown[] = [];
    const enqueue = async (job: unknown) => void rung.push(job);
    await sweepNumbers({ ...tenant.ctx, enqueue });
    expect(rung).toEqual([
      { kind: "number.unsubscribe", tenantId: tenant.tenant.id, numberId: row.id },
    ]);
    vi.restoreAllMocks();
    const { calls } = mockGraph(connectAnswers(meta));
    expect(await endSubscription(tenant.ctx, row.id)).toBe(true);
    expect(calls).toEqual([ended(meta)]);
    expect(await tokensOf(tenant)).toEqual([null]);
  });

  test("the token is forgotten after an hour", async ({ expect }) => {
    const { tenant, row } = await aDebtor(() => new Response(null, { status: 502 }));
    expect(await endSubscription(later(tenant.ctx, HOUR_MS - 60_000), row.id)).toBe(false);
    expect(await endSubscription(later(tenant.ctx, HOUR_MS), row.id)).toBe(true);
    expect(await tokensOf(tenant)).toEqual([null]);
  });

  test("a refusal that stays is not tried again", async ({ expect }) => {
    const { tenant } = await aDebtor(() => graphRefusal(190));
    expect(await tokensOf(tenant)).toEqual([null]);
  });

  test("a number that was connected again keeps its webhooks", async ({ expect }) => {
    const { tenant, meta, row } = await aDebtor(() => new Response(null, { status: 502 }));
    vi.restoreAllMocks();
    const { calls } = mockGraph(connectAnswers(meta));
    expect(await connected(tenant, meta)).toBe(row.id);
    expect(await endSubscription(tenant.ctx, row.id)).toBe(true);
    expect(calls).not.toContain(ended(meta));
    expect(await tokensOf(tenant)).toEqual([expect.any(String)]);
  });

  test("a number of the account that is connected meanwhile is subscribed again", async ({
    expect,
  }) => {
    const { tenant, meta, row } = await aDebtor(() => new Response(null, { status: 502 }));
    vi.restoreAllMocks();
    const sibling = { wabaId: meta.wabaId, phoneNumberId: someDigits(15) };
    const { calls } = mockGraph({
      ...connectAnswers(meta),
      ...connectAnswers(sibling),
    });
    const before = vi.spyOn(globalThis, "fetch");
    const answer = before.getMockImplementation();
    before.mockImplementation(async (input, init) => {
      const response = await answer?.(input, init);
      if (init?.method === "DELETE") await connected(tenant, sibling);
      return response ?? new Response(null, { status: 599 });
    });
    expect(await endSubscription(tenant.ctx, row.id)).toBe(true);
    // By its own connection, and behind the end that may have overtaken it.
    const again = `POST /${meta.wabaId}/subscribed_apps`;
    expect(calls.filter((each) => each === again)).toHaveLength(2);
  });
});

test("what is delivered late is answered and counted, and nothing is done with it", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const { body } = await call(tenant, "POST /numbers", { kind: "sandbox" });
  const number = {
    id: String(body["id"]) as `num_${string}`,
    phoneNumberId: String(body["phone_number_id"]),
    wabaId: String(body["waba_id"]),
  };
  const none = await call(tenant, `GET /numbers/${number.id}/set-aside`);
  expect([none.status, none.body.data]).toEqual([200, []]);
  await disconnect(tenant, number.id);
  for (let i = 0; i < 2; i++) {
    const late = envelope(number.wabaId, change(number, { messages: [aText()] }));
    expect((await deliver(late)).status).toBe(200);
    await drain(tenant.ctx);
  }
  expect(await tenant.ctx.db.query.messages.findMany()).toEqual([]);
  const { body: counted } = await call(tenant, `GET /numbers/${number.id}/set-aside`);
  expect(counted.data).toEqual([{ reason: "disconnected", count: 2, last_at: expect.any(String) }]);
});

test("the sandbox tells nobody of an account that is not subscribed any more", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const inbound = (phoneNumberId: string) =>
    tenant.ctx.sandbox.inbound({
      phone_number_id: phoneNumberId,
      from: "5511987655400",
      type: "text",
      object: { body: "Hello" },
    });
  const [gone, here] = await Promise.all(
    [1, 2].map(() => call(tenant, "POST /numbers", { kind: "sandbox" })),
  );
  const idOf = (of: typeof gone) => String(of?.body["phone_number_id"]);
  await disconnect(tenant, String(gone?.body["id"]));
  await inbound(idOf(gone));
  await inbound(idOf(here));
  await until(async () => (await tenant.ctx.db.query.messages.findMany()).length === 1);
  const { body: counted } = await call(
    tenant,
    `GET /numbers/${String(gone?.body["id"])}/set-aside`,
  );
  expect(counted.data).toEqual([]);
});
