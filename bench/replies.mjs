/**
 * How long after a person wrote the stream of events tells of it, and an automation's answer is accepted by Meta in the box.
 * Needs a running server (`WAQTOR`, by default http://localhost:8787).
 *
 *   npm run bench -- replies
 */
const WAQTOR = process.env.WAQTOR ?? "http://localhost:8787";
const SAMPLES = 100;
const EVERY_MS = 300;

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
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const { access_token: key } = await ask(null, "POST", "/auth/register", {
  full_name: "Bench",
  email: `bench-${crypto.randomUUID()}@example.com`,
  timezone: "UTC",
  password: "a long enough password",
  accept_policy: true,
});
const { id: number } = await ask(key, "POST", "/numbers", { kind: "sandbox", latency_ms: 0 });
const rule = await ask(key, "POST", "/automations", {
  name: "Answer",
  kind: "rule",
  trigger: { type: "any_message" },
  actions: [{ type: "message", text: "We will be with you." }],
  settings: { debounce_ms: 0 },
});
await ask(key, "POST", `/automations/${rule.id}/publish`);

/** When the stream told of each message that came in, Unix ms, in order. */
const told = [];
const stream = await fetch(`${WAQTOR}/v1/events/stream?types=message.received`, {
  headers: { authorization: `Bearer ${key}` },
});
const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
const listening = (async () => {
  for (let rest = "", part = await reader.read(); !part.done; part = await reader.read()) {
    const frames = (rest + part.value).split("\n\n");
    rest = frames.pop();
    for (const frame of frames)
      if (frame.includes("event: message.received")) told.push(Date.now());
  }
})();

const wrote = [];
for (let i = 0; i < SAMPLES + 5; i++) {
  wrote.push(Date.now());
  await ask(key, "POST", `/sandbox/numbers/${number}/inbound`, {
    from: `+55119${20_000_000 + i}`,
    type: "text",
    text: { body: "Hello" },
  });
  await pause(EVERY_MS);
}
while (told.length < wrote.length) await pause(50);
await reader.cancel();
await listening;

const accepted = [];
for (let after = 0, more = true; more;) {
  const page = await ask(key, "GET", `/sandbox/ledger?limit=100&outcome=accepted&after=${after}`);
  accepted.push(...page.data.map(({ at }) => Date.parse(at)));
  [after, more] = [page.next_after, page.has_more];
}
const spans = (ends) =>
  wrote
    .map((start, i) => ends[i] - start)
    .slice(5)
    .toSorted((a, b) => a - b);
const line = (name, times) => {
  const of = (share) => Math.round(times[Math.floor(share * (times.length - 1))]);
  console.log(`${name.padEnd(32)} p50 ${of(0.5)} ms   p99 ${of(0.99)} ms   max ${of(1)} ms`);
};
line("written until told by stream", spans(told));
line("written until answer is accepted", spans(accepted));
