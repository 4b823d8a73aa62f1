import { describe, test } from "vitest";

import { contacts, conversations, messages } from "#db/tenant/schema";

import { call } from "../../fixtures/call";
import { aTemplate, inbox, send, template, text } from "./inbox";

const RISK = { accept_duplicate_risk: true };

/** A message that failed. */
async function failed(body = (id: string) => text(id, { client_ref: "a-1" })) {
  const world = await inbox();
  await aTemplate(world.ctx);
  const sent = await send(world.tenant, body(world.contact.id));
  await world.ctx.db.update(messages).set({ state: "failed", failedAt: 1 });
  return { ...world, path: `/messages/${String(sent.body["id"])}` as const, id: sent.body["id"] };
}

describe("a message that is sent again", () => {
  test("is a new one, that names the old one and is decided on anew", async ({ expect }) => {
    const { tenant, ctx, path, id } = await failed();
    const again = await call(tenant, `POST ${path}/resend`, RISK);
    expect([again.status, again.body]).toMatchObject([
      202,
      { status: "queued", content: { body: "hello" }, client_ref: "a-1" },
    ]);
    const row = (await ctx.db.query.messages.findMany()).find((one) => one.id === again.body["id"]);
    expect([row?.retryOf, again.body["id"] === id]).toEqual([id, false]);
    const audit = (await ctx.db.query.auditLogs.findMany()).at(-1);
    expect([audit?.action, audit?.target, audit?.changes]).toEqual([
      "message.resend",
      id,
      { message: again.body["id"] },
    ]);
  });

  test("of a template is the same template", async ({ expect }) => {
    const { tenant, path } = await failed((id) => template(id));
    const again = await call(tenant, `POST ${path}/resend`, RISK);
    expect([again.status, again.body]).toMatchObject([
      202,
      { type: "template", content: { name: "order_shipped", rendered: {} } },
    ]);
  });

  test("is refused to whom may not be written to any more, and when the window is closed", async ({
    expect,
  }) => {
    const { tenant, ctx, path } = await failed();
    await ctx.db.update(conversations).set({ lastInboundAt: 1 });
    const closed = await call(tenant, `POST ${path}/resend`, RISK);
    await ctx.db.update(contacts).set({ suppressed: true });
    const suppressed = await call(tenant, `POST ${path}/resend`, RISK);
    expect([closed.body["code"], suppressed.body["code"]]).toEqual([
      "window_closed",
      "recipient_suppressed",
    ]);
  });

  test("is none that is on its way or has arrived, and none without a word on the risk", async ({
    expect,
  }) => {
    const { tenant, ctx, path } = await failed();
    expect((await call(tenant, `POST ${path}/resend`, {})).status).toBe(400);
    for (const state of ["queued", "sending", "delivered", "cancelled"] as const) {
      await ctx.db.update(messages).set({ state });
      const { status, body } = await call(tenant, `POST ${path}/resend`, RISK);
      expect([state, status, body["code"]]).toEqual([state, 409, "invalid_state"]);
    }
    await ctx.db.update(messages).set({ state: "unknown" });
    expect((await call(tenant, `POST ${path}/resend`, RISK)).status).toBe(202);
  });
});
