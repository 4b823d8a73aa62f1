// `npm run bench`: what the main job costs, beside a floor Worker in the same run. Prints a table and appends a line to
// bench/history.json. Loads only this machine, a bounded number of requests.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { startFloor, startProduct } from "./instances.mjs";
import { measureCampaign } from "./measure-campaign.mjs";
import { measureIngest } from "./measure-ingest.mjs";
import { measureRequests } from "./measure-requests.mjs";

const scratch = mkdtempSync(path.join(tmpdir(), "waqtor-bench-"));
const floor = await startFloor();
const product = await startProduct(scratch, { counted: false });
const counted = await startProduct(scratch, { counted: true });
const rows = [];
try {
  rows.push(...(await measureIngest({ floor, product, counted })));
  rows.push(...(await measureRequests(counted)));
  rows.push(...(await measureCampaign({ product, counted })));
} finally {
  await floor.stop();
  await product.stop();
  await counted.stop();
  rmSync(scratch, { recursive: true, force: true });
}

const width = Math.max(...rows.map((row) => row.what.length));
for (const { what, value, budget } of rows)
  console.log(
    `${what.padEnd(width)}  ${String(value).padStart(9)}  ${budget === undefined ? "" : `budget ${budget}`}`,
  );

const history = "bench/history.json";
const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
const line = {
  date: new Date().toISOString(),
  commit,
  ...Object.fromEntries(rows.map((row) => [row.key, row.value])),
};
writeFileSync(
  history,
  `${JSON.stringify([...JSON.parse(readOr(history, "[]")), line], null, 1)}\n`,
);

function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
