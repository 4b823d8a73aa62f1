import { describe, test } from "vitest";

import { campaigns, messages, numbers } from "#db/tenant/schema";
import { sendOutbox } from "#features/messages/index";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call";
import { aPlannedCampaign, aSender, people, quiet, unhurried } from "../../fixtures/campaign";
import { accepted, refused, withMeta } from "../../fixtures/meta";

/** A workspace with one queued message of no campaign, and how the API shows it. */
async function queued() {
  const sender = await aSender();
  const [contactId = newId("contact")] = await people(sender.ctx, 1);
  const id = newId("message");
  await sender.ctx.db.insert(messages).values({
    id,
    direction: "outbound",
    numberId: sender.numberId,
    contactId,
    type: "text",
    content: { body: "hello" },
    state: "queued",
    attempts: 0,
    createdAt: 1,
    queuedAt: 1,
  });
  const show = async () => (await call(sender, `GET /messages/${id}`)).body;
  return { sender, show };
}

describe("a queued message", () => {
  test("that merely waits for its turn says nothing", async ({ expect }) => {
    const { show } = await queued();
    expect(await show()).toMatchObject({ status: "queued", waiting: null });
  });

  test("that Meta refused for now says for what, and when it is tried again", async ({
    expect,
  }) => {
    const { sender, show } = await queued();
    const nowMs = Date.now();
    const at = { ...unhurried(sender.ctx), nowMs: () => nowMs };
    await sendOutbox(withMeta(at, () => refused(134101)).ctx);
    const { status, waiting, error } = await show();
    expect([status, error]).toEqual(["queued", null]);
    expect(waiting).toEqual({
      code: "meta_134101",
      remedy_code: "template_being_prepared",
      next_attempt_at: new Date(nowMs + 600_000).toISOString(),
    });
    await sender.ctx.db.update(messages).set({ dueAt: 0 });
    await sendOutbox(withMeta(at, () => accepted("wamid.1")).ctx);
    expect(await show()).toMatchObject({ status: "accepted", waiting: null });
  });

  test.for(["paused", "restricted", "needs_reauth"] as const)(
    "of a number that is %s says that somebody has to do something",
    async (status, { expect }) => {
      const { sender, show } = await queued();
      await sender.ctx.db.update(numbers).set({ status });
      expect((await show())["waiting"]).toEqual({
        code: `number_${status}`,
        remedy_code: null,
        next_attempt_at: null,
      });
    },
  );

  test("of a paused campaign says so", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 2);
    const { id } = await aPlannedCampaign({ ...sender, ctx: quiet(sender.ctx) });
    await sender.ctx.db.update(campaigns).set({ status: "paused" });
    const { body } = await call(sender, `GET /campaigns/${id}/recipients`);
    expect(body.data?.map(({ waiting }) => waiting)).toMatchObject([
      { code: "campaign_paused" },
      { code: "campaign_paused" },
    ]);
  });
});
