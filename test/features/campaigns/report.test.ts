import { describe, test } from "vitest";

import { applyFacts, type MessageFacts } from "#db/tenant/apply-facts";
import { contacts } from "#db/tenant/schema";
import { getCampaignReport } from "#features/campaigns/get-campaign";
import type { CampaignReport } from "#features/campaigns/report-schemas";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import {
  aDraft,
  adding,
  aPlannedCampaign,
  aSender,
  people,
  quiet,
  runAll,
  type SenderFixture,
} from "../../fixtures/campaign.ts";
import { refused, takes, withMeta } from "../../fixtures/meta.ts";
import { rowsRead } from "../../fixtures/rows-read.ts";

/** One who was never asked, one who withdrew, one who is suppressed, then people without a fault. */
const mixed = (i: number) =>
  [{ marketing: "unknown" as const }, { marketing: "withdrawn" as const }, { suppressed: true }][
    i
  ] ?? { name: `Person ${i}` };

const reportOf = async (sender: SenderFixture, id: string): Promise<CampaignReport> =>
  (await call<CampaignReport>(sender, `GET /campaigns/${id}/report`)).body;

const sum = (counts: readonly number[]) => counts.reduce((all, n) => all + n, 0);

/** What a report must say of itself at any time. */
const addsUp = ({ planned, counts, errors, skipped, no_consent }: CampaignReport) =>
  sum(Object.values(counts)) === planned &&
  sum(errors.map(({ count }) => count)) === counts.failed &&
  sum(skipped.map(({ count }) => count)) === counts.skipped &&
  no_consent.not_asked + no_consent.withdrawn ===
    (skipped.find(({ reason }) => reason === "no_consent")?.count ?? 0);

describe("the report of a campaign", () => {
  test("says why messages failed and were not sent, and adds up after every step", async ({
    expect,
  }) => {
    const sender = await aSender();
    const draft = await aDraft(sender);
    expect(addsUp(await reportOf(sender, draft.id))).toBe(true);
    await people(sender.ctx, 12, mixed);
    const campaign = await aPlannedCampaign(sender);
    expect(addsUp(await reportOf(sender, campaign.id))).toBe(true);
    const codes = [131026, 131026, 131047, 131049];
    const { ctx } = withMeta(quiet(sender.ctx), (body, nth) => {
      const code = codes[nth - 1];
      return code === undefined ? takes(body) : refused(code);
    });
    await runAll(ctx, campaign);
    const report = await reportOf(sender, campaign.id);
    expect(addsUp(report)).toBe(true);
    expect(report).toMatchObject({
      planned: 12,
      counts: { accepted: 5, failed: 3, skipped: 4 },
      errors: [
        { count: 2, refusal: { code: "meta_131026", remedy_code: "person_unreachable" } },
        { count: 1, refusal: { code: "meta_131047", remedy_code: "send_template" } },
      ],
      no_consent: { not_asked: 1, withdrawn: 1 },
    });
    expect(report.skipped).toMatchObject([
      { reason: "no_consent", count: 2, refusal: null },
      {
        reason: "meta_131049",
        count: 1,
        refusal: { remedy_code: "wait_for_marketing_limit", retryable: true },
      },
      { reason: "suppressed", count: 1, refusal: null },
    ]);
    const progress = await call(sender, `GET /campaigns/${campaign.id}/progress`);
    expect(progress.body).toMatchObject({
      no_consent: { not_asked: 1, withdrawn: 1 },
      skipped_by_reason: { no_consent: 2, suppressed: 1, meta_131049: 1 },
      limit_mps: 80,
    });
    expect(progress.body["skipped_by_reason"]).not.toHaveProperty("consent_withdrawn");
  });

  test("forgets a failure that a handset disproves, and follows a code that changes", async ({
    expect,
  }) => {
    const sender = await aSender();
    await people(sender.ctx, 2);
    const campaign = await aPlannedCampaign(sender);
    const ids = (await sender.ctx.db.query.messages.findMany()).map(({ id }) => id);
    const [one = newId("message"), other = newId("message")] = ids;
    const apply = async (facts: readonly MessageFacts[]) => {
      await sender.ctx.db.$client.batch(applyFacts(sender.ctx.db, facts, 99));
      const { errors, ...report } = await reportOf(sender, campaign.id);
      expect(addsUp({ errors, ...report })).toBe(true);
      return errors.map(({ refusal, count }) => [refusal.code, count]);
    };
    const failed = (id: typeof one, code: number | null) => ({
      id,
      failedAtMs: 5,
      error: { code },
    });
    expect(await apply([failed(one, 131047), failed(other, null)])).toEqual([
      ["meta_131047", 1],
      ["meta_unknown", 1],
    ]);
    expect(await apply([failed(one, 131026)])).toEqual([
      ["meta_131026", 1],
      ["meta_unknown", 1],
    ]);
    expect(await apply([{ id: one, deliveredAtMs: 6 }])).toEqual([["meta_unknown", 1]]);
  });

  test("reads the campaign's row alone, however many people there are", async ({ expect }) => {
    const sender = await aSender();
    await people(sender.ctx, 300, (i) => ({ marketing: i % 2 === 0 ? "granted" : "unknown" }));
    const campaign = await aPlannedCampaign(sender);
    expect(await rowsRead(sender.ctx, (on) => getCampaignReport(on, campaign.id))).toBe(1);
  });
});

