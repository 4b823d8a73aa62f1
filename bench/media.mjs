// What large files take of the runtime's memory on each way that they go: up, out to Meta, in from Meta, down. The runtime is one
// process, Meta's stand-in and the bucket included; what counts is how little a way adds, and that it adds no more the next time.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { startProduct } from "./instances.mjs";
import { print } from "./report.mjs";

const MIB = 1024 * 1024;
const ROUNDS = 4;
const PERSON = "+5511987655200";
const FILES = [
  {
    name: "90 MiB document",
    type: "document",
    mime: "application/pdf",
    head: "%PDF-1.7\n",
    size: 90 * MIB,
  },
  {
    name: "15 MiB video",
    type: "video",
    mime: "video/mp4",
    head: "\0\0\0\u0018ftypmp42",
    size: 15 * MIB,
  },
];

const scratch = mkdtempSync(path.join(tmpdir(), "waqtor-bench-"));
const product = await startProduct(scratch, { counted: false });
const { url, workspace, memoryMb } = product;
const bearer = { authorization: `Bearer ${workspace.apiKey}` };
const rows = [];
try {
  await ask("POST", `/v1/sandbox/numbers/${workspace.number.id}/inbound`, {
    from: PERSON,
    type: "text",
    text: { body: "Hello" },
  });
  // Everything that is loaded once is there before anything is counted.
  await goRound({ ...FILES[1], size: MIB, name: "warm-up" }, () => {});
  note("resident memory before, MB", memoryMb());
  for (let round = 1; round <= ROUNDS; round++) {
    for (const file of FILES)
      await goRound(file, (way, peak, ms) =>
        note(`${file.name}, round ${round}, ${way} (${ms} ms)`, peak),
      );
    note(`resident memory after round ${round}, MB`, memoryMb());
  }
} finally {
  await product.stop();
  rmSync(scratch, { recursive: true, force: true });
}
console.log("Peak of resident memory above what it was before each way, MB:");
print(rows);

function note(what, megabytes) {
  rows.push({ what, value: Math.round(megabytes) });
}

async function goRound(file, tell) {
  const bytes = Buffer.concat([Buffer.from(file.head, "latin1"), randomBytes(file.size)]).subarray(
    0,
    file.size,
  );
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const way = async (name, go) => {
    const beganMs = Date.now();
    const { value, peak } = await peakOf(go);
    tell(name, peak, Date.now() - beganMs);
    return value;
  };
  const raw = await way("up, as the body", () => upload(file, bytes));
  check(raw.sha256 === sha256, "the body's hash");
  const form = new FormData();
  form.append("file", new File([bytes], "file", { type: file.mime }));
  const formed = await way("up, in a form", () => uploadBody(form, {}));
  check(formed.sha256 === sha256, "the form's hash");
  await way("out to Meta, sent and read", () => sendAndWait(file, raw.id));
  const came = await way("in from Meta", () => receiveAndWait(file, formed.id));
  const down = await way("down", () => download(came.media.id));
  check(down === sha256, "what came back");
}

function upload(file, bytes) {
  return uploadBody(bytes, { "content-type": file.mime });
}

async function uploadBody(body, headers) {
  const response = await fetch(`${url}/v1/media`, {
    method: "POST",
    headers: { ...bearer, ...headers },
    body,
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

async function sendAndWait({ type }, id) {
  const sent = await ask("POST", "/v1/messages", { to: PERSON, [type]: { id } });
  return until(async () => {
    const message = await ask("GET", `/v1/messages/${sent.id}`);
    check(message.status !== "failed", JSON.stringify(message.error));
    return message.status === "read" && message;
  });
}

async function receiveAndWait({ type }, id) {
  const { wamid } = await ask("POST", `/v1/sandbox/numbers/${workspace.number.id}/inbound`, {
    from: PERSON,
    type,
    [type]: { id },
  });
  return until(async () => {
    const { data } = await ask("GET", `/v1/messages?wamid=${encodeURIComponent(wamid)}`);
    check(data[0]?.media?.status !== "failed", "the fetch failed");
    return data[0]?.media?.status === "stored" && data[0];
  });
}

async function download(id) {
  const response = await fetch(`${url}/v1/media/${id}/content`, { headers: bearer });
  const hash = createHash("sha256");
  for await (const chunk of response.body) hash.update(chunk);
  return hash.digest("hex");
}

async function ask(method, route, body) {
  const response = await fetch(`${url}${route}`, {
    method,
    headers: { ...bearer, "content-type": "application/json", "idempotency-key": randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The highest that the memory rose while something ran, above what it was before. */
async function peakOf(go) {
  const before = memoryMb();
  let highest = before;
  const timer = setInterval(() => (highest = Math.max(highest, memoryMb())), 10);
  try {
    return { value: await go(), peak: Math.max(highest, memoryMb()) - before };
  } finally {
    clearInterval(timer);
  }
}

async function until(holds) {
  for (let tries = 0; tries < 600; tries++) {
    const value = await holds();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("it did not come to pass");
}

function check(holds, what) {
  if (!holds) throw new Error(what);
}
