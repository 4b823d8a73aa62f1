import { describe, test } from "vitest";

import { contacts } from "#db/tenant/schema";
import { isHeld } from "#features/retention/index";

import { call } from "../../fixtures/call";
import { aContactRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";

interface ToldClass {
  readonly name: string;
  readonly days: number;
}

const daysIn = (body: object, name: string) =>
  (body as { classes: readonly ToldClass[] }).classes.find((one) => one.name === name)?.days;

describe("retention", () => {
  test("has defaults, is set within bounds, and tells both", async ({ expect }) => {
    const tenant = await aTenant();
    const before = await call(tenant, "GET /privacy/retention");
    expect(before.body).toMatchObject({ legal_hold: null, held_contacts: 0 });
    expect(daysIn(before.body, "messages")).toBe(730);
    const put = await call(tenant, "PUT /privacy/retention", {
      classes: [
        { name: "messages", days: 90 },
        { name: "raw_webhooks", days: 3 },
      ],
    });
    expect(put.status).toBe(200);
    const after = await call(tenant, "GET /privacy/retention");
    expect(after.body).toEqual(put.body);
    expect([daysIn(after.body, "messages"), daysIn(after.body, "media")]).toEqual([90, 365]);
    const [audit] = await tenant.ctx.db.query.auditLogs.findMany();
    expect(audit).toMatchObject({ action: "retention.update", changes: { messages: 90 } });
  });

  test.for<[string, object[], string]>([
    ["too short", [{ name: "messages", days: 29 }], "/classes/0/days"],
    [
      "too long",
      [
        { name: "messages", days: 60 },
        { name: "raw_webhooks", days: 31 },
      ],
      "/classes/1/days",
    ],
    ["fixed", [{ name: "backups", days: 7 }], "/classes/0/days"],
    [
      "twice",
      [
        { name: "media", days: 30 },
        { name: "media", days: 31 },
      ],
      "/classes/1/name",
    ],
    ["unknown", [{ name: "consents", days: 30 }], "/classes/0/name"],
  ])("refuses what is %s, and changes nothing", async ([, classes, pointer], { expect }) => {
    const tenant = await aTenant();
    const answer = await call(tenant, "PUT /privacy/retention", { classes });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
    expect(await tenant.ctx.db.query.retentionSettings.findMany()).toEqual([]);
  });
});

describe("a legal hold", () => {
  test("of the workspace stands until it is ended, and keeps since when", async ({ expect }) => {
    const tenant = await aTenant();
    const first = await call(tenant, "PUT /privacy/legal-hold", { reason: "Case 1" });
    const second = await call(tenant, "PUT /privacy/legal-hold", { reason: "Case 2" });
    expect(second.body).toEqual({ ...first.body, reason: "Case 2" });
    const told = await call(tenant, "GET /privacy/retention");
    expect(told.body["legal_hold"]).toEqual(second.body);
    expect((await call(tenant, "DELETE /privacy/legal-hold")).status).toBe(204);
    expect((await call(tenant, "DELETE /privacy/legal-hold")).status).toBe(404);
  });

  test("of a contact is told, and follows the person through merges", async ({ expect }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const loser = aContactRow({ externalId: "loser" });
    const winner = aContactRow({ externalId: "winner" });
    const other = aContactRow();
    for (const row of [loser, winner, other]) await ctx.db.insert(contacts).values(row);
    const held = await call(tenant, "PUT /contacts/ext:loser/legal-hold", { reason: "Case" });
    expect(held.body).toMatchObject({ contact_id: loser.id, reason: "Case" });
    expect([await isHeld(ctx, loser.id), await isHeld(ctx, winner.id)]).toEqual([true, false]);
    const merged = await call(tenant, "POST /contacts/ext:winner/merge", { other: loser.id });
    expect(merged.status).toBe(200);
    expect([await isHeld(ctx, winner.id), await isHeld(ctx, other.id)]).toEqual([true, false]);
    const list = await call(tenant, "GET /privacy/legal-holds");
    expect(list.body.data).toMatchObject([{ contact_id: loser.id }]);
    await call(tenant, "PUT /privacy/legal-hold", { reason: "All" });
    expect(await isHeld(ctx, other.id)).toBe(true);
  });

  test("of somebody who is not here is refused", async ({ expect }) => {
    const tenant = await aTenant();
    const answer = await call(tenant, "PUT /contacts/ext:nobody/legal-hold", { reason: "Case" });
    expect(answer.status).toBe(404);
    const blank = await call(tenant, "PUT /privacy/legal-hold", { reason: " " });
    expect(blank.body.errors?.[0]?.pointer).toBe("/reason");
  });
});
