// `npm run demo`: the main job, end to end, through the public API alone: register → number → contacts → template →
// campaign → statuses → replies → STOP. The first `npm start` runs it by itself.
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { newClient, parseResponse } from "#client";

import { until } from "./lib/client.mjs";
import { drawStatus, endStatus } from "./lib/status-line.mjs";
import { newWorkspace } from "./lib/workspace.mjs";

const CONTACTS = 500;
const WITHOUT_CONSENT = 30;
const OPTED_OUT = 15;
const FIRST_NAMES = [
  "Ana",
  "Bruno",
  "Chidi",
  "Dalia",
  "Emre",
  "Farah",
  "Goran",
  "Hana",
  "Ines",
  "Jonas",
  "Kavya",
  "Liam",
];
const LAST_NAMES = [
  "Almeida",
  "Baptiste",
  "Costa",
  "Demir",
  "Eze",
  "Fischer",
  "Garcia",
  "Haddad",
  "Ito",
  "Jansen",
];

/** Which of the sandbox's endings the demo dials, and how often. */
const EFFECTS = [
  { effect: "reply", people: 3 },
  { effect: "opt_out", people: 1 },
  { effect: "lost_response", people: 2 },
  { effect: "duplicate_status", people: 3 },
  { effect: "reorder", people: 3 },
  { effect: "delay", people: 3 },
];
const CODES = ["131026", "131049", "131050", "130472"];

/** Where a person looks at the product, and as whom when that is known. */
export function printConsole(baseUrl, account) {
  console.log(`CONSOLE ${baseUrl}/console`);
  if (account) console.log(`Sign in as ${account.email} with the password ${account.password}`);
}

/** Run the whole demo against a running server, and tell who owns it. Throws when the totals do not add up. */
export async function runDemo(baseUrl) {
  const { email, password, account, apiKey, v1, number } = await newWorkspace(baseUrl, {
    name: "Demo",
  });
  console.log(`\nDemo workspace: ${email} / ${password}`);
  console.log(
    `Sandbox number ${number.display_phone_number} (${number.id}), ${number.throughput_mps} messages per second`,
  );

  await turnOnAi(baseUrl, account);

  const people = await demoPeople(v1);
  const batch = await parseResponse(v1.contacts.batch.$post({ json: { items: people } }));
  console.log(
    `Contacts: ${batch.created} created, ${WITHOUT_CONSENT} without consent, ${OPTED_OUT} opted out`,
  );
  if (batch.created !== CONTACTS)
    throw new Error(`only ${batch.created} of ${CONTACTS} contacts were created`);

  const template = await approvedTemplate(v1, number.id);
  console.log(`Template ${template.name} (${template.language}) is ${template.status}`);

  const draft = {
    name: "Spring menu",
    number_id: number.id,
    template_id: template.id,
    audience: { filter: { field: "tags", op: "contains", value: "newsletter" } },
    variables: { "body.1": { field: "name", fallback: "there" } },
  };
  const campaign = await parseResponse(v1.campaigns.$post({ json: draft }));
  const one = v1.campaigns[":id"];
  const param = { id: campaign.id };
  const preview = await parseResponse(one["audience-preview"].$post({ param }));
  console.log(`Audience: ${preview.matched} matched, ${preview.eligible} eligible`);
  await one.launch.$post({ param });
  const final = await watch(() => parseResponse(one.progress.$get({ param })));
  report(final);

  await showConversations(v1);
  console.log("\nDEMO OK\n");
  printConsole(baseUrl, { email, password });
  const curl = `curl -s -H 'Authorization: Bearer ${apiKey}'`;
  console.log(`\nAPI reference: ${baseUrl}/docs`);
  console.log(`${curl} ${baseUrl}/v1/campaigns/${campaign.id}/progress`);
  console.log(`${curl} '${baseUrl}/v1/conversations?limit=5'`);
  console.log(`${curl} '${baseUrl}/v1/events?after=0&limit=5'`);
  return { email, password };
}

/** Off until an owner turns it on: here the owner does, by their own token. */
async function turnOnAi(baseUrl, account) {
  const owner = newClient({ url: baseUrl, token: account.access_token }).v1;
  await owner.ai.settings.$put({ json: { enabled: true } });
  const { data } = await parseResponse(owner.ai.models.$get());
  const usable = data.filter(({ available }) => available).map(({ id }) => id);
  console.log(`AI drafts are on: ${usable.join(", ") || "no model can be asked at the moment"}`);
}

