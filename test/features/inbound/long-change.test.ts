import { test } from "vitest";

import { messages } from "#db/tenant/schema";

import { eventTypes } from "../../fixtures/events.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  drain,
  envelope,
  mailIn,
} from "../../fixtures/webhooks/meta-webhook.ts";

/** So many that their events do not fit into one row of the ledger. */
const COUNT = 4_000;

test("one change with thousands of messages is applied piece by piece, each message once", async ({
  expect,
}) => {
  const { ctx } = await aTenant();
  const number = await aConnectedNumber(ctx);
  const texts = Array.from({ length: COUNT }, (_, i) =>
    aText({ from: String(34_600_000_000 + (i % 700)), text: { body: `text ${i}` } }),
  );
  const contacts = Array.from({ length: 700 }, (_, i) => ({
    wa_id: String(34_600_000_000 + i),
    profile: { name: `Person ${i}` },
  }));
  const body = envelope(number.wabaId, change(number, { contacts, messages: texts }));
  expect((await deliver(body)).status).toBe(200);
  expect(await mailIn(ctx)).toBe(COUNT / 100);
  await drain(ctx);
  await deliver(body);
  await drain(ctx);

  expect(await ctx.db.$count(messages)).toBe(COUNT);
  const people = await ctx.db.query.contacts.findMany();
  expect(people).toHaveLength(700);
  expect(people.every(({ name, phone }) => name === `Person ${Number(phone?.slice(-3))}`)).toBe(
    true,
  );
  const received = (await eventTypes(ctx)).filter((type) => type === "message.received");
  expect(received).toHaveLength(COUNT);
  const rows = await ctx.db.query.events.findMany();
  expect(Math.max(...rows.map((row) => row.body.length))).toBeLessThan(500_000);
}, 120_000);
