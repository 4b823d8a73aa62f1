// `npm start`: the whole product on this machine. No account anywhere, no network.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { runDemo } from "./demo.mjs";
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

const server = await serve({ port, state: values.state });
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    server.stop().finally(() => process.exit(0));
  });
}
console.log(`READY ${server.url}`);

const seeded = path.join(values.state, "demo-seeded");
if (!values.empty && !existsSync(seeded)) {
  try {
    await runDemo(server.url);
    writeFileSync(seeded, `${new Date().toISOString()}\n`);
  } catch (error) {
    console.error(`DEMO FAILED ${error.message}`);
  }
}
