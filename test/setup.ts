import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

import { poolBindings } from "#platform/tenancy";

await applyD1Migrations(env.CONTROL_DB, env.CONTROL_MIGRATIONS);
await env.CONTROL_DB.prepare(
  "INSERT INTO pool (binding) SELECT value FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
)
  .bind(JSON.stringify(poolBindings(env)))
  .run();
