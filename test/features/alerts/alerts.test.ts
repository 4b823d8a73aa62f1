import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { EventType } from "#core/event/catalogue";
import { alertSubscriptions, memberships, users } from "#db/control/schema";
import { activity, auditLogs, events } from "#db/tenant/schema";
import { alertSubscriber, mailAlerts } from "#features/alerts/index";
import { LETTERS_PER_DAY } from "#features/alerts/mail-alerts";
import type { StoredEvent } from "#features/events/index";
import type { ScopedContext } from "#platform/context";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call";
import { aTenant } from "../../fixtures/tenant";

const NOW = Date.now();

const told = (
  type: EventType,
  data: StoredEvent["data"],
  { seq = 1, atMs = NOW }: { seq?: number; atMs?: number } = {},
): StoredEvent => ({ seq, atMs, type, data });

const restricted = (numberId: string, at: { seq?: number; atMs?: number } = {}) =>
  told("number.restricted", { number_id: numberId, reason: "ban" }, at);

const alertsOf = async (tenant: Parameters<typeof call>[0], query = "") =>
  (await call(tenant, `GET /alerts${query === "" ? "" : (`?${query}` as const)}`)).body.data ?? [];

/** A member who wants letters of some kinds. */
async function aReader(ctx: ScopedContext, kinds: readonly string[], isMember = true) {
  const id = newId("user");
  const email = `${id}@example.com`;
  await ctx.control.insert(users).values({
    id,
    fullName: "Ana",
    email,
    timezone: "UTC",
    locale: "de",
    passwordHash: "x",
    emailVerified: false,
    policyAcceptedAt: 1,
    createdAt: 1,
    updatedAt: 1,
  });
  if (isMember)
    await ctx.control.insert(memberships).values({
      id: newId("membership"),
      tenantId: ctx.tenant.id,
      userId: id,
      role: "owner",
      createdAt: 1,
    });
  await ctx.control
    .insert(alertSubscriptions)
    // Safe: the tests name kinds.
    .values({ tenantId: ctx.tenant.id, userId: id, kinds: kinds as never, updatedAt: 1 });
  return email;
}

/** The context with a post box that is noted, and takes nothing for `refuses`. */
function withPost(ctx: ScopedContext, refuses?: string) {
  const sent: { to: string; subject: string }[] = [];
  const EMAIL = {
    send: (mail: { to: string; subject: string }) => {
      if (mail.to === refuses) return Promise.reject(new Error("no such recipient"));
      sent.push(mail);
      return Promise.resolve({ messageId: "1" });
    },
  };
  return { sent, on: { ...ctx, env: { ...env, EMAIL } as unknown as Env } };
}

describe("bad news on the ledger", () => {
  test("becomes an alert with an event and an audit entry, once", async ({ expect }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const id = newId("number");
    await alertSubscriber.take(ctx, [restricted(id)]);
    await alertSubscriber.take(ctx, [restricted(id), restricted(newId("number"), { seq: 2 })]);
    const alerts = await alertsOf(tenant);
    expect(alerts).toHaveLength(2);
    expect(alerts.find(({ subject }) => subject === id)).toMatchObject({
      kind: "number_restricted",
      severity: "critical",
      event_seq: 1,
      acknowledged_at: null,
    });
    const bodies = (await ctx.db.select().from(events)).map(({ body }) => body).join("");
    expect(bodies.match(/alert\.raised/g)).toHaveLength(2);
    const audit = await ctx.db.select().from(auditLogs);
    expect(audit.map(({ action, target }) => [action, target])).toContainEqual(["alert.raise", id]);
  });

  test("of one thing is raised again only after a day", async ({ expect }) => {
    const tenant = await aTenant();
    const id = newId("number");
    const hours = (n: number) => ({ seq: n + 1, atMs: NOW + n * 3_600_000 });
    for (const n of [0, 1, 23, 25])
      await alertSubscriber.take(tenant.ctx, [restricted(id, hours(n))]);
    expect((await alertsOf(tenant)).map(({ event_seq }) => event_seq)).toEqual([26, 1]);
  });

  test("is that many people withdraw", async ({ expect }) => {
    const tenant = await aTenant();
    const slot = Math.floor(NOW / 900_000);
    await tenant.ctx.db.insert(activity).values({
      slot,
      numberId: "",
      seq: 1,
      counts: { opt_outs: 6, "c:marketing:delivered": 100 },
    });
    await alertSubscriber.take(tenant.ctx, [told("consent.withdrawn", {})]);
    expect(await alertsOf(tenant)).toMatchObject([{ kind: "opt_out_rate", subject: null }]);
  });

  test("is seen to by whoever was first", async ({ expect }) => {
    const tenant = await aTenant();
    await alertSubscriber.take(tenant.ctx, [restricted(newId("number"))]);
    const [alert] = await alertsOf(tenant, "state=open");
    const path = `POST /alerts/${String(alert?.["id"])}/acknowledge` as const;
    const first = await call(tenant, path, undefined, aKey());
    expect(first.body["acknowledged_by"]).toMatch(/^key_/);
    const again = await call(tenant, path, undefined, aKey());
    expect(again.body["acknowledged_at"]).toBe(first.body["acknowledged_at"]);
    expect(await alertsOf(tenant, "state=open")).toEqual([]);
    expect(await alertsOf(tenant, "state=acknowledged")).toHaveLength(1);
  });
});

describe("letters", () => {
  test("go once to the members who asked for the kind, in their language", async ({ expect }) => {
    const { ctx } = await aTenant();
    const wants = await aReader(ctx, ["number_restricted"]);
    await aReader(ctx, ["token_expiring"]);
    await aReader(ctx, ["number_restricted"], false);
    await alertSubscriber.take(ctx, [restricted(newId("number"))]);
    const { sent, on } = withPost(ctx);
    await mailAlerts(on);
    await mailAlerts(on);
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
      [wants, expect.stringContaining("Meta hat eine Nummer eingeschränkt")],
    ]);
  });

  test("that one reader's post refuses keep none from the others, and nobody gets one again", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const readers = [
      await aReader(ctx, ["number_restricted"]),
      await aReader(ctx, ["number_restricted"]),
    ];
    await alertSubscriber.take(ctx, [restricted(newId("number"))]);
    const { sent, on } = withPost(ctx, readers[0]);
    await mailAlerts(on);
    await mailAlerts(on);
    expect(sent.map(({ to }) => to)).toEqual([readers[1]]);
  });

  test("are tried again while the service takes none of them", async ({ expect }) => {
    const { ctx } = await aTenant();
    const reader = await aReader(ctx, ["number_restricted"]);
    await alertSubscriber.take(ctx, [restricted(newId("number"))]);
    await mailAlerts(withPost(ctx, reader).on);
    const { sent, on } = withPost(ctx);
    await mailAlerts(on);
    expect(sent).toMatchObject([{ to: reader }]);
  });

  test("end at a day's measure, and the alerts stand", async ({ expect }) => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    await aReader(ctx, ["number_restricted"]);
    const many = Array.from({ length: LETTERS_PER_DAY + 3 }, (_, i) =>
      restricted(newId("number"), { seq: i + 1 }),
    );
    await alertSubscriber.take(ctx, many);
    const { sent, on } = withPost(ctx);
    await mailAlerts(on);
    await mailAlerts(on);
    expect(sent).toHaveLength(LETTERS_PER_DAY);
    expect(await alertsOf(tenant, "limit=100")).toHaveLength(LETTERS_PER_DAY + 3);
  });
});
