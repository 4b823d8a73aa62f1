import { eq } from "drizzle-orm";

import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { claimDatabase } from "#db/control/claim-database";
import { openControlDb } from "#db/control/client";
import { tenants } from "#db/control/schema";
import { migrate } from "#db/migrate";
import { openTenantDb, openTenantSession } from "#db/tenant/client";
import { TENANT_MIGRATIONS } from "#db/tenant/migrations";
import type {
  Actor,
  IdempotencyKey,
  Origin,
  TenantBucket,
  TenantContext,
  TenantRecord,
  WorkspaceContext,
} from "#platform/context";
import { newId } from "#platform/ids";
import { IsolateCache } from "#platform/isolate-cache";
import { log } from "#platform/log";
import { sendJob } from "#platform/queue/jobs";

/** Bindings of the pool are numbered, so they are looked up by name; this is the only place that does. */
type TenantBinding = `TENANT_DB_${string}`;

const isTenantBinding = (name: string): name is TenantBinding => name.startsWith("TENANT_DB_");

/** Names of the databases this deployment has for tenants. */
export const poolBindings = (env: Env): readonly string[] =>
  Object.keys(env).filter(isTenantBinding);

/** Who acts for a workspace, and with what. */
interface Binding {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly idempotency?: IdempotencyKey | null;
  /** The invocation's `waitUntil`. Without one, deferred work lasts as long as the caller waits for something. */
  readonly waitUntil?: (work: Promise<unknown>) => void;
}

/**
 * Bind what the control plane needs to one workspace. Every stub, prefix and database of a tenant is obtained in this file, from
 * its record.
 */
export const bindWorkspace = (env: Env, tenant: TenantRecord, who: Binding): WorkspaceContext => ({
  tenant,
  actor: who.actor,
  origin: who.origin,
  idempotency: who.idempotency ?? null,
  control: openControlDb(env.CONTROL_DB),
  session: sessionOf(env, tenant.id),
  sandbox: env.SANDBOX_META.getByName(tenant.id),
  bucket: bucketOf(env, tenant.id),
  env,
  nowMs: () => Date.now(),
  newId,
  enqueue: (job) => sendJob(env, job),
  defer: who.waitUntil ?? (() => undefined),
});

/**
 * Add the workspace's database, on the current schema. One that has none yet claims one of the pool: this is the first act that
 * needs it.
 *
 * @throws AppError `capacity_exhausted` when none is free, `unavailable` when the deployment lacks the workspace's database.
 */
export async function withDatabase(ctx: WorkspaceContext): Promise<TenantContext> {
  const { tenant, database } = await ownDatabase(ctx);
  return { ...ctx, tenant, db: openTenantDb(database, tenant.id) };
}

/** A call within a session of its database. */
interface InSession {
  readonly ctx: TenantContext;
  /** How far the session has come; null while it asked nothing. */
  readonly bookmark: () => string | null;
}

/**
 * {@link withDatabase}, in a session: what it reads is no older than where the session starts and than what it read or wrote before.
 *
 * @param start A bookmark of this database, `first-primary`, or `first-unconstrained` for a replica that may be behind.
 * @throws AppError As {@link withDatabase}.
 */
export async function withSession(ctx: WorkspaceContext, start: string): Promise<InSession> {
  const { tenant, database } = await ownDatabase(ctx);
  const session = database.withSession(start);
  return {
    ctx: { ...ctx, tenant, db: openTenantSession(session, tenant.id) },
    bookmark: () => session.getBookmark(),
  };
}

async function ownDatabase(ctx: WorkspaceContext) {
  const binding = await bindingOf(ctx);
  const database = await currentDatabase(ctx.env, binding);
  return { tenant: { ...ctx.tenant, binding }, database };
}

/** Bind everything a verb needs to one tenant. The HTTP edge does it in two steps; the queue consumer and the tests come here. */
export const bindTenant = (env: Env, tenant: TenantRecord, who: Binding): Promise<TenantContext> =>
  withDatabase(bindWorkspace(env, tenant, who));

/** The tenant's session object. */
export const sessionOf = (
  env: Env,
  tenantId: Id<"tenant">,
): ReturnType<Env["TENANT_SESSION"]["getByName"]> => env.TENANT_SESSION.getByName(tenantId);

