import { isDoneWhile, standingOf } from "#core/tenant/standing";
import { asJob, type ScopedContext, type ScopedWorkspaceContext } from "#platform/context";
import { log } from "#platform/log";
import {
  JOBS,
  type EndingJobKind,
  type Job,
  type JobKind,
  type JobOf,
  type JobOutcome,
} from "#platform/queue/jobs";
import { bindTenant, bindWorkspace, loadTenant } from "#platform/tenancy";

type WorkingJobKind = Exclude<JobKind, EndingJobKind>;

/** For each kind of job what it does; nothing answered means done. It acts for the tenant and holds every scope. */
type WorkHandlers = {
  readonly [K in WorkingJobKind]: (ctx: ScopedContext, job: JobOf<K>) => Promise<JobOutcome | void>;
};

/** The same of every kind. What ends a workspace gets no database: it may have none any more. */
export type JobHandlers = WorkHandlers & {
  readonly [K in EndingJobKind]: (
    ctx: ScopedWorkspaceContext,
    job: JobOf<K>,
  ) => Promise<JobOutcome | void>;
};

/** What a job runs with: the Worker's environment and the invocation that it keeps alive. */
export interface JobRun {
  readonly env: Env;
  readonly handlers: JobHandlers;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/**
 * Bind a job to its workspace and hand it to its handler. Where there is no database there is nothing to do: no job claims one.
 * A job of a workspace that rests is let go when it may wait: what it points at stays, and the sweep rings again when the
 * workspace is active. Of one that is closed for good only its end goes on.
 */
export async function runJob(run: JobRun, job: Job): Promise<JobOutcome> {
  const tenant = await loadTenant(run.env, job.tenantId);
  if (tenant === undefined) return { type: "drop", reason: "tenant_gone" };
  const who = {
    actor: { kind: "job", id: job.kind },
    origin: { requestId: `job:${job.kind}`, ip: null, userAgent: null },
    waitUntil: run.waitUntil,
  } as const;
  if (isEnding(job))
    return (
      (await run.handlers[job.kind](asJob(bindWorkspace(run.env, tenant, who)), job)) ?? {
        type: "done",
      }
    );
  if (tenant.binding === null) {
    log("info", "job.without_database", { kind: job.kind, tenant: tenant.id });
    return { type: "done" };
  }
  if (!isDoneWhile(standingOf(tenant, Date.now()), JOBS[job.kind])) {
    log("info", "job.put_off", { kind: job.kind, tenant: tenant.id });
    return { type: "done" };
  }
  const ctx = await bindTenant(run.env, tenant, who);
  return (await handle(run.handlers, asJob(ctx), job)) ?? { type: "done" };
}

const isEnding = (job: Job): job is JobOf<EndingJobKind> => "ends" in JOBS[job.kind];

function handle<K extends WorkingJobKind>(
  handlers: WorkHandlers,
  ctx: ScopedContext,
  job: JobOf<K>,
): Promise<JobOutcome | void> {
  const kind: K = job.kind;
  return handlers[kind](ctx, job);
}
