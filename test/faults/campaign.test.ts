import { abortAllDurableObjects } from "cloudflare:test";
import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { sweepCampaigns } from "#features/campaigns/index";
import type { ScopedContext } from "#platform/context";

import { call } from "../fixtures/call.ts";
import {
  accounts,
  aDraft,
  aPlannedCampaign,
  aSender,
  chunksOf,
  exec,
  people,
  quiet,
  rebound,
  reload,
} from "../fixtures/campaign.ts";
import { eventTypes } from "../fixtures/events.ts";
import { until } from "../fixtures/until.ts";
import { cut, deliver, shuffled } from "./fixture.ts";

/** Watch a campaign while something happens to it. @returns The accounts that ever failed to add up. */
async function watching(ctx: ScopedContext, id: Id<"campaign">, act: () => Promise<unknown>) {
  let over = false;
  const wrong: unknown[] = [];
  const watch = async () => {
    while (!over) {
      const account = await accounts(ctx, id);
      if (!account.addsUp) wrong.push(account);
      await scheduler.wait(25);
    }
  };
  const watcher = watch();
  try {
    await act();
  } finally {
    over = true;
    await watcher;
  }
  return wrong;
}

/** What a crash left `sending` is called unknown at once, and what waits is due at once. */
async function skipWaiting(ctx: ScopedContext): Promise<void> {
  await exec(ctx, "UPDATE messages SET claimed_at = 1 WHERE state = 'sending'");
  await exec(ctx, "UPDATE messages SET due_at = NULL WHERE state = 'queued'");
}

/** Nothing of the campaign is open any more. */
const settled = (ctx: ScopedContext, id: Id<"campaign">) =>
  until(async () => {
    const { counts } = await accounts(ctx, id);
    return counts["queued"] === 0 && counts["sending"] === 0 && counts;
  });

describe("a campaign under faults", { timeout: 60_000 }, () => {
  test("queue batches that come twice, out of order and side by side send to everybody once", async ({
    expect,
  }) => {
    const sender = await aSender();
    const { ctx } = sender;
    await people(ctx, 72);
    const campaign = await aPlannedCampaign(sender);
    const chunks = chunksOf(ctx, campaign, 12);
    const batches = cut(shuffled([...chunks, ...chunks], 7), 4);
    const wrong = await watching(ctx, campaign.id, () => deliver(batches));

    expect(wrong).toEqual([]);
    const summary = await ctx.sandbox.ledgerSummary({});
    expect(summary).toMatchObject({ posts: 72, accepted: 72, max_per_recipient: 1 });
    const end = await settled(ctx, campaign.id);
    expect(end["unknown"]).toBe(0);
    await sweepCampaigns(quiet(ctx));
    expect((await reload(ctx, campaign.id)).status).toBe("completed");
  });

  test("objects that die while messages wait for their slots leave nobody out and nobody claimed", async ({
    expect,
  }) => {
    const sender = await aSender();
    const { ctx } = sender;
    await people(ctx, 24);
    const campaign = await aPlannedCampaign(sender);
    const chunks = chunksOf(ctx, campaign, 12);
    // The number rests for longer than the test.
    await ctx.session.slowDown(sender.numberId, 60_000);
    const running = deliver([chunks]);
    await scheduler.wait(500);
    expect((await accounts(ctx, campaign.id)).counts).toMatchObject({ queued: 24, sending: 0 });
    await abortAllDurableObjects();
    await running;
    const { sandbox } = await rebound(sender);
    expect((await sandbox.ledgerSummary({})).posts).toBe(0);
    const { counts, addsUp } = await accounts(ctx, campaign.id);
    expect([counts["queued"], addsUp]).toEqual([24, true]);

    await skipWaiting(ctx);
    await deliver([chunks]);
    expect(await sandbox.ledgerSummary({})).toMatchObject({ posts: 24, max_per_recipient: 1 });
    expect((await accounts(ctx, campaign.id)).addsUp).toBe(true);
  });

  test("objects that die between POST and record: the row is unknown, and Meta's status resolves it", async ({
    expect,
  }) => {
    const sender = await aSender();
    const { ctx } = sender;
    await people(ctx, 1);
    const campaign = await aPlannedCampaign(sender);
    const chunks = chunksOf(ctx, campaign);
    // The answer to the POST takes longer than the objects live: the sandbox has accepted it, nobody records it.
    const rules = [{ match: {}, fault: "delay" as const, delay_ms: 25_000 }];
    await ctx.sandbox.setFaults({ rules });
    const running = deliver([chunks]);
    await until(async () => (await ctx.sandbox.ledgerSummary({})).posts === 1);
    await abortAllDurableObjects();
    const wrong = await watching(ctx, campaign.id, () => running);
    expect(wrong).toEqual([]);
    expect(await eventTypes(ctx)).toContain("message.unknown");

    await deliver([chunks, chunks]);
    const { sandbox } = await rebound(sender);
    expect(await sandbox.ledgerSummary({})).toMatchObject({ posts: 1, max_per_recipient: 1 });
    const end = await until(async () => {
      const { counts } = await accounts(ctx, campaign.id);
      return counts["read"] === 1 && counts;
    });
    expect(end["unknown"]).toBe(0);
  });

  test("a lost response is unknown until the status comes, and is never posted again", async ({
    expect,
  }) => {
    const sender = await aSender();
    const { ctx } = sender;
    await people(ctx, 12, (i) => (i < 3 ? { phone: `+551${i + 1}987656002` } : {}));
    const campaign = await aPlannedCampaign(sender);
    const chunks = chunksOf(ctx, campaign, 6);
    const wrong = await watching(ctx, campaign.id, async () => {
      await deliver([chunks, chunks]);
      await deliver([chunks]);
    });
    expect(wrong).toEqual([]);
    const unknown = (await eventTypes(ctx)).filter((type) => type === "message.unknown");
    expect(unknown).toHaveLength(3);
    const end = await until(async () => {
      const { counts } = await accounts(ctx, campaign.id);
      return counts["read"] === 12 && counts;
    });
    expect(end["unknown"]).toBe(0);
    expect(await ctx.sandbox.ledgerSummary({})).toMatchObject({ posts: 12, max_per_recipient: 1 });
  });

  test("a STOP between plan and claim is honoured", async ({ expect }) => {
    const sender = await aSender();
    const { ctx } = sender;
    const [first] = await people(ctx, 6);
    await exec(
      ctx,
      "INSERT INTO identities (value, kind, contact_id, created_at) SELECT substr(phone, 2), 'phone', id, 1 FROM contacts ORDER BY id LIMIT 1",
    );
    const campaign = await aPlannedCampaign(sender);
    await ctx.sandbox.inbound({
      phone_number_id: sender.phoneNumberId,
      from: "+34601000000",
      type: "text",
      object: { body: "Stop!" },
    });
    await until(async () => {
      const contacts = await ctx.db.query.contacts.findMany();
      return contacts.some(({ id, marketing }) => id === first && marketing === "withdrawn");
    });
    await deliver([chunksOf(ctx, campaign, 6)]);
    const { skippedByReason, addsUp } = await accounts(ctx, campaign.id);
    expect([skippedByReason, addsUp]).toEqual([{ consent_withdrawn: 1 }, true]);
    const ledger = await ctx.sandbox.ledger({ limit: 100 });
    expect(ledger.map(({ to }) => to)).not.toContain("34601000000");
    expect(ledger).toHaveLength(5);
  });
});

