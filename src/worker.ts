import { app } from "#app";
import { planCampaign, runChunk, sweepCampaigns } from "#features/campaigns/index";
import { drainMailbox, handleMetaWebhook, sweepInbound, sweepSpill } from "#features/inbound/index";
import { sendOutbox, sweepOutbox } from "#features/messages/index";
import { sweepNumbers } from "#features/numbers/index";
import { sweepTemplates } from "#features/templates/index";
import type { TenantContext } from "#platform/context";
import { controlReady } from "#platform/control-ready";
import { sweepControlIdempotency, sweepIdempotency } from "#platform/idempotency";
import { consume, type JobOutcome } from "#platform/queue/consume";
import type { Job } from "#platform/queue/job";
import { recordDeadLetters } from "#platform/queue/record-dead-letters";
import { ringSweeps } from "#platform/queue/ring-sweeps";
import { bindTenant, loadTenant } from "#platform/tenancy";

export { TenantSession } from "#objects/tenant-session.object";
export { Sandbox } from "#sandbox/sandbox.object";

const DONE: JobOutcome = { type: "done" };

export default {
  fetch: (request, env, ctx) =>
    isMetaWebhook(request.url) ? handleMetaWebhook(request, env) : app.fetch(request, env, ctx),

  queue: async (batch, env) => {
    await controlReady(env);
    await (/-dead(-production)?$/.test(batch.queue)
      ? recordDeadLetters(batch, env, Date.now())
      : consume(batch, Math.random, (job) => runJob(env, job)));
  },

  scheduled: async (_event, env) => {
    await controlReady(env);
    await Promise.all([
      ringSweeps(env, Date.now()),
      sweepSpill(env),
      sweepControlIdempotency(env, Date.now()),
    ]);
  },
} satisfies ExportedHandler<Env>;

/** Meta's way in stands before the router: it is answered in milliseconds, or comes again. */
function isMetaWebhook(url: string): boolean {
  const path = url.indexOf("/", url.indexOf("://") + 3);
  return path > 0 && /^\/webhooks\/meta(?:$|\?)/.test(url.slice(path, path + 16));
}

async function runJob(env: Env, job: Job): Promise<JobOutcome> {
  const tenant = await loadTenant(env, job.tenantId);
  if (tenant === undefined) return { type: "drop", reason: "tenant_gone" };
  const ctx = await bindTenant(env, tenant, {
    actor: { kind: "job", id: job.kind },
    origin: { requestId: `job:${job.kind}`, ip: null, userAgent: null },
  });
  switch (job.kind) {
    case "mailbox.drain":
      return drainMailbox(ctx);
    case "outbox.send":
      return sendOutbox(ctx);
    case "campaign.plan":
      await planCampaign(ctx, job.campaignId);
      return DONE;
    case "campaign.chunk":
      return runChunk(ctx, job);
    case "tenant.sweep":
      await sweep(ctx);
      return DONE;
  }
}

/** Each sweep looks for what a crash left in its own slice; they do not depend on one another. */
async function sweep(ctx: TenantContext): Promise<void> {
  await sweepNumbers(ctx);
  await sweepTemplates(ctx);
  await sweepInbound(ctx);
  await sweepOutbox(ctx);
  await sweepCampaigns(ctx);
  await sweepIdempotency(ctx);
}
