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
    enqueue: async (job) => {
      await (job.kind === "campaign.chunk" ? env.SENDS : env.JOBS).send(job);
    },
  };
}

/** The tenant's session object. */
export const sessionOf = (
  env: Env,
  tenantId: Id<"tenant">,
): ReturnType<Env["TENANT_SESSION"]["getByName"]> => env.TENANT_SESSION.getByName(tenantId);

/** Load a tenant by its id, for work that no credential started. `undefined` when it does not exist. */
export async function loadTenant(env: Env, id: Id<"tenant">): Promise<TenantRecord | undefined> {
  const cached = tenantCache.get(id);
  if (cached !== undefined && cached.untilMs > Date.now()) return cached.record;
  const row = await openControlDb(env.CONTROL_DB)
    .select()
    .from(tenants)
    .where(eq(tenants.id, id))
    .get();
  if (row !== undefined) tenantCache.set(id, { record: row, untilMs: Date.now() + TENANT_TTL_MS });
  return row;
}

const TENANT_TTL_MS = 30_000;
const tenantCache = new Map<string, { record: TenantRecord; untilMs: number }>();

/** One migration check per database and isolate; a failed one is tried again by the next caller. */
const migrated = new Map<string, Promise<void>>();

async function tenantDatabase(env: Env, tenant: TenantRecord): Promise<TenantDb> {
  const binding = isTenantBinding(tenant.binding) ? databaseOf(env, tenant.binding) : undefined;
  if (binding === undefined)
    throw new AppError("unavailable", "This workspace's database is not bound to this deployment.");
  let ready = migrated.get(tenant.binding);
  if (ready === undefined) {
    ready = migrate(binding, TENANT_MIGRATIONS);
    migrated.set(tenant.binding, ready);
    ready.catch(() => migrated.delete(tenant.binding));
  }
  await ready;
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
