import { app } from "#app";

export { TenantSession } from "#objects/tenant-session.object";
export { Sandbox } from "#sandbox/sandbox.object";

export default {
  fetch: app.fetch,
} satisfies ExportedHandler<Env>;
