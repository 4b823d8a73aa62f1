import { app } from "#app";
import { sweepAccountTokens, sweepControl } from "#features/accounts/index";
import { sweepControlAudit } from "#features/audit/index";
import { freeRecycled, ringEnds } from "#features/closing/index";
import { handleMetaWebhook, sweepSpill } from "#features/inbound/index";
import { sweepInvitations } from "#features/invitations/index";
import { JOB_HANDLERS } from "#jobs";
import { sweepAllowances } from "#platform/allowance";
import { controlReady } from "#platform/control-ready";
import { sweepControlIdempotency } from "#platform/idempotency";
import { consume } from "#platform/queue/consume";
import { recordDeadLetters } from "#platform/queue/record-dead-letters";
import { ringSweeps } from "#platform/queue/ring-sweeps";
import { runJob } from "#platform/queue/run-job";
import { onItsOwn } from "#platform/queue/run-sweeps";
import { resealControl } from "#platform/secrets/reseal-control";

export { TenantSession } from "#objects/tenant-session.object";
export { Sandbox } from "#sandbox/sandbox.object";

export default {
  fetch: (request, env, ctx) =>
    isMetaWebhook(request.url) ? handleMetaWebhook(request, env) : app.fetch(request, env, ctx),

  queue: async (batch, env, ctx) => {
    await controlReady(env);
    if (/-dead(-production)?$/.test(batch.queue)) return recordDeadLetters(batch, env, Date.now());
    const waitUntil = (work: Promise<unknown>) => ctx.waitUntil(work);
    const run = { env, handlers: JOB_HANDLERS, waitUntil };
    return consume(batch, Math.random, (job) => runJob(run, job));
  },

  scheduled: async (_event, env) => {
    await controlReady(env);
    const nowMs = Date.now();
    await Promise.all([
      onItsOwn("ring", () => ringSweeps(env, nowMs)),
      onItsOwn("ends", () => ringEnds(env, nowMs)),
      onItsOwn("recycled", () => freeRecycled(env)),
      onItsOwn("spill", () => sweepSpill(env)),
      onItsOwn("idempotency", () => sweepControlIdempotency(env, nowMs)),
      onItsOwn("invitations", () => sweepInvitations(env, nowMs)),
      onItsOwn("audit", () => sweepControlAudit(env, nowMs)),
      onItsOwn("account tokens", () => sweepAccountTokens(env, nowMs)),
      onItsOwn("control", () => sweepControl(env, nowMs)),
      onItsOwn("secrets", () => resealControl(env)),
      onItsOwn("allowances", () => sweepAllowances(env, nowMs)),
    ]);
  },
} satisfies ExportedHandler<Env>;

/** Meta's way in stands before the router: it is answered in milliseconds, or comes again. */
function isMetaWebhook(url: string): boolean {
  const path = url.indexOf("/", url.indexOf("://") + 3);
  return path > 0 && /^\/webhooks\/meta(?:\/\d{1,32})?(?:$|\?)/.test(url.slice(path, path + 50));
}
