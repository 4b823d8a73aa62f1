import { describe, test } from "vitest";

import { sendOutbox } from "#features/messages/index";

import { aKey, call } from "../../fixtures/call";
import { eventTypes } from "../../fixtures/events";
import { takes, withMeta } from "../../fixtures/meta";
import type { TenantFixture } from "../../fixtures/tenant";
import { aTemplate, inbox, stored, template, text, type Json } from "./inbox";

const batch = (tenant: TenantFixture, items: readonly unknown[], key?: string) =>
  call(tenant, "POST /messages/batch", { items }, aKey(key));

const results = (body: Json) => body["results"] as readonly Json[];

describe("POST /v1/messages/batch", () => {
  test("takes what it can, tells each item's outcome, and a refusal touches no other", async ({
    expect,
  }) => {
    const { tenant, ctx, contact } = await inbox();
    await aTemplate(ctx);
    const { status, body } = await batch(tenant, [
      text(contact.id, { client_ref: "a", client_ref_unique: true }),
      text("+34600333444"),
      template("+34600333444"),
      { to: contact.id, text: { body: "" } },
      "nothing",
      text(contact.id, { client_ref: "a", client_ref_unique: true }),
      { ...text(contact.id), extra: 1 },
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accepted: 2, failed: 5 });
    expect(
      results(body).map((one) => [one["index"], one["status"], (one["error"] as Json)?.["code"]]),
    ).toEqual([
      [0, "accepted", undefined],
      [1, "failed", "window_closed"],
      [2, "accepted", undefined],
      [3, "failed", "invalid_request"],
      [4, "failed", "invalid_request"],
      [5, "failed", "duplicate_client_ref"],
      [6, "failed", "invalid_request"],
    ]);
    expect(results(body).map((one) => (one["error"] as Json)?.["pointer"])).toEqual([
      undefined,
      "/items/1",
      undefined,
      "/items/3/text/body",
      "/items/4",
      "/items/5/client_ref",
      "/items/6/extra",
    ]);
    expect(await stored(ctx)).toBe(2);
    const shown = await call(tenant, `GET /messages/${String(results(body)[0]?.["id"])}`);
    expect(shown.body).toMatchObject({ client_ref: "a", sent_by: { kind: "api_key" } });
  });

  test("the same key answers the first answer, and another body is refused", async ({ expect }) => {
    const { tenant, ctx, contact } = await inbox();
    const items = [text(contact.id), text("+34600999888")];
    const first = await batch(tenant, items, "k");
    const again = await batch(tenant, items, "k");
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const other = await batch(tenant, [text(contact.id)], "k");
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency_mismatch"]);
    expect(await stored(ctx)).toBe(1);
  });

  test("calls at once under one key send each item once and tell the same", async ({ expect }) => {
    const { tenant, ctx, contact } = await inbox();
    const items = [text(contact.id), text("+34600999888"), text(contact.id), "x"];
    const calls = await Promise.all([1, 2, 3].map(() => batch(tenant, items, "k")));
    for (const { status, body } of calls.filter((one) => one.status === 200)) {
      expect([status, body]).toEqual([200, calls[0]?.body]);
    }
    expect(calls.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await stored(ctx)).toBe(2);
  });

  test("messages to one person leave in the order of the items, by one bell", async ({
    expect,
  }) => {
    const { tenant, ctx, contact } = await inbox();
    const items = Array.from({ length: 100 }, (_, i) => ({
      to: contact.id,
      text: { body: String(i) },
    }));
    const { body } = await batch(tenant, items);
    expect(body).toMatchObject({ accepted: 100, failed: 0 });
    const meta = withMeta({ ...ctx, enqueue: async () => undefined }, takes);
    await sendOutbox(meta.ctx);
    const said = await ctx.db.query.messages.findMany({
      orderBy: ({ createdAt, id }) => [createdAt, id],
    });
    expect(said.map(({ content }) => (content as Json)["body"])).toEqual(
      items.map(({ text: { body: one } }) => one),
    );
    expect((await eventTypes(ctx)).filter((type) => type === "message.queued")).toHaveLength(100);
  });

  test("needs a key, and at most 100 items", async ({ expect }) => {
    const { tenant, contact } = await inbox();
    const without = await call(tenant, "POST /messages/batch", { items: [text(contact.id)] });
    expect([without.status, without.body["code"]]).toEqual([400, "idempotency_key_required"]);
    const many = await batch(
      tenant,
      Array.from({ length: 101 }, () => text(contact.id)),
    );
    expect([many.status, many.body.errors?.[0]?.pointer]).toEqual([400, "/items"]);
    const none = await batch(tenant, []);
    expect([none.status, none.body.errors?.[0]?.pointer]).toEqual([400, "/items"]);
  });
});
