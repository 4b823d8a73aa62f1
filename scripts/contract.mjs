// `npm run contract`: lints the document that /openapi.json serves with a public linter, whose rules `.redocly.yaml` holds, and
// compares the types of the client in `client/` with it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { apiDocument } from "./lib/api-document.mjs";
import { staleTypes } from "./lib/api-types.mjs";

/** Nothing is told to anybody, and nothing is asked of the network. */
const QUIET = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

const document = await apiDocument();
const folder = mkdtempSync(path.join(tmpdir(), "waqtor-contract-"));
try {
  const file = path.join(folder, "openapi.json");
  writeFileSync(file, JSON.stringify(document, null, 2));
  const { status, error } = spawnSync("redocly", ["lint", file, "--config", ".redocly.yaml"], {
    stdio: "inherit",
    env: { ...process.env, ...QUIET },
  });
  if (error !== undefined) throw error;
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const stale = await staleTypes(document);
if (stale !== undefined) {
  console.error(stale);
  process.exitCode = 1;
}
