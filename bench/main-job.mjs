// What the main job costs, beside a floor Worker in the same run. Prints a table and appends a line to
// bench/history.json. Loads only this machine, a bounded number of requests.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { startFloor, startProduct } from "./instances.mjs";
import { measureCampaign } from "./measure-campaign.mjs";
import { measureIngest } from "./measure-ingest.mjs";
import { measureRequests } from "./measure-requests.mjs";
import { keep, print } from "./report.mjs";

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

print(rows);
keep("bench/history.json", rows);
