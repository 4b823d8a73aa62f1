import { test } from "vitest";

import type { SenderFixture } from "../../fixtures/campaign.ts";
import {
  adding,
  aPlannedCampaign,
  aSender,
  exec,
  people,
  quiet,
  reload,
  runAll,
} from "../../fixtures/campaign.ts";
import { eventTypes } from "../../fixtures/events.ts";
import { idsOf, takes, withMeta } from "../../fixtures/meta.ts";
import { deliverAndDrain, envelope } from "../../fixtures/webhooks/meta-webhook.ts";

/** Meta moves the sender's template to another category. */
async function moved({ ctx }: SenderFixture, category: "MARKETING" | "UTILITY"): Promise<void> {
  const template = await ctx.db.query.templates.findFirst();
  await deliverAndDrain(
    ctx,
    envelope(template?.wabaId ?? "", {
      field: "template_category_update",
      value: {
        message_template_id: Number(template?.metaTemplateId),
        message_template_name: template?.name,
        message_template_language: template?.language,
        previous_category: template?.category,
        new_category: category,
      },
    }),
  );
}

test("a template that becomes marketing pauses its campaigns; who goes on reaches those who granted it", async ({
  expect,
}) => {
  const sender = await aSender({ category: "UTILITY" });
  await people(sender.ctx, 12, (i) => ({ marketing: i < 4 ? "granted" : "unknown" }));
  const campaign = await aPlannedCampaign(sender);
  await moved(sender, "MARKETING");
  const paused = await reload(sender.ctx, campaign.id);
  expect([paused.status, paused.pauseReason]).toEqual(["paused", "template_category_changed"]);
  expect(await eventTypes(sender.ctx)).toEqual(
    expect.arrayContaining(["template.category_changed", "campaign.paused"]),
  );

  const { ctx, posts } = withMeta(quiet(sender.ctx), takes);
  await runAll(ctx, campaign);
  expect(posts).toEqual([]);

  await exec(ctx, "UPDATE campaigns SET status = 'running', pause_reason = NULL");
  await runAll(ctx, campaign);
  expect(new Set(idsOf(posts)).size).toBe(4);
  const { row, counts, addsUp } = await adding(ctx, campaign.id);
  expect([counts["accepted"], row.skippedByReason, addsUp]).toEqual([4, { no_consent: 8 }, true]);
});

test.for([
  ["MARKETING", "MARKETING"],
  ["MARKETING", "UTILITY"],
] as const)(
  "a template that was %s and is told to be %s stops nothing",
  async ([was, is], { expect }) => {
    const sender = await aSender({ category: was });
    await people(sender.ctx, 2);
    const campaign = await aPlannedCampaign(sender);
    await moved(sender, is);
    expect((await reload(sender.ctx, campaign.id)).status).toBe("running");
  },
);
