import { asJob, type ScopedContext } from "#platform/context";
import { log } from "#platform/log";
import { JOBS, type Job, type JobKind, type JobOf, type JobOutcome } from "#platform/queue/jobs";
import { bindTenant, loadTenant } from "#platform/tenancy";

/** For each kind of job what it does; nothing answered means done. It acts for the tenant and holds every scope. */
export type JobHandlers = {
  readonly [K in JobKind]: (ctx: ScopedContext, job: JobOf<K>) => Promise<JobOutcome | void>;
};

/** What a job runs with: the Worker's environment and the invocation that it keeps alive. */
export interface JobRun {
  readonly env: Env;
  readonly handlers: JobHandlers;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Bind a job to its workspace and hand it to its handler. Where there is no database there is nothing to do: no job claims one.
 * A job of a suspended workspace that may wait is let go: what it points at stays, and the sweep rings again when the workspace
 * is active.
 */
export async function runJob(run: JobRun, job: Job): Promise<JobOutcome> {
  const tenant = await loadTenant(run.env, job.tenantId);
  if (tenant === undefined) return { type: "drop", reason: "tenant_gone" };
  if (tenant.binding === null) {
    log("info", "job.without_database", { kind: job.kind, tenant: tenant.id });
    return { type: "done" };
  }
  if (tenant.state === "suspended" && JOBS[job.kind].suspended === "waits") {
    log("info", "job.put_off", { kind: job.kind, tenant: tenant.id });
    return { type: "done" };
  }
  const ctx = await bindTenant(run.env, tenant, {
    actor: { kind: "job", id: job.kind },
    origin: { requestId: `job:${job.kind}`, ip: null, userAgent: null },
    waitUntil: run.waitUntil,
  });
  return (await handle(run.handlers, asJob(ctx), job)) ?? { type: "done" };
}

function handle<K extends JobKind>(
  handlers: JobHandlers,
  ctx: ScopedContext,
  job: JobOf<K>,
): Promise<JobOutcome | void> {
  const kind: K = job.kind;
  return handlers[kind](ctx, job);
}