test("recipients tell who they are, whoever was merged since as who is left", async ({
  expect,
}) => {
  const sender = await aSender();
  const [gone, kept] = await people(sender.ctx, 2, (i) => ({ name: `Person ${i}` }));
  const campaign = await aPlannedCampaign(sender);
  await sender.ctx.db.$client
    .prepare("UPDATE contacts SET merged_into = ?1 WHERE id = ?2")
    .bind(kept ?? "", gone ?? "")
    .run();
  const route = `GET /campaigns/${campaign.id}/recipients` as const;
  const shown = {
    id: kept,
    name: "Person 1",
    phone: "+34601000001",
    phone_display: "+34 601 00 00 01",
  };
  expect((await call(sender, route)).body.data?.map(({ contact }) => contact)).toEqual([
    shown,
    shown,
  ]);
  await sender.ctx.db.delete(contacts);
  expect((await call(sender, route)).body.data?.map(({ contact }) => contact)).toEqual([
    null,
    null,
  ]);
});

test("recipients are found by why they were skipped, the kind without consent as well", async ({
  expect,
}) => {
  const sender = await aSender();
  await people(sender.ctx, 4, mixed);
  const { id } = await aPlannedCampaign(sender);
  const reasons = async (code: string) =>
    (await call(sender, `GET /campaigns/${id}/recipients?code=${code}`)).body.data?.map(
      ({ skip_reason }) => skip_reason,
    );
  expect(await reasons("no_consent")).toEqual(["no_consent", "no_consent"]);
  expect(await reasons("consent_withdrawn")).toEqual(["no_consent"]);
});

test("the list of campaigns tells where the messages of each stand", async ({ expect }) => {
  const sender = await aSender();
  await people(sender.ctx, 5, mixed);
  const campaign = await aPlannedCampaign(sender);
  const listed = await call(sender, "GET /campaigns");
  expect(listed.body.data?.[0]).toMatchObject({ planned: 5, counts: { queued: 2, skipped: 3 } });
  const { addsUp: isWhole } = await adding(sender.ctx, campaign.id);
  expect(isWhole).toBe(true);
});

describe("an audience without a campaign", () => {
  test("is counted as that of a draft is", async ({ expect }) => {
    const sender = await aSender();
    const ids = await people(sender.ctx, 9, mixed);
    const filter = { field: "consent.marketing", op: "ne", value: "granted" };
    for (const audience of [{}, { filter }, { contacts: [...ids.slice(0, 4), ids[0] ?? ""] }]) {
      const draft = await aDraft(sender, { audience });
      const { body } = await call(sender, `POST /campaigns/${draft.id}/audience-preview`);
      const bare = await call(sender, "POST /campaigns/audience-preview", { audience });
      expect(bare).toMatchObject({ status: 200, body });
      const named = { audience, template_id: sender.templateId, variables: {} };
      expect((await call(sender, "POST /campaigns/audience-preview", named)).body).toEqual(body);
    }
    const everybody = await call(sender, "POST /campaigns/audience-preview", { audience: {} });
    expect(everybody.body).toMatchObject({
      matched: 9,
      eligible: 6,
      skipped: { no_consent: 2, suppressed: 1 },
      no_consent: { not_asked: 1, withdrawn: 1 },
    });
  });

  test.for([
    [{ audience: { filter: { field: "shoe", op: "eq", value: 1 } } }, "/audience/filter/field"],
    [{ audience: { contacts: ["ana"] } }, "/audience/contacts/0"],
    [{ audience: {}, template_id: newId("template") }, "/template_id"],
    [{ audience: {}, variables: { "body.1": { field: "name" } } }, "/variables"],
    [{}, "/audience"],
  ] as const)("%j is refused by the member at fault", async ([body, pointer], { expect }) => {
    const sender = await aSender();
    const answer = await call(sender, "POST /campaigns/audience-preview", body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
  });
});