describe("a campaign on the real queue", { timeout: 60_000 }, () => {
  test("pauses, resumes, and ends with everybody reached once", async ({ expect }) => {
    const sender = await aSender({ throughputMps: 20 });
    const { ctx } = sender;
    await people(ctx, 100);
    const { id } = await aDraft(sender);
    await call(sender, `POST /campaigns/${id}/launch`, undefined, { "idempotency-key": "k" });
    const posts = async () => (await ctx.sandbox.ledgerSummary({})).posts;
    await until(async () => (await posts()) > 10);

    expect((await call(sender, `POST /campaigns/${id}/pause`)).status).toBe(200);
    const paused = await until(async () => {
      const account = await accounts(ctx, id);
      return account.counts["sending"] === 0 && account;
    });
    expect(paused.addsUp).toBe(true);
    const after = await posts();
    expect(after).toBeLessThan(100);
    // Whoever still comes for a part of it posts nothing.
    await deliver([chunksOf(ctx, await reload(ctx, id))]);
    expect(await posts()).toBe(after);

    expect((await call(sender, `POST /campaigns/${id}/resume`)).status).toBe(200);
    const wrong = await watching(ctx, id, async () => {
      await until(async () => (await reload(ctx, id)).status === "completed");
    });
    expect(wrong).toEqual([]);
    expect(await ctx.sandbox.ledgerSummary({})).toMatchObject({
      accepted: 100,
      max_per_recipient: 1,
    });
  });

  test("reaches everybody once, and completes by itself", async ({ expect }) => {
    const sender = await aSender({ throughputMps: 40 });
    const { ctx } = sender;
    await people(ctx, 120);
    const { id } = await aDraft(sender);
    await call(sender, `POST /campaigns/${id}/launch`, undefined, { "idempotency-key": "k" });
    await until(async () => (await reload(ctx, id)).status === "completed");
    expect(await ctx.sandbox.ledgerSummary({})).toMatchObject({
      accepted: 120,
      max_per_recipient: 1,
    });
  });
});
