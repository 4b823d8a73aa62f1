import { app } from "#app";
import { handleMetaWebhook } from "#features/inbound/index";

export { TenantSession } from "#objects/tenant-session.object";
export { Sandbox } from "#sandbox/sandbox.object";

export default {
  fetch: (request, env, ctx) =>
    isMetaWebhook(request.url) ? handleMetaWebhook(request, env) : app.fetch(request, env, ctx),
} satisfies ExportedHandler<Env>;

/** Meta's way in stands before the router: it is answered in milliseconds, or comes again. */
function isMetaWebhook(url: string): boolean {
  const path = url.indexOf("/", url.indexOf("://") + 3);
  return path > 0 && /^\/webhooks\/meta(?:$|\?)/.test(url.slice(path, path + 16));
}
