/**
 * How much the deliveries of one workspace are held up by others: by one whose receiver is silent, and by one in which much
 * happens. Needs a running server (`WAQTOR`, by default http://localhost:8787) that lets a local receiver be used.
 *
 *   npm run bench -- webhooks
 */
import { createServer } from "node:http";

const WAQTOR = process.env.WAQTOR ?? "http://localhost:8787";
const SAMPLES = 40;
const NOISE = 1_000;
const EVERY_MS = 250;

/** When each event id came first, ms. */
const came = new Map();
const answers = {
  "/good": (request, response) => {
    const id = request.headers["webhook-id"];
    if (!came.has(id)) came.set(id, performance.now());
    response.end("ok");
  },
  "/silent": () => undefined,
};
const receiver = createServer((request, response) => {
  request.resume().on("end", () => answers[request.url]?.(request, response));
});
await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
const at = (path) => `http://127.0.0.1:${receiver.address().port}${path}`;

async function ask(key, method, path, body) {
  const response = await fetch(`${WAQTOR}/v1${path}`, {
    method,
    headers: { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function workspace(path) {
  const person = {
    full_name: "Bench",
    email: `bench-${crypto.randomUUID()}@example.com`,
    timezone: "UTC",
    password: "a long enough password",
    accept_policy: true,
  };
  const { access_token: key } = await ask(null, "POST", "/auth/register", person);
  await ask(key, "POST", "/webhooks", { url: at(path), types: ["contact.created"] });
  return key;
}

let phones = 0;
const aContact = () => ({ phone: `+55119${String(10_000_000 + ++phones)}` });

/** Make contacts one after the other. @returns How long each event took to come, ms, in order. */
async function measure(key) {
  const made = [];
  const [last] = (await ask(key, "GET", "/events?limit=1&after=0")).data.slice(-1);
  let after = last === undefined ? 0 : made.length;
  for (let i = 0; i < SAMPLES; i++) {
    made.push(performance.now());
    await ask(key, "POST", "/contacts", aContact());
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  const events = [];
  for (let more = true; more;) {
    const page = await ask(key, "GET", `/events?limit=100&types=contact.created&after=${after}`);
    events.push(...page.data);
    [after, more] = [page.next_after, page.has_more];
  }
  const ids = events.slice(-SAMPLES).map(({ id }) => id);
  for (const id of ids)
    while (!came.has(id)) await new Promise((resolve) => setTimeout(resolve, 20));
  return ids.map((id, i) => came.get(id) - made[i]).toSorted((a, b) => a - b);
}

const told = (name, times) => {
  const of = (share) => Math.round(times[Math.floor(share * (times.length - 1))]);
  console.log(`${name.padEnd(28)} p50 ${of(0.5)} ms   p95 ${of(0.95)} ms   max ${of(1)} ms`);
};

const [quiet, silent, noisy] = [
  await workspace("/good"),
  await workspace("/silent"),
  await workspace("/good"),
];
await measure(quiet);
told("alone", await measure(quiet));
await ask(silent, "POST", "/contacts/batch", { items: Array.from({ length: 50 }, aContact) });
told("beside a silent receiver", await measure(quiet));
for (let i = 0; i < NOISE; i += 250)
  await ask(noisy, "POST", "/contacts/batch", { items: Array.from({ length: 250 }, aContact) });
told(`beside ${NOISE} events`, await measure(quiet));
receiver.closeAllConnections();
receiver.close();
