// `npm run pool -- recycle --env production`: deletes the databases of closed workspaces and puts new ones behind their bindings.
// Deploy afterwards: the deployment takes a new database up by itself.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { unstable_readConfig } from "wrangler";

import { recycle } from "./lib/recycle.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { env: { type: "string", default: "production" } },
});
const { env } = values;
const worker = unstable_readConfig({ config: "wrangler.toml", env }).name;

function wrangler(...args) {
  const { status, stdout } = spawnSync("wrangler", [...args, "--env", env], {
    stdio: ["inherit", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`wrangler ${args.slice(0, 2).join(" ")} failed`);
  return stdout;
}

const RETIRED =
  "SELECT binding, retired_at AS retiredAtMs FROM pool WHERE retired_at IS NOT NULL ORDER BY binding";

const port = {
  retired: async () =>
    JSON.parse(
      wrangler("d1", "execute", "CONTROL_DB", "--remote", "--json", "--command", RETIRED),
    ).flatMap(({ results }) => results),
  databases: async () =>
    JSON.parse(wrangler("d1", "list", "--json")).map(({ name, uuid, created_at }) => ({
      name,
      id: uuid,
      createdAtMs: Date.parse(created_at),
    })),
  remove: async (name) => void wrangler("d1", "delete", name, "--skip-confirmation"),
  make: async (name) => void wrangler("d1", "create", name),
  read: () => readFileSync("wrangler.toml", "utf8"),
  write: (toml) => writeFileSync("wrangler.toml", toml),
};

try {
  const bindings = await recycle(port, { worker, env });
  console.log(
    bindings.length === 0
      ? "No database waits to be recycled."
      : `New databases: ${bindings.join(", ")}. They are free once you have deployed: npm run deploy`,
  );
} catch (error) {
  console.error(`Not recycled: ${error.message}. Run it again: it goes on where it was.`);
  process.exit(1);
}
