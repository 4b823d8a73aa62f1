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

export async function measureCampaign({ product, counted }) {
  const timed = await runCampaign(product.workspace);
  const planning = await rowsToPlan(counted);
  await counted.writtenUntilStill();
  const rows = await runCampaign(counted.workspace);
  const rowsWritten = await counted.writtenUntilStill();
  const round = (value) => Math.round(value * 100) / 100;
  return [
    {
      key: "rows_plan",
      what: "planning, D1 rows written per recipient",
      value: round(planning),
      budget: "≤ 1.1",
    },
    { key: "campaign_read", what: "campaign of 2,000: read", value: timed.read },
    {
      key: "campaign_rate",
      what: "campaign rate, messages per second",
      value: round(RECIPIENTS / timed.seconds),
    },
    {
      key: "campaign_use",
      what: "campaign rate / limit, %",
      value: round((RECIPIENTS / timed.seconds / LIMIT_MPS) * 100),
      budget: "≥ 95",
    },
    {
      key: "campaign_refused",
      what: "campaign: refused with 130429",
      value: timed.refused,
      budget: "0",
    },
    {
      key: "campaign_peak",
      what: "campaign: peak in any sliding second",
      value: timed.peak,
      budget: "≤ 80",
    },
    {
      key: "max_per_recipient",
      what: "campaign: most sends to one recipient",
      value: timed.mostPerRecipient,
      budget: "1",
    },
    {
      key: "rows_campaign",
      what: "D1 rows written per campaign message, plan → read",
      value: round(rowsWritten / rows.read),
      budget: "≤ 11 (2 once a person)",
    },
  ];
}

/** One campaign to everybody, from launch to the last read status; times by the sandbox's ledger. */
async function runCampaign({ api, number }) {
  const template = await prepare({ api, number });
  const before = await api.get(`/v1/sandbox/ledger/summary?number=${number.id}`);
  const campaign = await newCampaign({ api, number, template });
  await api.post(`/v1/campaigns/${campaign.id}/launch`);
  const progress = () => api.get(`/v1/campaigns/${campaign.id}/progress`);
  const done = await until(progress, ({ counts }) => counts.read === RECIPIENTS, {
    timeoutMs: 120_000,
    everyMs: 1_000,
    what: "every recipient's read status",
  }).catch(progress);
  const after = await api.get(`/v1/sandbox/ledger/summary?number=${number.id}`);
  const posts = (await ledger({ api, number })).slice(before.posts);
  const instants = posts.map((row) => Date.parse(row.at));
  const perRecipient = new Map();
  for (const { to } of posts) perRecipient.set(to, (perRecipient.get(to) ?? 0) + 1);
  return {
    read: done.counts.read,
    seconds: (Math.max(...instants) - Math.min(...instants)) / 1000,
    refused: (after.refused_by_code["130429"] ?? 0) - (before.refused_by_code["130429"] ?? 0),
    peak: after.peak_per_second,
    mostPerRecipient: Math.max(...perRecipient.values()),
  };
}

/** Plan one campaign at a pace of one a second, and cancel it as soon as it is planned. */
async function rowsToPlan({ workspace: { api, number }, counters }) {
  const template = await prepare({ api, number });
  const slow = await newCampaign({ api, number, template, pace_mps: 1 });
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

const newCampaign = ({ api, number, template, ...extra }) =>
  api.post("/v1/campaigns", {
    name: "Bench",
    number_id: number.id,
    template_id: template.id,
    audience: { filter: { field: "tags", op: "contains", value: "bench" } },
    variables: { "body.1": { field: "name", fallback: "there" } },
    ...extra,
  });

async function ledger({ api, number }) {
  const rows = [];
  for (let after = ""; ;) {
    const page = await api.get(`/v1/sandbox/ledger?number=${number.id}&limit=100${after}`);
    rows.push(...page.data);
    if (!page.has_more) return rows;
    after = `&after=${encodeURIComponent(page.next_cursor ?? page.next_after)}`;
  }
}

/** The audience and an approved template, made once. */
async function prepare({ api, number }) {
  const { data } = await api.get("/v1/templates?limit=100");
  const known = data.find(({ name, status }) => name === "bench_offer" && status === "approved");
  if (known !== undefined) return known;
  await audience(api);
  return approvedTemplate(api, number.id);
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
