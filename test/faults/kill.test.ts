import { describe, test } from "vitest";

import { planCampaign, runChunk } from "#features/campaigns/index";
import { launchCampaign } from "#features/campaigns/launch-campaign";
import type { ScopedContext } from "#platform/context";

import {
  accounts,
  aDraft,
  aPlannedCampaign,
  aSender,
  chunksOf,
  people,
  quiet,
  reload,
} from "../fixtures/campaign.ts";
import { mortal, type Death } from "./mortal.ts";

/** A run makes fewer calls than this, also one that asks for its slots again and again. */
const CALLS_MAX = 200;

/**
 * Let a run die at its first call, before and after its effect, then at its second, and so on until one outlives its death.
 *
 * @param run Answers how many calls the dead one had made.
 */
async function everyDeath(run: (death: Death) => Promise<number>): Promise<void> {
  for (let atCall = 1; atCall < CALLS_MAX; atCall++)
    for (const afterEffect of [false, true])
      if ((await run({ atCall, afterEffect })) < atCall) return;
  throw new Error("no run came to its end");
}

/** How often the most posted message of a campaign was posted. */
async function mostPosts(ctx: ScopedContext, prefix: string): Promise<number> {
  const posts = new Map<string, number>();
  for (const { biz_opaque_callback_data: id } of await ctx.sandbox.ledger({ limit: 500 }))
    if (id?.startsWith(prefix)) posts.set(id, (posts.get(id) ?? 0) + 1);
  return Math.max(0, ...posts.values());
}

describe("whoever dies at any step", { timeout: 120_000 }, () => {
  test("of sending a chunk has messaged nobody twice and left nothing unaccounted for", async ({
    expect,
  }) => {
    const sender = await aSender();
    const { ctx } = sender;
    await people(ctx, 3);
    const wrong: object[] = [];
    await everyDeath(async (death) => {
      const campaign = await aPlannedCampaign(sender);
      const [chunk] = chunksOf(ctx, campaign);
      if (chunk === undefined) throw new Error("a campaign has a chunk");
      const victim = mortal(ctx, death);
      await runChunk(victim.ctx, chunk).catch(() => undefined);
      const dead = await accounts(ctx, campaign.id);

      // A later run finds what the dead one left: its claims are too old by then.
      const aged = "UPDATE messages SET claimed_at = 1 WHERE state = 'sending'";
      await ctx.db.$client.prepare(aged).run();
      await runChunk(quiet(ctx), chunk);
      const end = await accounts(ctx, campaign.id);
      const most = await mostPosts(ctx, campaign.messagePrefix ?? "-");
      const open = (end.counts["queued"] ?? 0) + (end.counts["sending"] ?? 0);
      if (!dead.addsUp || !end.addsUp || open > 0 || most > 1)
        wrong.push({ death, dead, end, most });
      return victim.calls();
    });
    expect(wrong).toEqual([]);
  });

  test("of sending a long chunk takes at most one block along", async ({ expect }) => {
    const sender = await aSender();
    const { ctx } = sender;
    await people(ctx, 18);
    const taken: number[] = [];
    for (let atCall = 4; atCall < 40; atCall += 3) {
      const campaign = await aPlannedCampaign(sender);
      const [chunk] = chunksOf(ctx, campaign);
      if (chunk === undefined) throw new Error("a campaign has a chunk");
      const victim = mortal(ctx, { atCall, afterEffect: atCall % 2 === 0 });
      await runChunk(victim.ctx, chunk).catch(() => undefined);
      taken.push((await accounts(ctx, campaign.id)).counts["sending"] ?? 0);
    }
    expect(Math.max(...taken)).toBeGreaterThan(0);
    expect(Math.max(...taken)).toBeLessThanOrEqual(6);
  });

  test("of planning has planned nobody twice, and the next planner ends it", async ({ expect }) => {
    const sender = await aSender();
    const { ctx } = sender;
    await people(ctx, 3);
    const wrong: object[] = [];
    await everyDeath(async (death) => {
      const { id } = await aDraft(sender);
      await launchCampaign(quiet(ctx), id);
      const victim = mortal(ctx, death);
      await planCampaign(victim.ctx, id, 2).catch(() => undefined);
      const dead = await accounts(ctx, id);
      await planCampaign(quiet(ctx), id, 2);
      const end = await accounts(ctx, id);
      const { status } = await reload(ctx, id);
      if (!dead.addsUp || !end.addsUp || end.planned !== 3 || status !== "running")
        wrong.push({ death, dead, end, status });
      return victim.calls();
    });
    expect(wrong).toEqual([]);
  });
});
