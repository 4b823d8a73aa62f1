// A file of contacts from its upload to its end, beside the floor: the same contacts and identities written to another such database
// by the two statements that must be, with nothing around them. `--rows 10000` for a quick look, `--keep` appends to the history.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { newWorkspace } from "../scripts/lib/workspace.mjs";
import { importFile, MAPPING } from "./import-file.mjs";
import { startProduct } from "./instances.mjs";
import { keep, print } from "./report.mjs";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { rows: { type: "string", default: "100000" }, keep: { type: "boolean" } },
});
const ROWS = Number(values.rows);
/** What is counted does not depend on how many rows there are. */
const COUNTED_ROWS = 10_000;
/** Contacts that one batch of the floor writes, as many as the product's. */
const SLICE = 1_000;
const ENDED = new Set(["completed", "failed"]);

const scratch = mkdtempSync(path.join(tmpdir(), "waqtor-bench-"));
const product = await startProduct(scratch, { counted: false });
const counted = await startProduct(scratch, { counted: true });
let rows;
try {
  rows = [...(await measureTime()), ...(await measureRows())];
} finally {
  await product.stop();
  await counted.stop();
  rmSync(scratch, { recursive: true, force: true });
}
print(rows);
if (values.keep) keep("bench/history-import.json", rows);

async function measureTime() {
  // Everything that is loaded once is there before anything is timed.
  await imported(product, importFile(200).text.replaceAll("+351", "+352"));
  const file = importFile(ROWS);
  const before = product.memoryMb();
  const cpuBefore = product.cpuMs();
  const { view, seconds, acceptedMs, halves } = await imported(product, file.text);
  const cpuMs = product.cpuMs() - cpuBefore;
  await adds(view, file);
  await runFloor(2);
  const floors = [await runFloor(3), await runFloor(4)];
  const floor = floors.reduce((a, b) => (a.perSecond > b.perSecond ? a : b));
  const perSecond = view.created / seconds;
  return [
    row("rows", "rows of the file", ROWS),
    row("rejected", "of these rejected, each told by its line", view.rejected),
    row("accepted_s", "until 202, s", acceptedMs / 1000),
    row("seconds", "until completed, s", seconds),
    row("rows_per_s", "rows per second", ROWS / seconds),
    row("contacts_per_s", "contacts per second", perSecond),
    row("floor_per_s", "floor: contacts per second", floor.perSecond),
    row("ratio", "contacts per second / floor", perSecond / floor.perSecond, "≥ 0.5"),
    row("cpu_us", "CPU µs per contact", (cpuMs / view.created) * 1000),
    row("floor_cpu_us", "floor: CPU µs per contact", floor.cpuUs),
    row("rss_before", "resident memory before, MB", before),
    row("rss_first", "peak in the first half, MB", halves[0]),
    row("rss_second", "peak in the second half, MB", halves[1]),
    row("rss_after", "resident memory after, MB", product.memoryMb()),
  ];
}

/** Billed rows, by an instance that counts them. */
async function measureRows() {
  const file = importFile(COUNTED_ROWS);
  await counted.counters();
  const { view } = await imported(counted, file.text);
  const { rowsWritten, rowsRead, calls, written } = await counted.counters();
  for (const [sql, count] of Object.entries(written).toSorted((a, b) => b[1] - a[1]))
    if (count > view.created / 100)
      console.log(`${(count / view.created).toFixed(2)} rows written per contact by ${sql}`);
  return [
    row("written", "D1 rows written per contact", rowsWritten / view.created),
    row("read", "D1 rows read per row, subscribers included", rowsRead / COUNTED_ROWS),
    row("calls", "calls of D1, queues, objects, bucket per slice", (calls * SLICE) / COUNTED_ROWS),
  ];
}

function row(key, what, value, budget) {
  return { key, what, value: Math.round(value * 100) / 100, budget };
}

/** Send a file, and wait until it is imported. `halves`: the highest resident memory in each half of that time, MB. */
async function imported({ url, workspace, memoryMb }, text) {
  const form = new FormData();
  form.append("mapping", JSON.stringify(MAPPING));
  form.append("file", new File([text], "contacts.csv", { type: "text/csv" }));
  const samples = [memoryMb()];
  const timer = setInterval(() => samples.push(memoryMb()), 20);
  const beganMs = Date.now();
  try {
    const response = await fetch(`${url}/v1/imports`, {
      method: "POST",
      headers: { authorization: `Bearer ${workspace.apiKey}`, "idempotency-key": randomUUID() },
      body: form,
    });
    const acceptedMs = Date.now() - beganMs;
    check(response.status === 202, `${response.status} ${await response.clone().text()}`);
    let view = await response.json();
    while (!ENDED.has(view.status)) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      view = await workspace.api.get(`/v1/imports/${view.id}`);
    }
    const half = Math.ceil(samples.length / 2);
    const halves = [samples.slice(0, half), samples.slice(half)].map((each) => Math.max(...each));
    return { view, seconds: (Date.now() - beganMs) / 1000, acceptedMs, halves };
  } finally {
    clearInterval(timer);
  }
}

/** Each row counts once, and the error file names exactly the bad ones. */
async function adds(view, { bad }) {
  const { created, updated, unchanged, rejected } = view;
  const sum = created + updated + unchanged + rejected;
  check(view.status === "completed" && sum === ROWS, `it does not add up: ${JSON.stringify(view)}`);
  const response = await fetch(`${product.url}/v1/imports/${view.id}/errors`, {
    headers: { authorization: `Bearer ${product.workspace.apiKey}` },
  });
  const [, ...lines] = (await response.text()).trimEnd().split("\r\n");
  const told = new Set(lines.map((line) => Number(line.split(",")[0])));
  check(
    told.size === bad.length && bad.every((line) => told.has(line)),
    "the error file does not name exactly the bad lines",
  );
}

/** Write what the import wrote to the database of another workspace. */
async function runFloor(n) {
  await newWorkspace(counted.url, { name: `Floor ${n}` });
  const total = { contacts: 0, ms: 0, cpuMs: 0 };
  for (let after = ""; ;) {
    const { results: contacts } = await product.database
      .prepare(
        "SELECT id, phone, name, fields, tags, metadata, created_at, updated_at, name_words FROM contacts WHERE id > ?1 ORDER BY id LIMIT ?2",
      )
      .bind(after, SLICE)
      .all();
    if (contacts.length === 0) break;
    after = contacts.at(-1).id;
    const { results: identities } = await product.database
      .prepare(
        "SELECT value, kind, contact_id, created_at, key_hash FROM identities WHERE contact_id IN (SELECT value FROM json_each(?1))",
      )
      .bind(JSON.stringify(contacts.map(({ id }) => id)))
      .all();
    const lists = [contacts, identities].map((list) =>
      JSON.stringify(list.map((each) => Object.values(each))),
    );
    await writeFloor(n, lists, total);
    total.contacts += contacts.length;
  }
  return {
    perSecond: (total.contacts * 1000) / total.ms,
    cpuUs: (total.cpuMs / total.contacts) * 1000,
  };
}

async function writeFloor(n, lists, total) {
  const body = JSON.stringify(lists);
  const cpuBefore = counted.cpuMs();
  const beganMs = performance.now();
  const response = await fetch(`${counted.url}/bench/floor?binding=TENANT_DB_000${n}`, {
    method: "POST",
    body,
  });
  total.ms += performance.now() - beganMs;
  total.cpuMs += counted.cpuMs() - cpuBefore;
  check(response.ok, await response.text());
}

function check(holds, what) {
  if (!holds) throw new Error(what);
}
