import { describe, test } from "vitest";

import { planCampaign } from "#features/campaigns/index";
import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call";
import { aDraft, aSender, quiet, reload, type SenderFixture } from "../../fixtures/campaign";
import { CONSENT, imported, MAPPING, settled, type Fields } from "../imports/fixture";

const phoneOf = (i: number) => `+55119${70_000_000 + i}`;
const fileOf = (numbers: readonly number[], name: (i: number) => string = (i) => `P${i}`) =>
  `Phone,Name\n${numbers.map((i) => `${phoneOf(i)},${name(i)}`).join("\n")}\n`;
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

const AGREED = { mapping: MAPPING, consent: CONSENT };

/** The id of an import of people who agreed, or as the fields say. */
const importOf = async (t: SenderFixture, file: string, fields: Fields = AGREED): Promise<string> =>
  String((await imported(t, file, fields))["id"]);

/** Launch a campaign to an import and plan it in small parts: whom it is for, by number, in the order of the plan. */
async function plannedFor(t: SenderFixture, importId: string, size: number) {
  const draft = await aDraft(t, { audience: { import_id: importId } });
  const launched = await call(t, `POST /campaigns/${draft.id}/launch`, {}, aKey());
  if (launched.status !== 202) throw new Error(JSON.stringify(launched.body));
  await planCampaign(quiet(t.ctx), draft.id, size);
  const { results } = await t.ctx.db.$client
    .prepare(
      "SELECT c.phone FROM messages m LEFT JOIN contacts c ON c.id = m.contact_id WHERE m.campaign_id = ?1 ORDER BY m.id",
    )
    .bind(draft.id)
    .all<{ phone: string | null }>();
  const { planned, audience } = await reload(t.ctx, draft.id);
  return { planned, audience, phones: results.map(({ phone }) => phone) };
}

describe("a campaign to an import", () => {
  test("is for those whom it made, changed or found, each once", async ({ expect }) => {
    const t = await aSender();
    await importOf(t, fileOf(range(0, 4)));
    // Two are there as they are, one changes, two are new, one comes again, and one is nobody.
    const file = `${fileOf([0, 1, 2, 10, 11, 10], (i) => (i === 2 ? "Changed" : `P${i}`))}12,Nobody\n`;
    const view = await imported(t, file);
    expect(view).toMatchObject({ created: 2, updated: 1, unchanged: 3, rejected: 1 });
    const audience = { import_id: view["id"] };
    const preview = await call(t, "POST /campaigns/audience-preview", { audience });
    const skipped = { no_consent: 2 };
    expect(preview.body).toMatchObject({ matched: 5, eligible: 3, skipped });
    const { phones, ...plan } = await plannedFor(t, String(view["id"]), 2);
    expect(plan).toEqual({ planned: 5, audience });
    expect(phones).toHaveLength(5);
    expect(new Set(phones)).toEqual(new Set([0, 1, 2, 10, 11].map(phoneOf)));
  });

  test("is for one person once whom several of its slices name", async ({ expect }) => {
    const t = await aSender();
    const id = await importOf(t, fileOf([...range(0, 1_100), 3, 4]));
    const { planned, phones } = await plannedFor(t, id, 250);
    expect([planned, new Set(phones).size]).toEqual([1_100, 1_100]);
  });

  test("counts those who cannot be sent to by their reason", async ({ expect }) => {
    const t = await aSender();
    const id = await importOf(t, fileOf(range(0, 3)), { mapping: MAPPING });
    await call(t, "POST /suppressions", { contact: phoneOf(1) });
    const preview = await call(t, "POST /campaigns/audience-preview", {
      audience: { import_id: id },
    });
    const skipped = preview.body["skipped"] as Record<string, number>;
    const all = Object.values(skipped).reduce(
      (sum, n) => sum + n,
      Number(preview.body["eligible"]),
    );
    expect(preview.body).toMatchObject({ matched: 3, eligible: 0 });
    expect(all).toBe(3);
    expect(skipped).toMatchObject({ no_consent: 2, suppressed: 1 });
  });

  test("is for whom its people proved to be, and not for whom was erased", async ({ expect }) => {
    const t = await aSender();
    await importOf(t, fileOf([50]));
    const id = await importOf(t, fileOf(range(0, 5)));
    const selector = (i: number) => `phone:${encodeURIComponent(phoneOf(i))}`;
    // One is a stranger to the file, two of it are one, and one asked to be forgotten.
    for (const [kept, gone] of [
      [50, 0],
      [1, 2],
    ] as const) {
      const path = `POST /contacts/${selector(kept)}/merge` as const;
      expect((await call(t, path, { other: `phone:${phoneOf(gone)}` })).status).toBe(200);
    }
    await t.ctx.db.$client.prepare("DELETE FROM contacts WHERE phone = ?1").bind(phoneOf(3)).run();
    const { planned, phones } = await plannedFor(t, id, 1);
    expect([planned, phones.length]).toEqual([3, 3]);
    expect(new Set(phones)).toEqual(new Set([1, 4, 50].map(phoneOf)));
  });

  test("is refused where there is nobody to mean", async ({ expect }) => {
    const t = await aSender();
    const refused = async (audience: object) => {
      const answer = await call(t, "POST /campaigns/audience-preview", { audience });
      return [answer.status, answer.body["code"], answer.body.errors?.[0]?.pointer];
    };
    const pointer = "/audience/import_id";
    expect(await refused({ import_id: newId("import") })).toEqual([404, "not_found", pointer]);
    const dry = await importOf(t, fileOf([1]), { ...AGREED, dry_run: "true" });
    expect(await refused({ import_id: dry })).toEqual([422, "empty_audience", pointer]);
    const id = await importOf(t, fileOf([1]));
    expect(await refused({ import_id: id, filter: {} })).toEqual([
      400,
      "invalid_request",
      "/audience",
    ]);
    const draft = await aDraft(t, { audience: { import_id: id } });
    await call(t, `POST /imports/${id}/undo`);
    await settled(t, id);
    expect(await refused({ import_id: id })).toEqual([422, "empty_audience", pointer]);
    for (const path of ["audience-preview", "launch"]) {
      const answer = await call(t, `POST /campaigns/${draft.id}/${path}`, {}, aKey());
      expect([answer.status, answer.body["code"]]).toEqual([422, "empty_audience"]);
    }
  });

  test("waits for the import's end", async ({ expect }) => {
    const t = await aSender();
    const id = await importOf(t, fileOf([1]));
    await t.ctx.db.$client.prepare("UPDATE imports SET status = 'running'").run();
    const draft = await aDraft(t, { audience: { import_id: id } });
    const launch = () => call(t, `POST /campaigns/${draft.id}/launch`, {}, aKey());
    const early = await launch();
    expect([early.status, early.body["code"], early.body.errors?.[0]?.pointer]).toEqual([
      409,
      "invalid_state",
      "/audience/import_id",
    ]);
    await t.ctx.db.$client.prepare("UPDATE imports SET status = 'completed'").run();
    expect((await launch()).status).toBe(202);
  });
});
