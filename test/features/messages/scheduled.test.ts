import { describe, test } from "vitest";

import { contacts, conversations, numbers, templates } from "#db/tenant/schema";
import { sendDue, sendOutbox } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

import { call } from "../../fixtures/call";
import { eventsOf, eventTypes } from "../../fixtures/events";
import { takes, withMeta } from "../../fixtures/meta";
import { aTemplate, inbox, send, template, text, type Json } from "./inbox";

const HOUR = 3_600_000;
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();
/** The same workspace so much later, with nobody rung. */
const later = (ctx: ScopedContext, ms: number): ScopedContext => ({
  ...ctx,
  nowMs: () => Date.now() + ms,
  enqueue: async () => undefined,
});

/** A text that is to be sent in an hour. */
async function scheduled(more: Json = {}) {
  const world = await inbox();
  const { status, body } = await send(
    world.tenant,
    text(world.contact.id, { send_at: ahead(HOUR), ...more }),
  );
  const id = String(body["id"]);
  const shown = async () => (await call(world.tenant, `GET /messages/${id}`)).body;
  return { ...world, id, answer: { status, body }, shown };
}

/** The person wrote so long ago, ms. */
const wroteAgo = (ctx: ScopedContext, ms: number) =>
  ctx.db.update(conversations).set({ lastInboundAt: Date.now() - ms });

