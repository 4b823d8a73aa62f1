import { env } from "cloudflare:workers";
import { afterAll } from "vitest";

import { controlReady } from "#platform/control-ready";
import { poolBindings } from "#platform/tenancy";

import { bucketFaults } from "./fixtures/bucket.ts";
import { newLedgerFaults } from "./fixtures/ledger.ts";

await controlReady(env);
await env.CONTROL_DB.prepare(
  "INSERT INTO pool (binding) SELECT value FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
)
  .bind(JSON.stringify(poolBindings(env)))
  .run();

/**
 * Whatever a test is about, the events that it led to are the catalogue's, and tell nothing of a person; and what it left in the
 * bucket lies in a folder of the data map.
 */
afterAll(async () => {
  const folders = await bucketFaults();
  if (folders.length > 0) throw new Error(`not in the data map: ${folders.join(" ")}`);
  const faults = await newLedgerFaults();
  if (faults.length > 0) throw new Error(`the ledger: ${faults.join("; ")}`);
}, 60_000);
