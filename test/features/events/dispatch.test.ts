import { describe, test } from "vitest";

import type { NewEvent } from "#core/event/catalogue";
import { dispatchEvents, sweepEvents, type EventSubscriber } from "#features/events/index";
import { SUBSCRIBERS } from "#jobs";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call";
import { aTenant } from "../../fixtures/tenant";
import { until } from "../../fixtures/until";

/** A subscriber that notes what it took. Its name is new, so that no other test moves its cursor. */
function aToy(over: Partial<EventSubscriber> = {}) {
  const taken: { tenant: string; seq: number; type: string }[] = [];
  const subscriber: EventSubscriber = {
    name: `toy ${crypto.randomUUID()}`,
    types: null,
    take: (ctx, events) => {
      taken.push(...events.map(({ seq, type }) => ({ tenant: ctx.tenant.id, seq, type })));
      return Promise.resolve();
    },
    ...over,
  };
  return { subscriber, taken, seqs: () => taken.map(({ seq }) => seq) };
}

const created = (): NewEvent => ({
  type: "contact.created",
  data: { contact_id: newId("contact") },
});
const tell = (ctx: ScopedContext, ...events: readonly NewEvent[]) =>
  commit(ctx, { statements: [], events });
const dispatch = (ctx: ScopedContext, ...subscribers: readonly EventSubscriber[]) =>
  dispatchEvents(
    ctx,
    { kind: "events.dispatch", tenantId: ctx.tenant.id, afterSeq: 0 },
    subscribers,
  );

test("a toy that subscribes is told of what a call of the API did, without the call knowing", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const toy = aToy({ types: new Set(["contact.created"]) });
  SUBSCRIBERS.push(toy.subscriber);
  try {
    const made = await call(tenant, "POST /contacts", { phone: "+5511987650001" }, aKey());
    expect(made.status).toBe(201);
    const [first] = await until(() => {
      const own = toy.taken.filter(({ tenant: id }) => id === tenant.tenant.id);
      return own.length > 0 && own;
    });
    expect(first).toMatchObject({ seq: 1, type: "contact.created" });
  } finally {
    SUBSCRIBERS.splice(SUBSCRIBERS.indexOf(toy.subscriber), 1);
  }
});

describe("a dispatch", () => {
  test("hands out every event once and in order, each time from where the subscriber stands", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const toy = aToy();
    await tell(ctx, created(), created());
    await dispatch(ctx, toy.subscriber);
    await dispatch(ctx, toy.subscriber);
    await tell(ctx, created());
    await dispatch(ctx, toy.subscriber);
    expect(toy.seqs()).toEqual([1, 2, 3]);
  });

  test("goes through more events than one page holds", async ({ expect }) => {
    const { ctx } = await aTenant();
    const toy = aToy();
    await tell(ctx, ...Array.from({ length: 1_201 }, created));
    await dispatch(ctx, toy.subscriber);
    expect(toy.seqs()).toEqual(Array.from({ length: 1_201 }, (_, i) => i + 1));
  });

  test("gives each subscriber the types that it wants, and does not call it for others", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    let calls = 0;
    const picky = aToy({
      types: new Set(["campaign.paused"]),
      take: () => Promise.resolve(void (calls += 1)),
    });
    await tell(ctx, created());
    await dispatch(ctx, picky.subscriber);
    expect(calls).toBe(0);
    const data = { campaign_id: newId("campaign"), reason: "requested" };
    await tell(ctx, { type: "campaign.paused", data });
    await dispatch(ctx, picky.subscriber);
    expect(calls).toBe(1);
  });

  test("is held up by nobody who fails, and brings that one the same events again", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const well = aToy();
    let fails = true;
    const seen: number[][] = [];
    const ill = aToy({
      take: (_ctx, events) => {
        seen.push(events.map(({ seq }) => seq));
        return fails ? Promise.reject(new Error("ill")) : Promise.resolve();
      },
    });
    await tell(ctx, created());
    await dispatch(ctx, ill.subscriber, well.subscriber);
    await tell(ctx, created());
    fails = false;
    await dispatch(ctx, ill.subscriber, well.subscriber);
    expect(well.seqs()).toEqual([1, 2]);
    expect(seen).toEqual([[1], [1, 2]]);
  });
});

test("a commit that could not say how far the ledger goes is found by the sweep", async ({
  expect,
}) => {
  const { ctx } = await aTenant();
  const told: object[] = [];
  const session = new Proxy(ctx.session, {
    get: (target, name) =>
      name === "committed"
        ? (span: object) => Promise.resolve(void told.push(span))
        : (Reflect.get(target, name) as unknown),
  });
  await tell({ ...ctx, defer: () => undefined }, created(), created());
  await sweepEvents({ ...ctx, session });
  expect(told).toEqual([{ afterSeq: 0, seq: 2 }]);
});
