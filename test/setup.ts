import { env } from "cloudflare:workers";

import { controlReady } from "#platform/control-ready";
import { poolBindings } from "#platform/tenancy";

await controlReady(env);
await env.CONTROL_DB.prepare(
  "INSERT INTO pool (binding) SELECT value FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING",
)
  .bind(JSON.stringify(poolBindings(env)))
  .run();
