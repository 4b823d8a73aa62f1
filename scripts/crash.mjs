// `npm run crash`: load the webhook at full speed, kill the whole process group with SIGKILL, start again, and hold the
// product to its promise: every webhook answered 200 is a message, once.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { startChild } from "./lib/child.mjs";
import { until } from "./lib/client.mjs";
import { ensureDevVars } from "./lib/dev-vars.mjs";
import { newWorkspace } from "./lib/workspace.mjs";

const { values } = parseArgs({
  options: { port: { type: "string", default: "8797" }, seconds: { type: "string", default: "4" } },
});
ensureDevVars();
const secret = /^META_APP_SECRET=([^,\n]+)/m.exec(readFileSync(".dev.vars", "utf8"))?.[1];
const state = mkdtempSync(path.join(tmpdir(), "waqtor-crash-"));
const port = Number(values.port);

const first = await startChild({ port, state });
const { api, number } = await newWorkspace(first.url, { name: "Crash" });
const load = startLoad();
await new Promise((resolve) => setTimeout(resolve, Number(values.seconds) * 1000));
await first.kill();
const { wamids } = await load;
console.log(`killed: ${wamids.length} webhooks had been answered 200`);

const second = await startChild({ port, state });
const counts = await until(storedCounts, (stored) => wamids.every((wamid) => stored.has(wamid)), {
  timeoutMs: 90_000,
  everyMs: 2_000,
  what: "every acknowledged webhook becoming a message",
}).catch(storedCounts);
const missing = wamids.filter((wamid) => !counts.has(wamid));
const doubled = [...counts].filter(([, times]) => times > 1);
console.log(
  `after the restart: ${counts.size} messages, ${missing.length} missing, ${doubled.length} double`,
);
await second.stop();
rmSync(state, { recursive: true, force: true });
const holds = wamids.length > 0 && missing.length === 0 && doubled.length === 0;
console.log(holds ? "CRASH OK" : "CRASH FAILED");
process.exit(holds ? 0 : 1);

/** The load ends by itself when the server is gone: it stops at the first refused connection. */
function startLoad() {
  const options = {
    url: `${first.url}/webhooks/meta`,
    secret,
    phoneNumberId: number.phone_number_id,
    wabaId: number.waba_id,
    count: 40_000,
    connections: 16,
    people: 50,
    prefix: `crash${Date.now()}x`,
    stopOnError: true,
    listAcked: true,
  };
  const child = spawn(process.execPath, ["bench/load.mjs", JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on("exit", (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`load ended with ${code}`)),
    );
  });
}

/** How often each wamid is stored, through the public API, page by page. */
async function storedCounts() {
  const times = new Map();
  let after = "";
  do {
    const page = await api.get(`/v1/messages?direction=inbound&limit=100${after}`);
    for (const { wamid } of page.data) times.set(wamid, (times.get(wamid) ?? 0) + 1);
    after = page.next_cursor === null ? "" : `&after=${encodeURIComponent(page.next_cursor)}`;
  } while (after !== "");
  return times;
}
