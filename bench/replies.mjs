/**
 * How long after a person wrote the stream of events tells of it, and an automation's answer is accepted by Meta in the box.
 * Needs a running server (`WAQTOR`, by default http://localhost:8787).
 *
 *   npm run bench -- replies
 */
import { ask, pause, register, streamOf, told } from "./running.mjs";

const SAMPLES = 100;
const EVERY_MS = 300;

const key = await register();
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
const heard = [];
const stream = await streamOf(key, "message.received");
const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
const listening = (async () => {
  for (let rest = "", part = await reader.read(); !part.done; part = await reader.read()) {
    const frames = (rest + part.value).split("\n\n");
    rest = frames.pop();
    for (const frame of frames)
      if (frame.includes("event: message.received")) heard.push(Date.now());
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
while (heard.length < wrote.length) await pause(50);
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
told("written until told by stream", spans(heard), [0.5, 0.99]);
told("written until answer is accepted", spans(accepted), [0.5, 0.99]);
