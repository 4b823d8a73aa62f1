import { eq } from "drizzle-orm";
import { describe, test } from "vitest";

import { messages } from "#db/tenant/schema";
import { runChunk, sweepCampaigns } from "#features/campaigns/index";
import { cancelCampaign, pauseCampaign, resumeCampaign } from "#features/campaigns/steer-campaign";

import { call } from "../../fixtures/call.ts";
import {
  adding,
  aPlannedCampaign,
  aSender,
  chunksOf,
  exec,
  people,
  quiet,
  reload,
  runAll,
} from "../../fixtures/campaign.ts";
import { idsOf, refused, takes, withMeta } from "../../fixtures/meta.ts";

describe("steering", () => {
  test("a paused campaign sends nothing, and goes on where it stopped", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 30);
    const campaign = await aPlannedCampaign(sender);
    const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
    await pauseCampaign(ctx, campaign.id);
    await runAll(ctx, campaign);
    expect(posts).toEqual([]);
    await resumeCampaign(ctx, campaign.id);
    await runAll(ctx, campaign);
    expect(new Set(idsOf(posts)).size).toBe(30);
    expect(posts).toHaveLength(30);
  });

  test("of a cancelled campaign whoever waited is skipped", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 30);
    const campaign = await aPlannedCampaign(sender);
    const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
    const [first] = chunksOf(ctx, campaign, 12);
    if (first !== undefined) await runChunk(ctx, first);
    await cancelCampaign(ctx, campaign.id);
    await runAll(ctx, campaign);
    expect(posts).toHaveLength(12);
    const { row, counts, addsUp } = await adding(ctx, campaign.id);
    expect(row.status).toBe("cancelled");
    expect(row.skippedByReason).toEqual({ campaign_cancelled: 18 });
    expect([counts["accepted"], counts["skipped"], addsUp]).toEqual([12, 18, true]);
  });

  test("answers invalid_state when the campaign is elsewhere, and tells who did what", async ({
    expect,
  }) => {
    const sender = await aSender();
    await people(sender.ctx, 3);
    const campaign = await aPlannedCampaign(sender, { pace_mps: 1 });
    const post = (verb: string) => call(sender, `POST /campaigns/${campaign.id}/${verb}`);
    expect(await post("resume")).toMatchObject({ status: 409, body: { code: "invalid_state" } });
    expect(await post("pause")).toMatchObject({
      status: 200,
      body: { status: "paused", pause_reason: "requested" },
    });
    expect((await post("pause")).status).toBe(409);
    expect(await post("cancel")).toMatchObject({ status: 200, body: { status: "cancelled" } });
    expect((await post("cancel")).status).toBe(409);
    const audit = await sender.ctx.db.query.auditLogs.findMany();
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["campaign.create", "campaign.launch", "campaign.pause"]),
    );
  });

  test("a template or a number that stopped pauses the campaign", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 3);
    const campaign = await aPlannedCampaign(sender);
    const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
    await exec(ctx, "UPDATE templates SET status = 'paused'");
    await runAll(ctx, campaign);
    expect(await reload(ctx, campaign.id)).toMatchObject({
      status: "paused",
      pauseReason: "template_paused",
    });
    expect(posts).toEqual([]);
  });
});

describe("reading", () => {
  test("progress and recipients agree with what happened", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 20, (i) => ({ marketing: i < 5 ? "unknown" : "granted" }));
    const campaign = await aPlannedCampaign(sender);
    const { ctx } = withMeta(quiet(sender.ctx), (body, nth) =>
      nth <= 3 ? refused(131026) : takes(body),
    );
    await runAll(ctx, campaign);
    const progress = await call(sender, `GET /campaigns/${campaign.id}/progress`);
    expect(progress.body).toMatchObject({
      planned: 20,
      counts: { accepted: 12, failed: 3, skipped: 5, queued: 0 },
      reached: { accepted: 12, sent: 0 },
      skipped_by_reason: { no_consent: 5, duplicate: 0 },
    });
    const recipients = async (query: string) =>
      (await call(sender, `GET /campaigns/${campaign.id}/recipients?${query}`)).body[
        "data"
      ] as Record<string, unknown>[];
    expect(await recipients("limit=100")).toHaveLength(20);
    expect(await recipients("status=failed")).toHaveLength(3);
    expect(await recipients("code=131026")).toHaveLength(3);
    expect(await recipients("code=no_consent")).toHaveLength(5);
    expect(await recipients("status=read")).toEqual([]);
    const [failed] = await recipients("status=failed");
    expect(failed).toMatchObject({
      campaign_id: campaign.id,
      error: { meta_code: 131026 },
    });
    const noReason = { code: null, title: "Unknown error", detail: null };
    const unnamed = ctx.db.update(messages).set({ error: noReason });
    await unnamed.where(eq(messages.state, "failed"));
    expect(await recipients("code=meta_unknown")).toHaveLength(3);
  });

  test("recipients page without gaps or repeats", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 12, (i) => ({ marketing: i % 3 === 0 ? "unknown" : "granted" }));
    const campaign = await aPlannedCampaign(sender);
    const seen: string[] = [];
    let path = `/campaigns/${campaign.id}/recipients?status=queued&limit=3`;
    for (let page = 0; page < 5; page++) {
      const { body } = await call(sender, `GET ${path}`);
      seen.push(...(body["data"] as { id: string }[]).map(({ id }) => id));
      if (body["has_more"] !== true) break;
      path = `/campaigns/${campaign.id}/recipients?status=queued&limit=3&after=${String(body["next_cursor"])}`;
    }
    expect(new Set(seen).size).toBe(8);
    expect(seen).toHaveLength(8);
  });
});

describe("the sweep", () => {
  test("skips what came back to a cancelled campaign, and settles lost claims", async ({
    expect,
  }) => {
    const sender = await aSender();
    await people(sender.ctx, 3);
    const campaign = await aPlannedCampaign(sender);
    const ctx = quiet(sender.ctx);
    await cancelCampaign(ctx, campaign.id);
    const rows = await ctx.db.query.messages.findMany();
    await exec(
      ctx,
      "UPDATE messages SET state = 'queued', skip_reason = NULL WHERE id = ?1",
      rows[0]?.id ?? "",
    );
    await exec(
      ctx,
      "UPDATE messages SET state = 'sending', skip_reason = NULL, claimed_at = 1, claim = 'x' WHERE id = ?1",
      rows[1]?.id ?? "",
    );
    await exec(
      ctx,
      `UPDATE campaigns SET n_queued = 1, n_sending = 1, n_skipped = 1, skipped_by_reason = '{"campaign_cancelled":1}'`,
    );
    await sweepCampaigns(ctx);
    const { counts, addsUp } = await adding(ctx, campaign.id);
    expect([counts["skipped"], counts["unknown"], addsUp]).toEqual([2, 1, true]);
  });

  test("rings for a plan whose job was lost", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 3);
    const campaign = await aPlannedCampaign(sender);
    await exec(sender.ctx, "UPDATE campaigns SET status = 'planning'");
    const rung: string[] = [];
    await sweepCampaigns({
      ...quiet(sender.ctx),
      enqueue: (job) => Promise.resolve(void rung.push(job.kind)),
    });
    expect(rung).toEqual(["campaign.plan"]);
    expect((await reload(sender.ctx, campaign.id)).planned).toBe(3);
  });
});
