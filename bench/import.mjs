// A file of contacts from its upload to its end, beside the floor: the same rows of the same three tables (contacts, identities, words
// of names) written to another such database by the three statements that must be. The floor is the time of its batches alone: no file
// is read, no phone is parsed, no list is made, nobody is looked up, no event is told, nothing is counted. The product's time is all
// that passes from the first byte of the upload until the API says `completed`. `--rows 10000` for a quick look, `--keep` appends to
// the history.
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
/** As many tell how fast the floor is; a longer file has no other. */
const FLOOR_CONTACTS = 100_000;
/** Memory is told for each so many rows, so that files of different length can be compared. */
const STEP_ROWS = 50_000;
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
  const { view, seconds, acceptedMs, peaks } = await imported(product, file.text);
  const cpuMs = product.cpuMs() - cpuBefore;
  await adds(view, file);
  const floorMb = [counted.memoryMb()];
  await runFloor(2);
  floorMb.push(counted.memoryMb());
  const floors = [await runFloor(3), await runFloor(4)];
  floorMb.push(counted.memoryMb());
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
    row("rss_upload", "peak until 202, MB", peaks.upload),
    ...peaks.steps.map((mb, i) =>
      row(`rss_${i}`, `peak in rows ${i * STEP_ROWS} to ${(i + 1) * STEP_ROWS}, MB`, mb),
    ),
    row("rss_after", "resident memory after the floor has read it all, MB", product.memoryMb()),
    row("floor_rss", "floor: resident memory before, MB", floorMb[0]),
    row("floor_rss_1", "floor: after one file, MB", floorMb[1]),
    row("floor_rss_3", "floor: after three, MB", floorMb[2]),
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

/** Send a file, and wait until it is imported. `peaks`: the highest resident memory until it is taken, and in each step, MB. */
async function imported({ url, workspace, memoryMb }, text) {
  const form = new FormData();
  form.append("mapping", JSON.stringify(MAPPING));
  form.append("file", new File([text], "contacts.csv", { type: "text/csv" }));
  const peaks = { upload: 0, steps: [] };
  let rows = null;
  const timer = setInterval(() => {
    const mb = memoryMb();
    if (rows === null) peaks.upload = Math.max(peaks.upload, mb);
    else {
      const step = Math.floor(rows / STEP_ROWS);
      peaks.steps[step] = Math.max(peaks.steps[step] ?? 0, mb);
    }
  }, 20);
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
    rows = 0;
    while (!ENDED.has(view.status)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      view = await workspace.api.get(`/v1/imports/${view.id}`);
      // The last row belongs to the last step.
      rows = Math.max(Math.min(view.rows, view.total_rows - 1), 0);
    }
    return { view, seconds: (Date.now() - beganMs) / 1000, acceptedMs, peaks };
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
    if (contacts.length === 0 || total.contacts >= FLOOR_CONTACTS) break;
    after = contacts.at(-1).id;
    const { results: identities } = await product.database
      .prepare(
        "SELECT value, kind, contact_id, created_at, key_hash FROM identities WHERE contact_id IN (SELECT value FROM json_each(?1))",
      )
      .bind(JSON.stringify(contacts.map(({ id }) => id)))
      .all();
    const words = contacts.flatMap(({ id, name_words: list }) =>
      JSON.parse(list ?? "[]").map((word) => [word, id]),
    );
    const lists = [contacts.map(Object.values), identities.map(Object.values), words].map((list) =>
      JSON.stringify(list),
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
  const response = await fetch(`${counted.url}/bench/floor?binding=TENANT_DB_000${n}`, {
    method: "POST",
    body,
  });
  check(response.ok, `the floor answered ${response.status}`);
  total.ms += (await response.json()).ms;
  total.cpuMs += counted.cpuMs() - cpuBefore;
}

function check(holds, what) {
  if (!holds) throw new Error(what);
}