describe("a scheduled message", () => {
  test("waits for its instant, is sent then, and once, however many look", async ({ expect }) => {
    const { ctx, answer, shown, conversationId } = await scheduled();
    expect([answer.status, answer.body]).toMatchObject([
      202,
      { status: "scheduled", conversation_id: conversationId, timestamps: { queued_at: null } },
    ]);
    expect(answer.body["send_at"]).not.toBeNull();
    await sendDue(later(ctx, 0));
    const early = withMeta(later(ctx, 0), takes);
    await sendOutbox(early.ctx);
    expect([(await shown())["status"], early.posts]).toEqual(["scheduled", []]);
    const due = later(ctx, HOUR + 1_000);
    await Promise.all([sendDue(due), sendDue(due), sendDue(due)]);
    const meta = withMeta(due, takes);
    await Promise.all([sendOutbox(meta.ctx), sendOutbox(meta.ctx)]);
    expect(meta.posts).toMatchObject([{ type: "text", text: { body: "hello" } }]);
    expect(await shown()).toMatchObject({ status: "accepted", send_at: null });
    expect(await eventTypes(ctx)).toEqual(["message.scheduled", "message.queued"]);
    expect(await ctx.db.query.scheduledMessages.findMany()).toEqual([]);
  });

  test("rings for itself at its instant", async ({ expect }) => {
    const world = await inbox();
    const asked: unknown[] = [];
    const { planScheduled } = await import("#features/messages/schedule-message");
    const { SendMessageBody } = await import("#features/messages/send-schemas");
    const atMs = Date.now() + HOUR;
    const session = new Proxy(world.ctx.session, {
      get: (target, name) =>
        name === "wakeAt"
          ? (...args: unknown[]) => Promise.resolve(void asked.push(args))
          : (Reflect.get(target, name) as unknown),
    });
    const body = SendMessageBody.parse(text(world.contact.id));
    const { settled } = await planScheduled({ ...world.ctx, session }, body, {
      author: null,
      atMs,
    });
    await settled();
    expect(asked).toEqual([["messages.due", atMs]]);
  });

  test("is not sent to whom the window has closed for, unless a template takes its place", async ({
    expect,
  }) => {
    const closed = await scheduled();
    await wroteAgo(closed.ctx, 24 * HOUR - 1_000);
    await sendDue(later(closed.ctx, HOUR + 1_000));
    expect(await closed.shown()).toMatchObject({
      status: "failed",
      error: { code: "window_closed", meta_code: null, remedy_code: "send_template" },
    });
    const failed = (await eventsOf(closed.ctx)).at(-1);
    expect(failed).toMatchObject({
      type: "message.failed",
      data: { error: { code: "window_closed" } },
    });

    const open = await inbox();
    await aTemplate(open.ctx);
    const { template: instead } = template("x");
    const { body } = await send(
      open.tenant,
      text(open.contact.id, { send_at: ahead(HOUR), on_window_closed: { template: instead } }),
    );
    await wroteAgo(open.ctx, 24 * HOUR - 1_000);
    const due = withMeta(later(open.ctx, HOUR + 1_000), takes);
    await sendDue(due.ctx);
    await sendOutbox(due.ctx);
    expect(due.posts).toMatchObject([{ type: "template", template: { name: "order_shipped" } }]);
    const sent = await call(open.tenant, `GET /messages/${String(body["id"])}`);
    expect(sent.body).toMatchObject({
      type: "template",
      purpose: "transactional",
      content: { rendered: {} },
    });
  });

  test("is skipped when the person may not be written to any more", async ({ expect }) => {
    for (const [set, reason] of [
      [{ suppressed: true }, "suppressed"],
      [{ blocked: true }, "blocked"],
      [{ phone: null, waId: null }, "no_identity"],
    ] as const) {
      const { ctx, shown } = await scheduled();
      await ctx.db.update(contacts).set(set);
      await sendDue(later(ctx, HOUR + 1_000));
      expect(await shown()).toMatchObject({ status: "skipped", skip_reason: reason });
      expect((await eventsOf(ctx)).at(-1)).toMatchObject({
        type: "message.skipped",
        data: { reason },
      });
    }
  });

  test("of marketing needs a grant when its time has come, whatever the template was before", async ({
    expect,
  }) => {
    const world = await inbox({ marketing: "withdrawn" });
    await aTemplate(world.ctx);
    const { body } = await send(world.tenant, template(world.contact.id, { send_at: ahead(HOUR) }));
    await world.ctx.db.update(templates).set({ category: "MARKETING" });
    await sendDue(later(world.ctx, HOUR + 1_000));
    const shown = await call(world.tenant, `GET /messages/${String(body["id"])}`);
    expect(shown.body).toMatchObject({ status: "skipped", skip_reason: "no_consent" });
  });

  test("fails when its template is not approved any more", async ({ expect }) => {
    const world = await inbox();
    await aTemplate(world.ctx);
    const { body } = await send(world.tenant, template(world.contact.id, { send_at: ahead(HOUR) }));
    await world.ctx.db.update(templates).set({ status: "paused" });
    await sendDue(later(world.ctx, HOUR + 1_000));
    const shown = await call(world.tenant, `GET /messages/${String(body["id"])}`);
    expect(shown.body).toMatchObject({
      status: "failed",
      error: { code: "template_not_sendable" },
    });
  });

  test("waits while its number is paused, and is missed when that takes too long", async ({
    expect,
  }) => {
    const { ctx, shown } = await scheduled({ max_lateness_seconds: 60 });
    await ctx.db.update(numbers).set({ status: "paused" });
    await sendDue(later(ctx, HOUR + 50_000));
    expect((await shown())["status"]).toBe("scheduled");
    await sendDue(later(ctx, HOUR + 61_000));
    expect(await shown()).toMatchObject({ status: "failed", error: { code: "missed" } });
  });

  test("that is an hour late is sent, and not when it is later", async ({ expect }) => {
    const late = await scheduled();
    await sendDue(later(late.ctx, 2 * HOUR - 10_000));
    expect((await late.shown())["status"]).toBe("queued");
    const missed = await scheduled();
    await sendDue(later(missed.ctx, 2 * HOUR + 10_000));
    expect(await missed.shown()).toMatchObject({ status: "failed", error: { code: "missed" } });
  });

  test("is cancelled while it waits, and moved to another instant", async ({ expect }) => {
    const { ctx, tenant, id, shown } = await scheduled();
    const at = ahead(3 * HOUR);
    const moved = await call(tenant, `PATCH /messages/${id}`, { send_at: at });
    expect([moved.status, moved.body["send_at"]]).toEqual([200, at]);
    await sendDue(later(ctx, HOUR + 1_000));
    expect((await shown())["status"]).toBe("scheduled");
    const past = await call(tenant, `PATCH /messages/${id}`, { send_at: ahead(-1) });
    expect([past.status, past.body.errors?.[0]?.pointer]).toEqual([400, "/send_at"]);
    expect((await call(tenant, `POST /messages/${id}/cancel`)).body["status"]).toBe("cancelled");
    await sendDue(later(ctx, 4 * HOUR));
    expect((await shown())["status"]).toBe("cancelled");
    expect((await call(tenant, `PATCH /messages/${id}`, { send_at: at })).status).toBe(409);
    expect((await call(tenant, `POST /messages/${id}/cancel`)).status).toBe(409);
    expect(await eventTypes(ctx)).toEqual([
      "message.scheduled",
      "message.scheduled",
      "message.cancelled",
    ]);
  });

  test("is refused for an instant that is past or too far, and for what can be told today", async ({
    expect,
  }) => {
    const { tenant, contact } = await inbox();
    const refused = async (more: Json) => {
      const { status, body } = await send(tenant, text(contact.id, more));
      return [status, body["code"], body.errors?.[0]?.pointer];
    };
    expect(await refused({ send_at: ahead(-1_000) })).toEqual([400, "out_of_range", "/send_at"]);
    expect(await refused({ send_at: ahead(366 * 24 * HOUR) })).toEqual([
      400,
      "out_of_range",
      "/send_at",
    ]);
    expect(await refused({ send_at: "tomorrow" })).toEqual([400, "invalid_request", "/send_at"]);
    expect(await refused({ max_lateness_seconds: 5 })).toEqual([
      400,
      "invalid_request",
      "/max_lateness_seconds",
    ]);
    expect((await refused({ to: "ext:nobody", send_at: ahead(HOUR) })).slice(0, 2)).toEqual([
      404,
      "not_found",
    ]);
  });
});

test("a message whose window is closed is sent as the template that takes its place", async ({
  expect,
}) => {
  const { tenant, ctx, contact } = await inbox();
  await aTemplate(ctx);
  await wroteAgo(ctx, 25 * HOUR);
  const { template: instead } = template("x");
  const { status, body } = await send(
    tenant,
    text(contact.id, { client_ref: "a", on_window_closed: { template: instead } }),
  );
  expect([status, body]).toMatchObject([
    202,
    { type: "template", status: "queued", client_ref: "a" },
  ]);
});
