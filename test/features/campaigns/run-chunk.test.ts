import { describe, test } from "vitest";

import { sweepCampaigns } from "#features/campaigns/index";

import {
  adding,
  aPlannedCampaign,
  aSender,
  exec,
  people,
  quiet,
  reload,
  runAll,
  unhurried,
} from "../../fixtures/campaign.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { idsOf, refused, takes, withMeta } from "../../fixtures/meta.ts";
import { rowsWritten } from "../../fixtures/rows-written.ts";
import { atOneInstant } from "../../fixtures/time.ts";

describe("sending a campaign", () => {
  test("posts every queued row once, with its frozen variables, and completes", async ({
    expect,
  }) => {
    const sender = await aSender({ variables: 1 });
    await people(sender.ctx, 60, (i) => ({ name: `Person ${i}`, suppressed: i === 7 }));
    const campaign = await aPlannedCampaign(sender, { variables: { "body.1": { field: "name" } } });
    const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
    await runAll(ctx, campaign);

    expect(new Set(idsOf(posts)).size).toBe(59);
    expect(posts).toHaveLength(59);
    expect(posts.map((post) => JSON.stringify(post["template"])).toSorted()[0]).toBe(
      JSON.stringify({
        name: "spring",
        language: { code: "en_US" },
        components: [{ type: "body", parameters: [{ type: "text", text: "Person 0" }] }],
      }),
    );
    const { counts, addsUp } = await adding(ctx, campaign.id);
    expect([counts["accepted"], counts["skipped"], addsUp]).toEqual([59, 1, true]);
    await sweepCampaigns(ctx);
    expect((await reload(ctx, campaign.id)).status).toBe("completed");
    expect((await eventTypes(ctx)).filter((type) => type.startsWith("campaign."))).toEqual([
      "campaign.started",
      "campaign.completed",
    ]);
  });

  test("asks again, at the claim, whether the person may still be written to", async ({
    expect,
  }) => {
    const sender = await aSender();
    const [stopped, blocked] = await people(sender.ctx, 10);
    const campaign = await aPlannedCampaign(sender);
    await exec(
      sender.ctx,
      "UPDATE contacts SET marketing = 'withdrawn', marketing_by_person = 1 WHERE id = ?1",
      stopped ?? "",
    );
    await exec(sender.ctx, "UPDATE contacts SET blocked = 1 WHERE id = ?1", blocked ?? "");
    const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
    await runAll(ctx, campaign);
    expect(posts).toHaveLength(8);
    const { row, addsUp } = await adding(ctx, campaign.id);
    expect(row.skippedByReason).toEqual({ consent_withdrawn: 1, blocked: 1 });
    expect(addsUp).toBe(true);
  });

  test("writes no more rows than the budget from the plan to the acceptance", async ({
    expect,
  }) => {
    const sender = await aSender();
    await people(sender.ctx, 96, (i) => ({ waId: `3460${String(1_000_000 + i)}` }));
    await exec(sender.ctx, "UPDATE contacts SET wa_id = substr(phone, 2)");
    const campaign = await aPlannedCampaign(sender);
    const { ctx } = withMeta(unhurried(sender.ctx), takes);
    const written = await atOneInstant(() => rowsWritten(ctx, (on) => runAll(on, campaign)));
    // Claim 1, acceptance 3 (row, thread, wamid), and the campaign's row twice for each block of six.
    expect(written / 96).toBeGreaterThan(4);
    expect(written / 96).toBeLessThanOrEqual(4 + 2 / 6 + 0.05);
  });

  test("a row that came back from a crash is never posted again", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 12);
    const campaign = await aPlannedCampaign(sender);
    const long = Date.now() - 61_000;
    const [lost, held] = (await sender.ctx.db.query.messages.findMany()).map(({ id }) => id);
    for (const [id, at] of [
      [lost, long],
      [held, Date.now()],
    ] as const)
      await exec(
        sender.ctx,
        "UPDATE messages SET state = 'sending', claim = 'gone', claimed_at = ?2 WHERE id = ?1",
        id ?? "",
        at,
      );
    await exec(sender.ctx, "UPDATE campaigns SET n_queued = n_queued - 2, n_sending = 2");
    const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
    await runAll(ctx, campaign);
    expect(idsOf(posts)).toHaveLength(10);
    expect(idsOf(posts)).not.toContain(lost);
    expect(idsOf(posts)).not.toContain(held);
    const { counts, addsUp } = await adding(ctx, campaign.id);
    expect(counts).toMatchObject({ accepted: 10, unknown: 1, sending: 1 });
    expect(addsUp).toBe(true);
  });
});

describe("refusals", () => {
  test("for the rate go back to the queue and are sent later, once", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 6);
    const campaign = await aPlannedCampaign(sender);
    const { ctx, posts } = withMeta(quiet(sender.ctx), (body, nth) =>
      nth === 2 ? refused(130429, 429) : takes(body),
    );
    await runAll(ctx, campaign);
    expect((await adding(ctx, campaign.id)).counts).toMatchObject({ accepted: 5, queued: 1 });
    await exec(ctx, "UPDATE messages SET due_at = 0 WHERE state = 'queued'");
    await runAll(ctx, campaign);
    expect(posts).toHaveLength(7);
    const { counts, addsUp } = await adding(ctx, campaign.id);
    expect([counts["accepted"], addsUp]).toEqual([6, true]);
  });

  test("that would hit everybody pause the campaign, and nobody is burnt", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 40);
    const campaign = await aPlannedCampaign(sender);
    const { ctx, posts } = withMeta(quiet(sender.ctx), () => refused(131042));
    await runAll(ctx, campaign);
    const { row, counts, addsUp } = await adding(ctx, campaign.id);
    expect([row.status, row.pauseReason]).toEqual(["paused", "meta_131042"]);
    expect(posts.length).toBeLessThanOrEqual(6);
    expect(counts["queued"]).toBe(40 - posts.length);
    expect(addsUp).toBe(true);
    expect(await eventTypes(ctx)).toContain("campaign.paused");
  });

  test.for([
    ["of the parameters", "meta_132000", () => refused(132000)],
    ["of the way it is sent", "meta_131063", () => refused(131063)],
    ["without a word of Meta's", "meta_404", () => new Response("<html>", { status: 404 })],
  ] as const)("%s pause after twenty-five alike", async ([, reason, answer], { expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 48);
    const campaign = await aPlannedCampaign(sender);
    const { ctx, posts } = withMeta(quiet(sender.ctx), answer);
    await runAll(ctx, campaign);
    const { row, counts, addsUp } = await adding(ctx, campaign.id);
    expect([row.status, row.pauseReason]).toEqual(["paused", reason]);
    // The twenty-fifth may stand anywhere in a block of six.
    expect(posts.length).toBeGreaterThanOrEqual(25);
    expect(posts.length).toBeLessThanOrEqual(30);
    expect(counts).toMatchObject({ failed: posts.length, queued: 48 - posts.length });
    expect(addsUp).toBe(true);
  });

  test("of the parameters do not pause while others succeed", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 48);
    const campaign = await aPlannedCampaign(sender);
    const { ctx } = withMeta(quiet(sender.ctx), (body, nth) =>
      nth % 6 === 0 ? takes(body) : refused(132000),
    );
    await runAll(ctx, campaign);
    const { row, counts } = await adding(ctx, campaign.id);
    expect([row.status, counts["accepted"], counts["failed"]]).toEqual(["running", 8, 40]);
  });
});
