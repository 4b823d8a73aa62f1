import { runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { describe, test } from "vitest";

import { Throughput } from "#sandbox/throughput";

import { atOneInstant } from "../fixtures/time.ts";
import { until } from "../fixtures/until.ts";
import { TEMPLATE, aSandbox, statusesIn, valuesOf } from "./a-sandbox.ts";

describe("throughput", () => {
  test("the message after the limit is refused, and a second later one fits again", async ({
    expect,
  }) => {
    const { send, approvedTemplate, stub } = await aSandbox({ throughput_mps: 5 });
    await approvedTemplate();
    const answers = await atOneInstant(() =>
      Promise.all([0, 1, 2, 3, 4, 5, 6].map((i) => send({ to: `+551198765520${i}`, ...TEMPLATE }))),
    );
    const refused = answers
      .map(({ json }) => json.error?.code)
      .filter((code) => code !== undefined);
    expect(refused).toEqual([130429, 130429]);
    await stub.moveClock({ advanceMs: 1000 });
    expect((await send({ to: "+5511987655210", ...TEMPLATE })).status).toBe(200);
    expect(await stub.ledgerSummary({})).toEqual({
      posts: 8,
      accepted: 6,
      refused_by_code: { 130429: 2 },
      max_per_recipient: 1,
      peak_per_second: 5,
    });
  });

  test("in no 1,000 ms more than the limit is accepted, and nothing less is", ({ expect }) => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 6 }), (gapsMs, limit) => {
        const window = new Throughput();
        const accepted: number[] = [];
        let nowMs = 0;
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          const inside = accepted.filter((at) => at > nowMs - 1000).length;
          const fits = window.fits("n", limit, nowMs);
          expect(fits).toBe(inside < limit);
          if (!fits) continue;
          window.count("n", nowMs);
          accepted.push(nowMs);
        }
      }),
    );
  });

  test("an accepted message is one row of the ledger and one parcel with all its statuses", async ({
    expect,
  }) => {
    const { send, approvedTemplate, stub, posted } = await aSandbox({ throughput_mps: 1000 });
    await approvedTemplate();
    await Promise.all(
      Array.from({ length: 90 }, (_, i) => send({ to: `+55119876552${10 + i}`, ...TEMPLATE })),
    );
    const rows = await runInDurableObject(stub, (_instance, { storage }) => ({
      ledger: storage.sql.exec("SELECT seq FROM ledger").toArray().length,
      outbox: storage.sql.exec<{ body: string }>("SELECT body FROM outbox").toArray(),
    }));
    expect(rows.ledger).toBe(90);
    expect(rows.outbox.length).toBeLessThanOrEqual(92);
    await until(() => statusesIn(posted).length === 270);
    const summary = await stub.ledgerSummary({});
    expect([summary.accepted, summary.max_per_recipient]).toEqual([90, 1]);
  });
});

test("more than 45 messages at once to one person are refused, others are not", async ({
  expect,
}) => {
  const { send, approvedTemplate } = await aSandbox({ throughput_mps: 1000 });
  await approvedTemplate();
  await atOneInstant(async () => {
    for (let i = 0; i < 45; i++)
      expect((await send({ to: "+5511987655200", ...TEMPLATE })).status).toBe(200);
    expect((await send({ to: "+5511987655200", ...TEMPLATE })).json.error.code).toBe(131056);
    expect((await send({ to: "+5511987655201", ...TEMPLATE })).status).toBe(200);
  });
});

test("the portfolio's limit counts different people outside a window", async ({ expect }) => {
  const { send, approvedTemplate, openWindow } = await aSandbox({ messaging_limit: 2 });
  await approvedTemplate();
  const status = async (to: string) => (await send({ to, ...TEMPLATE })).status;
  expect(await status("+5511987655201")).toBe(200);
  expect(await status("+5511987655202")).toBe(200);
  expect(await status("+5511987655201")).toBe(200);
  expect(await status("+5511987655203")).toBe(400);
  await openWindow("+5511987655203");
  expect(await status("+5511987655203")).toBe(200);
});

describe("the service window", () => {
  const text = { to: "+5511987655200", type: "text", text: { body: "hello" } };

  test("free-form text outside of it is accepted, then fails", async ({ expect }) => {
    const { send, posted } = await aSandbox();
    expect((await send(text)).status).toBe(200);
    await until(() => statusesIn(posted).length === 1);
    expect(statusesIn(posted)[0]).toMatchObject({ status: "failed", errors: [{ code: 131047 }] });
    expect(statusesIn(posted)[0]).not.toHaveProperty("recipient_user_id");
    expect(statusesIn(posted)[0]).not.toHaveProperty("pricing");
  });

  test("it opens with what the person writes, in either spelling of the number, and closes after a day", async ({
    expect,
  }) => {
    const { send, posted, openWindow, stub } = await aSandbox();
    await openWindow("551187655200");
    await send(text);
    await until(() => statusesIn(posted).length === 3);
    await stub.moveClock({ advanceMs: 86_400_001 });
    await send(text);
    await until(() => statusesIn(posted).length === 4);
    expect(statusesIn(posted).map(({ status }) => status)).toEqual([
      "sent",
      "delivered",
      "read",
      "failed",
    ]);
    expect(statusesIn(posted)[0]?.pricing).toMatchObject({ category: "service" });
  });
});

test("the clock never goes back", async ({ expect }) => {
  const { stub } = await aSandbox();
  const beforeMs = await stub.clock();
  expect(await stub.moveClock({ nowMs: beforeMs - 5000 })).toBeNull();
  const afterMs = await stub.moveClock({ nowMs: beforeMs + 3_600_000 });
  expect(afterMs).toBeGreaterThanOrEqual(beforeMs + 3_600_000);
});

test("a status by hand names the message that was sent, or an unknown one", async ({ expect }) => {
  const { send, approvedTemplate, posted, stub, number } = await aSandbox();
  await approvedTemplate();
  const silent = await send({
    to: "+5511987656003",
    ...TEMPLATE,
    biz_opaque_callback_data: "msg_7",
  });
  const wamid = silent.json.messages[0]?.id ?? "";
  const { phone_number_id } = number;
  await stub.statuses({ phone_number_id, wamid, status: "failed", code: 131026 });
  await stub.statuses({ phone_number_id, wamid: "wamid.unknown", status: "read" });
  await until(() => statusesIn(posted).length === 2);
  expect(statusesIn(posted)).toMatchObject([
    { id: wamid, status: "failed", biz_opaque_callback_data: "msg_7", errors: [{ code: 131026 }] },
    { id: "wamid.unknown", status: "read" },
  ]);
  expect(valuesOf(posted, "messages")[0]?.metadata?.phone_number_id).toBe(phone_number_id);
});
