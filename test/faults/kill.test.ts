import { describe, test } from "vitest";

import { planCampaign, runChunk } from "#features/campaigns/index";
import { launchCampaign } from "#features/campaigns/launch-campaign";
import type { TenantContext } from "#platform/context";

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
import { deaths, mortal } from "./mortal.ts";

/** How often the most posted message of a campaign was posted. */
async function mostPosts(ctx: TenantContext, prefix: string): Promise<number> {
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
    const seen = [];
    for (const death of deaths(16)) {
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
      seen.push({
        death,
        addedUp: dead.addsUp && end.addsUp,
        open: (end.counts["queued"] ?? 0) + (end.counts["sending"] ?? 0),
        most,
        reachedEnd: victim.calls() < death.atCall,
      });
    }
    expect(seen.filter(({ addedUp, open, most }) => !addedUp || open > 0 || most > 1)).toEqual([]);
    // The list of steps is long enough to have outlived the run.
    expect(seen.at(-1)?.reachedEnd).toBe(true);
  });

  test("of planning has planned nobody twice, and the next planner ends it", async ({ expect }) => {
    const sender = await aSender();
    const { ctx } = sender;
    await people(ctx, 5);
    const wrong = [];
    for (const death of deaths(8)) {
      const { id } = await aDraft(sender);
      await launchCampaign(quiet(ctx), id);
      await planCampaign(mortal(ctx, death).ctx, id, 2).catch(() => undefined);
      const dead = await accounts(ctx, id);
      await planCampaign(quiet(ctx), id, 2);
      const end = await accounts(ctx, id);
      const { status } = await reload(ctx, id);
      if (!dead.addsUp || !end.addsUp || end.planned !== 5 || status !== "running")
        wrong.push({ death, dead, end, status });
    }
    expect(wrong).toEqual([]);
  });
});