async function demoPeople(v1) {
  const { data: endings } = await parseResponse(v1.sandbox.recipients.$get());
  const special = [
    ...EFFECTS.flatMap(({ effect, people }) => {
      const ending = endings.find((row) => row.effect === effect)?.ending;
      return ending === undefined ? [] : Array(people).fill(ending);
    }),
    ...CODES.flatMap((code) => endings.find((row) => String(row.code) === code)?.ending ?? []),
  ];
  const run = String((Date.now() % 90) + 10);
  const phones = [
    // Mobile numbers of Brazil, each from another area.
    ...special.map((ending, i) => `+55${i + 11}98765${ending}`),
    // Mobile numbers of the United Kingdom.
    ...Array.from(
      { length: CONTACTS - special.length },
      (_, i) => `+447${run}${String(100_000 + i * 7)}${i % 10}`,
    ),
  ];
  return phones.map((phone, i) => ({
    phone,
    name: `${FIRST_NAMES[i % FIRST_NAMES.length]} ${LAST_NAMES[Math.floor(i / FIRST_NAMES.length) % LAST_NAMES.length]}`,
    tags: ["newsletter"],
    ...consentOf(i),
  }));
}

/** The last of the list have no consent, or took it back. */
function consentOf(i) {
  const statement = "I agree to receive offers from Demo on WhatsApp.";
  if (i >= CONTACTS - WITHOUT_CONSENT) return {};
  if (i >= CONTACTS - WITHOUT_CONSENT - OPTED_OUT)
    return { consent: { purpose: "marketing", action: "withdraw", method: "verbal" } };
  return { consent: { purpose: "marketing", action: "grant", method: "form", statement } };
}

async function approvedTemplate(v1, numberId) {
  const draft = {
    number_id: numberId,
    name: `spring_menu_${Date.now()}`,
    language: "en",
    category: "MARKETING",
    components: [
      { type: "HEADER", format: "TEXT", text: "Spring is here" },
      {
        type: "BODY",
        text: "Hi {{1}}, our spring menu is ready and the first coffee is on us this week.",
        example: { body_text: [["Ana"]] },
      },
      { type: "FOOTER", text: "Reply STOP to opt out" },
      { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "See the menu" }] },
    ],
  };
  const { id } = await parseResponse(v1.templates.$post({ json: draft }));
  const one = v1.templates[":id"];
  await one.submit.$post({ param: { id } });
  return until(
    () => parseResponse(one.$get({ param: { id } })),
    ({ status }) => status === "approved",
    {
      what: "the template's approval",
    },
  );
}

/** Follow the campaign under a progress bar until it is completed and its statuses have come to rest. */
async function watch(ask) {
  let quietSince = Date.now();
  let seen = "";
  return until(
    async () => {
      const progress = await ask();
      draw(progress);
      const now = JSON.stringify(progress.counts);
      if (now !== seen) quietSince = Date.now();
      seen = now;
      return progress;
    },
    ({ status }) => status === "completed" && Date.now() - quietSince > 4_000,
    { timeoutMs: 120_000, everyMs: 500, what: "the campaign's completion" },
  );
}

function draw({ planned, counts, reached }) {
  const width = 30;
  const open = counts.queued + counts.sending;
  const done = planned === 0 ? 0 : Math.round(((planned - open) / planned) * width);
  drawStatus(
    `[${"#".repeat(done)}${".".repeat(width - done)}] planned ${planned}  accepted ${reached.accepted}  ` +
      `delivered ${reached.delivered}  read ${reached.read}  failed ${counts.failed}  skipped ${counts.skipped}`,
  );
}

function report({ planned, counts, skipped_by_reason: reasons }) {
  const sum = Object.values(counts).reduce((total, count) => total + count, 0);
  endStatus();
  console.log("\nWhere every planned message ended:");
  for (const [state, count] of Object.entries(counts))
    if (count > 0) console.log(`  ${state.padEnd(10)} ${String(count).padStart(5)}`);
  console.log(`  ${"sum".padEnd(10)} ${String(sum).padStart(5)}   planned ${planned}`);
  console.log(
    `Skipped because: ${Object.entries(reasons)
      .filter(([, count]) => count > 0)
      .map(([reason, count]) => `${reason} ${count}`)
      .join(", ")}`,
  );
  if (sum !== planned) throw new Error(`the totals do not add up: ${sum} of ${planned}`);
}

async function showConversations(v1) {
  const { data } = await until(
    () => parseResponse(v1.conversations.$get({ query: { unread: "true", limit: "100" } })),
    ({ data: rows }) => rows.length >= 4,
    { what: "three replies and a STOP" },
  );
  console.log("\nConversations:");
  for (const { id, contact } of data) {
    const thread = { param: { id }, query: { limit: "5" } };
    const { data: messages } = await parseResponse(v1.conversations[":id"].messages.$get(thread));
    console.log(`  ${contact.name} (marketing consent: ${contact.consents.marketing})`);
    for (const message of messages.toReversed())
      console.log(
        `    ${message.direction === "inbound" ? "←" : "→"} ${textOf(message)} [${message.status}]`,
      );
  }
}

const textOf = ({ type, content }) =>
  type === "text" ? content.body : type === "template" ? `template ${content.name}` : `(${type})`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({
    options: { url: { type: "string", default: "http://localhost:8787" } },
  });
  await runDemo(values.url);
}
