/**
 * How much the deliveries of one workspace are held up by others: by one whose receiver is silent, and by one in which much
 * happens. Needs a running server (`WAQTOR`, by default http://localhost:8787) that lets a local receiver be used.
 *
 *   npm run bench -- webhooks
 */
import { createServer } from "node:http";

import { ask, pause, register, told } from "./running.mjs";

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

async function workspace(path) {
  const key = await register();
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
    await pause(EVERY_MS);
  }
  const events = [];
  for (let more = true; more;) {
    const page = await ask(key, "GET", `/events?limit=100&types=contact.created&after=${after}`);
    events.push(...page.data);
    [after, more] = [page.next_after, page.has_more];
  }
  const ids = events.slice(-SAMPLES).map(({ id }) => id);
  for (const id of ids) while (!came.has(id)) await pause(20);
  return ids.map((id, i) => came.get(id) - made[i]).toSorted((a, b) => a - b);
}

const SHARES = [0.5, 0.95];
const [quiet, silent, noisy] = [
  await workspace("/good"),
  await workspace("/silent"),
  await workspace("/good"),
];
await measure(quiet);
told("alone", await measure(quiet), SHARES);
await ask(silent, "POST", "/contacts/batch", { items: Array.from({ length: 50 }, aContact) });
told("beside a silent receiver", await measure(quiet), SHARES);
for (let i = 0; i < NOISE; i += 250)
  await ask(noisy, "POST", "/contacts/batch", { items: Array.from({ length: 250 }, aContact) });
told(`beside ${NOISE} events`, await measure(quiet), SHARES);
receiver.closeAllConnections();
receiver.close();
