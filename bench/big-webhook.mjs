// How long Meta waits for the answer to the largest webhook that it sends: 3 MB with a thousand updates for several accounts, one
// after the other. What it brings is applied behind the answer, and every message of every webhook must be there in the end.
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { newWorkspace } from "../scripts/lib/workspace.mjs";
import { SECRET, startProduct } from "./instances.mjs";
import { print } from "./report.mjs";

const UPDATES = 1_000;
const ROUNDS = 20;
const WARM_UPS = 3;
const TEXT_LENGTH = 2_700;
const APPLIED_WITHIN_MS = 180_000;

const scratch = mkdtempSync(path.join(tmpdir(), "waqtor-bench-"));
const product = await startProduct(scratch, { counted: false });
try {
  const others = await Promise.all([2, 3].map(() => newWorkspace(product.url, { name: "Bench" })));
  const numbers = [product.workspace, ...others].map(({ number }) => number);
  const before = await stored();
  const latencies = [];
  let bytes = 0;
  for (let round = 0; round < WARM_UPS + ROUNDS; round++) {
    const body = webhook(numbers, round);
    bytes = body.length;
    const startMs = performance.now();
    const response = await fetch(`${product.url}/webhooks/meta`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
      },
      body,
    });
    if (response.status !== 200) throw new Error(`answered ${response.status}`);
    if (round >= WARM_UPS) latencies.push(performance.now() - startMs);
  }
  const perWorkspace = Math.floor(UPDATES / numbers.length) * (WARM_UPS + ROUNDS);
  await until(async () => (await stored()) === before + perWorkspace);
  latencies.sort((a, b) => a - b);
  const quantile = (q) => Math.round(latencies[Math.floor(q * (latencies.length - 1))]);
  print([
    { key: "bytes", what: "bytes of one webhook", value: bytes },
    { key: "big_p50", what: "p50 of the answer, ms", value: quantile(0.5), budget: "≤ 250" },
    { key: "big_p95", what: "p95 of the answer, ms", value: quantile(0.95) },
    { key: "applied", what: "messages applied in the first workspace", value: perWorkspace },
  ]);
} finally {
  await product.stop();
  rmSync(scratch, { recursive: true, force: true });
}

function webhook(all, round) {
  const entry = all.map((number, n) => ({
    id: number.waba_id,
    changes: [
      {
        field: "messages",
        value: {
          messaging_product: "whatsapp",
          metadata: {
            display_phone_number: "15550001111",
            phone_number_id: number.phone_number_id,
          },
          messages: Array.from({ length: Math.floor(UPDATES / all.length) }, (_, i) => ({
            from: `4474${String(10_000_000 + (i % 50))}`,
            id: `wamid.big${round}-${n}-${i}`,
            timestamp: String(Math.floor(Date.now() / 1000)),
            type: "text",
            text: { body: `${i} `.padEnd(TEXT_LENGTH, "word ") },
          })),
        },
      },
    ],
  }));
  return Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry }));
}

async function stored() {
  const sql = "SELECT count(*) AS n FROM messages WHERE direction = 'inbound'";
  return (await product.database.prepare(sql).first()).n;
}

async function until(isSo) {
  for (const deadline = Date.now() + APPLIED_WITHIN_MS; Date.now() < deadline;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("not every message of the webhooks was applied");
}
