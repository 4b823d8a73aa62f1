// `npm run rotate-keys -- [--env production]` tells which key of ENCRYPTION_KEYS sealed how much, and whether an old one may go.
// `-- --new` makes a key: on this machine it goes in front of those of .dev.vars, for a deployment it is printed. The Worker itself
// seals anew, while both keys are there; nothing of a secret passes through here.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_readConfig } from "wrangler";

import { countSealed, newKey, report, withKey } from "./lib/key-rotation.ts";

const { values } = parseArgs({
  options: {
    env: { type: "string" },
    new: { type: "boolean", default: false },
    state: { type: "string", default: ".wrangler/waqtor" },
  },
});

try {
  if (values.new) begin();
  else await tell();
} catch (error) {
  console.error(`Not rotated: ${error.message}`);
  process.exit(1);
}

function begin() {
  const key = newKey(Date.now());
  if (values.env === undefined) {
    writeFileSync(".dev.vars", withKey(readFileSync(".dev.vars", "utf8"), key), { mode: 0o600 });
    console.log(`${key.split(":")[0]} is the first key of .dev.vars: restart npm start.`);
    return;
  }
  console.log(`Put this entry in front of the ones that are there, with a comma behind it:

  ${key}

  npx wrangler secret put ENCRYPTION_KEYS -e ${values.env}

Then look with npm run rotate-keys -- --env ${values.env} until the old key is needed no more, and put the secret without it.`);
}

async function tell() {
  if (values.env !== undefined) return console.log(report(await countSealed(askCloudflare)));
  const { ask, dispose } = openHere();
  try {
    console.log(report(await countSealed(ask)));
  } finally {
    await dispose();
  }
}

async function askCloudflare(binding, sql) {
  const { status, stdout } = spawnSync(
    "wrangler",
    [
      "d1",
      "execute",
      binding,
      "--env",
      values.env,
      "--remote",
      "--yes",
      "--json",
      "--command",
      sql,
    ],
    { stdio: ["inherit", "pipe", "inherit"], encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`wrangler could not read ${binding}`);
  return JSON.parse(stdout)[0].results;
}

/** The files of `npm start`, which may be running meanwhile. */
function openHere() {
  const { d1_databases: databases } = unstable_readConfig({ config: "wrangler.toml" });
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: "",
      resourcePersistencePath: path.resolve(values.state),
      d1Databases: Object.fromEntries(databases.map(({ binding }) => [binding, binding])),
    }),
  );
  const ask = async (binding, sql) => {
    const database = await runtime.getD1Database(binding);
    try {
      return (await database.prepare(sql).all()).results;
    } catch (error) {
      if (!String(error.message).includes("no such table")) throw error;
      throw new Error(`nothing ever ran in ${values.state}: npm start once, then come again`);
    }
  };
  return { ask, dispose: () => runtime.dispose() };
}
