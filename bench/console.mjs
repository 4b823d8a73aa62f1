// `npm run bench -- console`: what the console costs a person on a slow phone. Prints a table and appends a line to
// bench/console-history.json.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ensureDevVars } from "../scripts/lib/dev-vars.mjs";
import { serve } from "../scripts/lib/server.mjs";
import { seed } from "../test/console/seed.mjs";
import { measureConsole } from "./measure-console.mjs";
import { keep, print } from "./report.mjs";

ensureDevVars();
const state = mkdtempSync(path.join(tmpdir(), "waqtor-bench-"));
const server = await serve({ port: 8799, state });
try {
  const { email, password, api, running } = await seed(server.url, { campaign: 200 });
  const { data } = await api.get("/v1/conversations?unread=true&limit=100");
  const talk = data.find(({ contact }) => contact.name === "Mariana Ferreira").id;
  const rows = await measureConsole({ url: server.url, email, password, talk, campaign: running });
  print(rows);
  keep("bench/console-history.json", rows);
} finally {
  await server.stop();
  rmSync(state, { recursive: true, force: true });
}
