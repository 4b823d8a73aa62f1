// `npm start`: the whole product on this machine. No account anywhere, no network.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { printConsole, runDemo } from "./demo.mjs";
import { aiVars } from "./lib/ai.mjs";
import { ensureDevVars } from "./lib/dev-vars.mjs";
import { serve } from "./lib/server.mjs";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8787" },
    state: { type: "string", default: ".wrangler/waqtor" },
    empty: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(`npm start -- [--port 8787] [--state .wrangler/waqtor] [--empty]

  --port   port to listen on
  --state  folder that keeps databases, objects and media
  --empty  skip the demo workspace that the first start seeds`);
  process.exit(0);
}
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`--port must be from 1 to 65535, not ${values.port}`);
  process.exit(2);
}

mkdirSync(values.state, { recursive: true });
if (ensureDevVars()) console.log("Wrote .dev.vars with random local secrets.");

const ai = await aiVars();
const server = await serve({ port, state: values.state, vars: ai.vars });
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    Promise.all([server.stop(), ai.stop()]).finally(() => process.exit(0));
  });
}
console.log(`READY ${server.url}`);
if (ai.isStandIn)
  console.log("AI drafts are answered by a stand-in on this machine: OPENROUTER_API_KEY is empty.");

const seeded = path.join(values.state, "demo-seeded");
if (values.empty || existsSync(seeded)) printConsole(server.url, demoAccount());
else
  try {
    // Kept beside the databases that it opens, for the starts to come.
    writeFileSync(seeded, JSON.stringify(await runDemo(server.url)), { mode: 0o600 });
  } catch (error) {
    console.error(`DEMO FAILED ${error.message}`);
    printConsole(server.url);
  }

/** Who owns the demo of an earlier start; undefined when there is none, or it did not say. */
function demoAccount() {
  try {
    return JSON.parse(readFileSync(seeded, "utf8"));
  } catch {
    return undefined;
  }
}
