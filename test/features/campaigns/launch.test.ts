import { describe, test } from "vitest";

import { messageIdAt } from "#core/campaign/recipient-ids";
import { planCampaign } from "#features/campaigns/index";
import { launchCampaign } from "#features/campaigns/launch-campaign";

import { call } from "../../fixtures/call.ts";
import {
  accounts,
  aDraft,
  aPlannedCampaign,
  aSender,
  people,
  quiet,
  reload,
} from "../../fixtures/campaign.ts";
import { rowsWritten } from "../../fixtures/rows-written.ts";

const launch = (sender: Awaited<ReturnType<typeof aSender>>, id: string, key = "k") =>
  call(sender, `POST /campaigns/${id}/launch`, undefined, { "idempotency-key": key });

/** One of each kind of person, then people without a fault. */
const mixed = (i: number) =>
  [
    { marketing: "unknown" as const },
    { marketing: "withdrawn" as const },
    { suppressed: true },
    { blocked: true },
    { phone: null },
    { name: null },
    { name: " \n " },
  ][i] ?? { name: `Person ${i}` };

describe("the audience", () => {
  test("is counted with reasons, and planned exactly as it was counted", async ({ expect }) => {
    const sender = await aSender({ variables: 1 });
    await people(sender.ctx, 20, mixed);
    const draft = await aDraft(sender, { variables: { "body.1": { field: "name" } } });

    const preview = await call(sender, `POST /campaigns/${draft.id}/audience-preview`);
    expect(preview.body).toEqual({
      matched: 20,
      eligible: 13,
      skipped: {
        no_consent: 2,
        marketing_held: 0,
        suppressed: 1,
        duplicate: 0,
        no_identity: 1,
        us_marketing: 0,
        frequency_cap: 0,
        missing_variable: 2,
        window: 0,
        undeliverable: 0,
        blocked: 1,
      },
      no_consent: { not_asked: 1, withdrawn: 1 },
    });

    await launchCampaign(quiet(sender.ctx), draft.id);
    await planCampaign(quiet(sender.ctx), draft.id, 7);
    const { planned, recount, addsUp, skippedByReason } = await accounts(sender.ctx, draft.id);
    expect([planned, recount["skipped"], addsUp]).toEqual([20, 7, true]);
    expect(skippedByReason).toEqual({
      no_consent: 1,
      consent_withdrawn: 1,
      suppressed: 1,
      no_identity: 1,
      missing_variable: 2,
      blocked: 1,
    });
  });

  test("of a utility template needs no grant", async ({ expect }) => {
    const sender = await aSender({ category: "UTILITY" });
    await people(sender.ctx, 7, mixed);
    const draft = await aDraft(sender);
    const preview = await call(sender, `POST /campaigns/${draft.id}/audience-preview`);
    expect(preview.body).toMatchObject({ matched: 7, eligible: 4, skipped: { no_consent: 0 } });
  });

  test("of a list keeps its order and skips whoever is named again", async ({ expect }) => {
    const sender = await aSender();
    const [a, b] = await people(sender.ctx, 3, (i) => ({ externalId: `e${i}` }));
    const draft = await aDraft(sender, { audience: { contacts: [b, a, "ext:e1", "ext:e0", b] } });
    expect(draft.audience).toEqual({ contacts_count: 5 });
    const preview = await call(sender, `POST /campaigns/${draft.id}/audience-preview`);
    expect(preview.body).toMatchObject({ matched: 5, eligible: 2, skipped: { duplicate: 3 } });

    await launchCampaign(quiet(sender.ctx), draft.id);
    await planCampaign(quiet(sender.ctx), draft.id);
    const rows = await sender.ctx.db.query.messages.findMany();
    expect(rows.map((row) => [row.contactId, row.skipReason])).toEqual([
      [b, null],
      [a, null],
      [b, "duplicate"],
      [a, "duplicate"],
      [b, "duplicate"],
    ]);
  });

  test("by filter means only whom it matches", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 6, (i) => ({ marketing: i < 2 ? "unknown" : "granted" }));
    const filter = { field: "consent.marketing", op: "eq", value: "granted" };
    const draft = await aDraft(sender, { audience: { filter } });
    expect(draft.audience).toEqual({ filter });
    const preview = await call(sender, `POST /campaigns/${draft.id}/audience-preview`);
    expect(preview.body).toMatchObject({ matched: 4, eligible: 4 });
  });
});

