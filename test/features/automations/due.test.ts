import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { automationSubscriber, runDue } from "#features/automations/index";
import { readFeed } from "#features/events/queries";

import { call, aKey } from "../../fixtures/call";
import { rowsWritten } from "../../fixtures/rows-written";
import { until } from "../../fixtures/until";
import { aShop, ANA, text, type Shop } from "./fixture.ts";

const heard = (shop: Shop, count = 1) =>
  until(
    async () => (await shop.events()).filter((type) => type === "message.received").length >= count,
  );

/** The workspace as it is after a while: its clock is ahead. */
const later = (shop: Shop, ms: number) => ({ ...shop.tenant.ctx, nowMs: () => Date.now() + ms });

describe("silence", () => {
  test("of the business is noticed once for each word of the person, and not after an answer", async ({
    expect,
  }) => {
    const shop = await aShop();
    await shop.publish({
      kind: "rule",
      trigger: { type: "no_reply_for", seconds: 600, of: "agent" },
      actions: [{ type: "tag", tag: "waits" }],
    });
    await shop.hears("Anybody there?");
    await heard(shop);
    await runDue(later(shop, 300_000));
    expect(await shop.runs()).toEqual([]);
    await runDue(later(shop, 660_000));
    await runDue(later(shop, 700_000));
    await shop.run(({ status }) => status === "completed");
    expect(await shop.runs()).toHaveLength(1);
    await shop.hears("Hello?");
    await heard(shop, 2);
    await call(shop.tenant, "POST /messages", { to: ANA, text: { body: "Yes." } }, aKey());
    await runDue(later(shop, 900_000));
    expect(await shop.runs()).toHaveLength(1);
  });
});

describe("a schedule", () => {
  test("starts a run for everybody in its audience, once each time", async ({ expect }) => {
    const shop = await aShop();
    for (const [i, tags] of [["clients"], ["clients"], []].entries())
      await call(shop.tenant, "POST /contacts", { phone: `+551198765010${i}`, tags }, aKey());
    const id = await shop.publish({
      kind: "rule",
      trigger: {
        type: "schedule",
        every: "day",
        time: "09:00",
        audience: { field: "tags", op: "contains", value: "clients" },
      },
      actions: [{ type: "set_field", field: "greeted", value: "yes" }],
    });
    await runDue(shop.tenant.ctx);
    expect(await shop.runs()).toEqual([]);
    const day = 24 * 3600_000;
    await runDue(later(shop, day));
    await runDue(later(shop, day));
    await until(
      async () => (await shop.runs()).filter(({ status }) => status === "completed").length === 2,
    );
    await runDue(later(shop, 2 * day));
    await until(
      async () => (await shop.runs()).filter(({ status }) => status === "completed").length === 4,
    );
    const funnel = await call(shop.tenant, `GET /automations/${id}/funnel`);
    expect(funnel.body).toMatchObject({ started: 4, completed: 4 });
  });
});

test("runs of a contact that was merged go on for the one that is left", async ({ expect }) => {
  const shop = await aShop();
  await shop.publish({
    kind: "flow",
    trigger: { type: "keyword", match: "exact", keywords: ["hi"] },
    start: "a",
    steps: {
      a: { ...text("Well?"), next: "b" },
      b: { type: "wait_reply", next: "c" },
      c: text("Fine."),
    },
  });
  await shop.hears("hi");
  const { contact_id: loser } = await shop.run(({ status }) => status === "waiting");
  const other = await call(shop.tenant, "POST /contacts", { phone: "+5511987650300" }, aKey());
  const merged = await call(shop.tenant, `POST /contacts/${String(other.body["id"])}/merge`, {
    other: String(loser),
  });
  expect(merged.status).toBe(200);
  const run = await shop.run(({ contact_id: id }) => id === other.body["id"]);
  expect(run).toMatchObject({ status: "waiting" });
});

describe("rows written", () => {
  /** Give the subscriber what was told, as the dispatch does. */
  async function take(shop: Shop): Promise<number> {
    const { ctx } = shop.tenant;
    const { events } = await readFeed(ctx.db, { after: 0, types: null, limit: 500, access: null });
    const wanted = events.filter(({ type }) => automationSubscriber.types?.has(type) ?? true);
    return rowsWritten(ctx, (on) => automationSubscriber.take(on, wanted));
  }

  test("by a message that pulls nothing are none, and by one that pulls a rule none before its turn", async ({
    expect,
  }) => {
    const shop = await aShop();
    await shop.publish({
      kind: "rule",
      trigger: { type: "keyword", match: "exact", keywords: ["hours"] },
      actions: [text("Nine to six.")],
    });
    await shop.hears("Hello");
    await heard(shop);
    expect(await take(shop)).toBe(0);
    await shop.hears("hours");
    await shop.saysSoMuch(1);
    expect(await take(shop)).toBe(0);
    const [run] = await shop.runs();
    expect(String(run?.["id"]) as Id<"run">).toMatch(/^run_/);
    await scheduler.wait(500);
    expect(await shop.said()).toHaveLength(1);
  });
});
