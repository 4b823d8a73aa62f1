// A campaign of 2,000 on a sandbox number with 80 messages per sliding second: rate, refusals, rows from plan to read.
import { until } from "../scripts/lib/client.mjs";

const RECIPIENTS = 2_000;
const LIMIT_MPS = 80;
const GRANT = {
  purpose: "marketing",
  action: "grant",
  method: "form",
  statement: "I agree to offers on WhatsApp.",
};

export async function measureCampaign({ workspace, counters }) {
  const { api, number } = workspace;
  await audience(api);
  const template = await approvedTemplate(api, number.id);
  const planning = await rowsToPlan();

  const before = await api.get(`/v1/sandbox/ledger/summary?number=${number.id}`);
  await counters();
  const campaign = await newCampaign();
  await api.post(`/v1/campaigns/${campaign.id}/launch`);
  const done = await until(
    () => api.get(`/v1/campaigns/${campaign.id}/progress`),
    ({ counts }) => counts.read === RECIPIENTS,
    { timeoutMs: 120_000, everyMs: 1_000, what: "every recipient's read status" },
  ).catch(() => api.get(`/v1/campaigns/${campaign.id}/progress`));
  const { rowsWritten } = await counters();
  const after = await api.get(`/v1/sandbox/ledger/summary?number=${number.id}`);
  const seconds = await ledgerSeconds(before.posts);
  const refused = (after.refused_by_code["130429"] ?? 0) - (before.refused_by_code["130429"] ?? 0);
  // The limit alone allows the message of ordinal k × 80 no sooner than k seconds after the first.
  const leastSeconds = Math.floor((RECIPIENTS - 1) / LIMIT_MPS);
  const round = (value) => Math.round(value * 100) / 100;
  return [
    {
      key: "rows_plan",
      what: "planning, D1 rows written per recipient",
      value: round(planning),
      budget: "≤ 1.1",
    },
    { key: "campaign_read", what: "campaign of 2,000: read", value: done.counts.read },
    {
      key: "campaign_rate",
      what: "campaign rate, messages per second",
      value: round(RECIPIENTS / seconds),
    },
    {
      key: "campaign_use",
      what: "campaign rate / limit, %",
      value: round((leastSeconds / seconds) * 100),
      budget: "≥ 95",
    },
    { key: "campaign_refused", what: "campaign: refused with 130429", value: refused, budget: "0" },
    {
      key: "campaign_peak",
      what: "campaign: peak in any sliding second",
      value: after.peak_per_second,
      budget: "≤ 80",
    },
    {
      key: "max_per_recipient",
      what: "campaign: most sends to one recipient",
      value: after.max_per_recipient - before.max_per_recipient,
    },
    {
      key: "rows_campaign",
      what: "D1 rows written per campaign message, plan → read",
      value: round(rowsWritten / RECIPIENTS),
      budget: "9",
    },
  ];

  async function newCampaign(extra = {}) {
    return api.post("/v1/campaigns", {
      name: "Bench",
      number_id: number.id,
      template_id: template.id,
      audience: { filter: { field: "tags", op: "contains", value: "bench" } },
      variables: { "body.1": { field: "name", fallback: "there" } },
      ...extra,
    });
  }

  /** Plan one campaign at a pace of one a second, and cancel it as soon as it is planned. */
  async function rowsToPlan() {
    const slow = await newCampaign({ pace_mps: 1 });
    await counters();
    await api.post(`/v1/campaigns/${slow.id}/launch`);
    await until(
      () => api.get(`/v1/campaigns/${slow.id}/progress`),
      ({ status }) => status === "running",
      { everyMs: 50, what: "planning" },
    );
    const { rowsWritten } = await counters();
    await api.post(`/v1/campaigns/${slow.id}/cancel`);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return rowsWritten / RECIPIENTS;
  }

  /** From the first accepted message of the run to the last, by the sandbox's own clock. */
  async function ledgerSeconds(skip) {
    const instants = [];
    for (let after = ""; ;) {
      const page = await api.get(`/v1/sandbox/ledger?number=${number.id}&limit=100${after}`);
      instants.push(...page.data.map((row) => ({ seq: row.seq, atMs: Date.parse(row.at) })));
      if (!page.has_more) break;
      after = `&after=${encodeURIComponent(page.next_cursor ?? page.next_after)}`;
    }
    const own = instants.slice(skip).map((row) => row.atMs);
    return (Math.max(...own) - Math.min(...own)) / 1000;
  }
}

async function audience(api) {
  const people = Array.from({ length: RECIPIENTS }, (_, i) => ({
    // The sandbox has no magic endings from 5001 to 5999.
    phone: `+44738${String(Math.floor(i / 999)).padStart(3, "0")}${5001 + (i % 999)}`,
    name: `Person ${i}`,
    tags: ["bench"],
    consent: GRANT,
  }));
  for (let i = 0; i < people.length; i += 500)
    await api.post("/v1/contacts/batch", { items: people.slice(i, i + 500) });
}

async function approvedTemplate(api, numberId) {
  const template = await api.post("/v1/templates", {
    number_id: numberId,
    name: "bench_offer",
    language: "en",
    category: "MARKETING",
    components: [
      {
        type: "BODY",
        text: "Hi {{1}}, this week everything is lighter.",
        example: { body_text: [["Ana"]] },
      },
    ],
  });
  await api.post(`/v1/templates/${template.id}/submit`);
  return until(
    () => api.get(`/v1/templates/${template.id}`),
    ({ status }) => status === "approved",
    { what: "approval" },
  );
}