describe("launching", () => {
  test("needs a key, happens once, and replays its first answer", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 3);
    const { id } = await aDraft(sender);
    expect(await call(sender, `POST /campaigns/${id}/launch`)).toMatchObject({
      status: 400,
      body: { code: "idempotency_key_required" },
    });
    const first = await launch(sender, id);
    expect(first).toMatchObject({ status: 202, body: { status: "planning" } });
    const again = await launch(sender, id);
    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await launch(sender, id, "other")).toMatchObject({
      status: 409,
      body: { code: "invalid_state" },
    });
  });

  test("two at once make one launch", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 3);
    const { id } = await aDraft(sender);
    const answers = await Promise.all(["a", "b", "c"].map((key) => launch(sender, id, key)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409]);
    const audit = await sender.ctx.db.query.auditLogs.findMany();
    expect(audit.filter(({ action }) => action === "campaign.launch")).toHaveLength(1);
  });

  test("refuses an audience that nobody is left of, and a template that is not approved", async ({
    expect,
  }) => {
    const sender = await aSender();
    await people(sender.ctx, 3, () => ({ marketing: "withdrawn" }));
    const { id } = await aDraft(sender);
    expect(await launch(sender, id)).toMatchObject({
      status: 422,
      body: { code: "empty_audience" },
    });
    await sender.ctx.db.$client.prepare("UPDATE templates SET status = 'paused'").run();
    expect(await launch(sender, id)).toMatchObject({
      status: 422,
      body: { code: "template_not_sendable" },
    });
    expect((await reload(sender.ctx, id)).status).toBe("draft");
  });

  test("refuses a number that cannot send", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 1);
    const { id } = await aDraft(sender);
    for (const [status, code] of [
      ["paused", "number_paused"],
      ["needs_reauth", "number_needs_reauth"],
    ]) {
      await sender.ctx.db.$client.prepare("UPDATE numbers SET status = ?1").bind(status).run();
      expect(await launch(sender, id)).toMatchObject({ status: 409, body: { code } });
    }
  });
});

describe("planning", () => {
  test("by many planners at once plans everybody once, in the order of their ids", async ({
    expect,
  }) => {
    const sender = await aSender();
    const ids = await people(sender.ctx, 50);
    const draft = await aDraft(sender);
    await launchCampaign(quiet(sender.ctx), draft.id);
    await Promise.all([1, 2, 3, 4].map(() => planCampaign(quiet(sender.ctx), draft.id, 8)));
    const row = await reload(sender.ctx, draft.id);
    const rows = await sender.ctx.db.query.messages.findMany();
    expect(row.planned).toBe(50);
    expect(rows.map(({ contactId }) => contactId)).toEqual(ids);
    expect(rows.map(({ id }) => id)).toEqual(
      ids.map((_, i) => messageIdAt(row.messagePrefix ?? "", i)),
    );
    const events = await sender.ctx.db.query.events.findMany();
    expect(events.filter(({ body }) => body.includes("campaign.started"))).toHaveLength(1);
  });

  test("freezes variables, so that a later change of the contact changes nothing", async ({
    expect,
  }) => {
    const sender = await aSender({ variables: 1 });
    await people(sender.ctx, 2, (i) => ({ name: i === 0 ? "Ana  Maria\n" : null }));
    const campaign = await aPlannedCampaign(sender, {
      variables: { "body.1": { field: "name", fallback: "friend" } },
    });
    await sender.ctx.db.$client.prepare("UPDATE contacts SET name = 'Eve'").run();
    expect(campaign.planned).toBe(2);
    const rows = await sender.ctx.db.query.messages.findMany();
    expect(rows.map(({ variables }) => variables)).toEqual([
      { "body.1": "Ana Maria" },
      { "body.1": "friend" },
    ]);
  });

  test("leaves out whoever became a contact after the launch", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 2);
    const draft = await aDraft(sender);
    await launchCampaign(quiet(sender.ctx), draft.id);
    await people(sender.ctx, 1, () => ({ phone: "+34699999999" }));
    await sender.ctx.db.$client
      .prepare("UPDATE contacts SET created_at = ?1 WHERE phone = '+34699999999'")
      .bind(Date.now() + 60_000)
      .run();
    await planCampaign(quiet(sender.ctx), draft.id);
    expect((await reload(sender.ctx, draft.id)).planned).toBe(2);
  });

  test("writes one row for each recipient and one for the slice", async ({ expect }) => {
    const sender = await aSender({ variables: 1 });
    await people(sender.ctx, 100, mixed);
    const draft = await aDraft(sender, { variables: { "body.1": { field: "name" } } });
    await launchCampaign(quiet(sender.ctx), draft.id);
    const written = await rowsWritten(sender.ctx, (on) => planCampaign(quiet(on), draft.id));
    expect(written).toBeGreaterThanOrEqual(100);
    // A slice, the campaign's end of planning, and its event.
    expect(written).toBeLessThanOrEqual(100 + 4);
  });
});