/**
 * Load a tenant by its id, for work that no credential started. `undefined` when it does not exist. One without a database is
 * not remembered: it may get one at any moment.
 */
export async function loadTenant(env: Env, id: Id<"tenant">): Promise<TenantRecord | undefined> {
  const kept = records.get(id);
  if (kept !== undefined) return kept;
  const control = openControlDb(env.CONTROL_DB);
  const found = await control.select().from(tenants).where(eq(tenants.id, id)).get();
  if (found !== undefined && found.binding !== null) records.set(id, found);
  return found;
}

/** Forget what this isolate knows of a workspace whose record has changed. Others follow within 30 seconds. */
export const forgetTenant = (id: Id<"tenant">): void => records.delete(id);

/** One Worker holds fewer databases than this. */
const TENANTS_MAX = 5_000;
const RECORD_TTL_MS = 30_000;
const records = new IsolateCache<Id<"tenant">, TenantRecord>({
  entriesMax: TENANTS_MAX,
  ttlMs: RECORD_TTL_MS,
});

/** Bindings whose database is on the current schema. */
const migrated = new IsolateCache<string, true>({ entriesMax: TENANTS_MAX });

/** What workspaces claimed since their record was read, here or before; a workspace keeps its database for good. */
const claimed = new IsolateCache<Id<"tenant">, string>({ entriesMax: TENANTS_MAX });

const CAPACITY_RETRY_SECONDS = 300;

async function bindingOf({ env, control, tenant }: WorkspaceContext): Promise<string> {
  if (tenant.binding !== null) return tenant.binding;
  return claimed.getOrLoad(tenant.id, async () => {
    const binding = await claimDatabase(control, tenant.id, poolBindings(env));
    if (binding !== null) return binding;
    log("error", "pool.exhausted", { tenant: tenant.id });
    throw new AppError("capacity_exhausted", "No database is free for this workspace yet.", {
      retryAfterSeconds: CAPACITY_RETRY_SECONDS,
    });
  });
}

/** A database of the pool, on the current schema. */
async function currentDatabase(env: Env, name: string): Promise<D1Database> {
  const database = isTenantBinding(name) ? databaseOf(env, name) : undefined;
  if (database === undefined)
    throw new AppError("unavailable", "This workspace's database is not bound to this deployment.");
  await migrated.getOrLoad(name, async () => {
    await migrate(database, TENANT_MIGRATIONS);
    return true as const;
  });
  return database;
}

/**
 * A database of the pool as it is, for whoever empties it or looks whether it was emptied; undefined when the deployment does not
 * bind it. The isolate no longer takes it for one on the current schema.
 */
export function rawDatabase(env: Env, name: string): D1Database | undefined {
  migrated.delete(name);
  return isTenantBinding(name) ? databaseOf(env, name) : undefined;
}

/** Safe: `Env` names each pool binding; a name that the deployment lacks yields undefined, which the caller handles. */
const databaseOf = (env: Env, name: TenantBinding): D1Database | undefined =>
  (env as unknown as Record<TenantBinding, D1Database | undefined>)[name];

/** Keys that one look at the bucket tells. */
const LIST_MAX = 100;

/** The tenant's part of the bucket. */
export function bucketOf(env: Env, tenantId: Id<"tenant">): TenantBucket {
  const path = (key: string) => `t/${tenantId}/${key}`;
  return {
    put: async (key, value) => {
      await env.MEDIA.put(path(key), value);
    },
    get: async (key) => (await env.MEDIA.get(path(key)))?.arrayBuffer() ?? null,
    putStream: async (key, value) => {
      await env.MEDIA.put(path(key), value);
    },
    startUpload: (key) => env.MEDIA.createMultipartUpload(path(key)),
    open: (key, range) => env.MEDIA.get(path(key), range === undefined ? {} : { range }),
    delete: (keys) =>
      env.MEDIA.delete(typeof keys === "string" ? path(keys) : keys.map((key) => path(key))),
    list: async (prefix, after) => {
      const found = await env.MEDIA.list({
        prefix: path(prefix),
        limit: LIST_MAX,
        ...(after === null ? {} : { startAfter: path(after) }),
      });
      const keys = found.objects.map(({ key }) => key.slice(path("").length));
      return { keys, next: found.truncated ? (keys.at(-1) ?? null) : null };
    },
  };
}
