// `npm run operator -- --email ada@example.com [--env production]`: invites somebody onto the deployment, its first operator
// included. The token is printed once; the control database keeps its hash. Without --env it is this machine's.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";

import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_readConfig } from "wrangler";
import { z } from "zod";

import { operatorInvitation } from "./lib/operator-invitation.ts";

const { values } = parseArgs({
  options: {
    email: { type: "string" },
    env: { type: "string" },
    state: { type: "string", default: ".wrangler/waqtor" },
    url: { type: "string" },
  },
});
if (!z.regexes.email.test(values.email ?? "")) {
  console.error("Say who: npm run operator -- --email ada@example.com [--env production]");
  process.exit(2);
}

const config = unstable_readConfig({ config: "wrangler.toml", env: values.env });
const url = values.url ?? config.vars.PUBLIC_URL;
const { token, expiresAtMs, sql } = operatorInvitation(values.email, Date.now());
const store = values.env === undefined ? storeHere : storeAtCloudflare;
try {
  await store();
} catch (error) {
  console.error(`Not invited: ${error.message}`);
  process.exit(1);
}
console.log(`${values.email} may register once, until ${new Date(expiresAtMs).toISOString()}, with this token:

  ${token}

It is shown only now. Register with it, the e-mail unchanged:

  curl -s ${url}/v1/auth/register -H 'Content-Type: application/json' -d '{
    "full_name": "…", "email": "${values.email}", "timezone": "UTC", "password": "…", "accept_policy": true,
    "invitation": "${token}"}'`);

/** The Worker makes the schema itself, at its first request: so it is asked for one first. */
async function storeAtCloudflare() {
  const ready = await fetch(`${url}/readyz`);
  if (!ready.ok) throw new Error(`${url}/readyz answers ${ready.status}: ${await ready.text()}`);
  const { status } = spawnSync(
    "wrangler",
    ["d1", "execute", "CONTROL_DB", "--env", values.env, "--remote", "--yes", "--command", sql],
    { stdio: ["inherit", "ignore", "inherit"] },
  );
  if (status !== 0) throw new Error("wrangler could not write to the control database");
}

/** The files of `npm start`, which may be running meanwhile. */
async function storeHere() {
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: "",
      resourcePersistencePath: path.resolve(values.state),
      d1Databases: { CONTROL_DB: "CONTROL_DB" },
    }),
  );
  try {
    const control = await runtime.getD1Database("CONTROL_DB");
    await control.prepare(sql).run();
  } catch (error) {
    if (!String(error.message).includes("no such table")) throw error;
    throw new Error(`nothing ever ran in ${values.state}: npm start once, then come again`);
  } finally {
    await runtime.dispose();
  }
}
