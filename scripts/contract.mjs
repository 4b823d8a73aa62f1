// `npm run contract`: lints the document that /openapi.json serves with a public linter. The code that answers it runs here, in
// plain node: no server, no network. `.redocly.yaml` holds the rules.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

/** Nothing is told to anybody, and nothing is asked of the network. */
const QUIET = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

// Migrations are texts of the bundle; node has to be told so.
registerHooks({
  load(url, context, next) {
    if (!url.endsWith(".sql")) return next(url, context);
    const text = readFileSync(new URL(url), "utf8");
    return {
      format: "module",
      source: `export default ${JSON.stringify(text)};`,
      shortCircuit: true,
    };
  },
});
const [{ app }, { describeApi }] = await Promise.all([
  import("#app"),
  import("#platform/http/openapi"),
]);

const folder = mkdtempSync(path.join(tmpdir(), "waqtor-contract-"));
try {
  const file = path.join(folder, "openapi.json");
  writeFileSync(file, JSON.stringify(describeApi(app, "https://waqtor.example"), null, 2));
  const { status, error } = spawnSync("redocly", ["lint", file, "--config", ".redocly.yaml"], {
    stdio: "inherit",
    env: { ...process.env, ...QUIET },
  });
  if (error !== undefined) throw error;
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
