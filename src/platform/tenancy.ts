import { eq } from "drizzle-orm";

import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { openControlDb } from "#db/control/client";
import { tenants } from "#db/control/schema";
import { migrate } from "#db/migrate";
import { openTenantDb, type TenantDb } from "#db/tenant/client";
import { TENANT_MIGRATIONS } from "#db/tenant/migrations";
import type {
  Actor,
  IdempotencyKey,
  Origin,
  TenantBucket,
  TenantContext,
  TenantRecord,
} from "#platform/context";
import { newId } from "#platform/ids";
import { IsolateCache } from "#platform/isolate-cache";
import { sendJob } from "#platform/queue/jobs";

/** Bindings of the pool are numbered, so they are looked up by name; this is the only place that does. */
type TenantBinding = `TENANT_DB_${string}`;

const isTenantBinding = (name: string): name is TenantBinding => name.startsWith("TENANT_DB_");

/** Names of the databases this deployment has for tenants. */
export const poolBindings = (env: Env): readonly string[] =>
  Object.keys(env).filter(isTenantBinding);

/**
 * Bind everything a verb needs to one tenant, and bring its database to the current schema first. The HTTP edge, the queue
 * consumer and the tests all come through here. Every stub, prefix and database of a tenant is obtained here, from its record.
 *
 * @throws AppError `unavailable` when the deployment lacks the tenant's database.
 */
export async function bindTenant(
  env: Env,
  tenant: TenantRecord,
  who: {
    readonly actor: Actor;
    readonly origin: Origin;
    readonly idempotency?: IdempotencyKey | null;
    /** The invocation's `waitUntil`. Without one, deferred work lasts as long as the caller waits for something. */
    readonly waitUntil?: (work: Promise<unknown>) => void;
  },
): Promise<TenantContext> {
  return {
    tenant,
    actor: who.actor,
    origin: who.origin,
    idempotency: who.idempotency ?? null,
    db: await tenantDatabase(env, tenant),
    control: openControlDb(env.CONTROL_DB),
    session: sessionOf(env, tenant.id),
    sandbox: env.SANDBOX_META.getByName(tenant.id),
    bucket: bucketOf(env, tenant.id),
    env,
    nowMs: () => Date.now(),
    newId,
    enqueue: (job) => sendJob(env, job),
    defer: who.waitUntil ?? (() => undefined),
  };
}

/** The tenant's session object. */
export const sessionOf = (
  env: Env,
  tenantId: Id<"tenant">,
): ReturnType<Env["TENANT_SESSION"]["getByName"]> => env.TENANT_SESSION.getByName(tenantId);

/** Load a tenant by its id, for work that no credential started. `undefined` when it does not exist. */
export const loadTenant = (env: Env, id: Id<"tenant">): Promise<TenantRecord | undefined> =>
  records.getOrLoad(id, () =>
    openControlDb(env.CONTROL_DB).select().from(tenants).where(eq(tenants.id, id)).get(),
  );

/** One Worker holds fewer databases than this. */
const TENANTS_MAX = 5_000;
const RECORD_TTL_MS = 30_000;
const records = new IsolateCache<Id<"tenant">, TenantRecord>({
  entriesMax: TENANTS_MAX,
  ttlMs: RECORD_TTL_MS,
});

/** Bindings whose database is on the current schema. */
const migrated = new IsolateCache<string, true>({ entriesMax: TENANTS_MAX });

async function tenantDatabase(env: Env, tenant: TenantRecord): Promise<TenantDb> {
  const binding = isTenantBinding(tenant.binding) ? databaseOf(env, tenant.binding) : undefined;
  if (binding === undefined)
    throw new AppError("unavailable", "This workspace's database is not bound to this deployment.");
  await migrated.getOrLoad(tenant.binding, async () => {
    await migrate(binding, TENANT_MIGRATIONS);
    return true as const;
  });
  return openTenantDb(binding, tenant.id);
}

/** Safe: `Env` names each pool binding; a name that the deployment lacks yields undefined, which the caller handles. */
const databaseOf = (env: Env, name: TenantBinding): D1Database | undefined =>
  (env as unknown as Record<TenantBinding, D1Database | undefined>)[name];

/** The tenant's part of the bucket. */
export function bucketOf(env: Env, tenantId: Id<"tenant">): TenantBucket {
  const path = (key: string) => `t/${tenantId}/${key}`;
  return {
    put: async (key, value) => {
      await env.MEDIA.put(path(key), value);
    },
    get: async (key) => (await env.MEDIA.get(path(key)))?.arrayBuffer() ?? null,
    delete: (key) => env.MEDIA.delete(path(key)),
  };
}
