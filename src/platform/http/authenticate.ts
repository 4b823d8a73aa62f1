import { eq } from "drizzle-orm";
import { createMiddleware } from "hono/factory";

import { parseApiKey } from "#core/api-key";
import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { openControlDb } from "#db/control/client";
import { apiKeys, tenants } from "#db/control/schema";
import type { Actor, TenantRecord } from "#platform/context";
import { sha256Hex } from "#platform/hash";
import { originOf } from "#platform/http/origin";
import type { AppEnv } from "#platform/http/router";
import { bindTenant } from "#platform/tenancy";

/** A proven credential: who acts, and for which workspace. */
interface Principal {
  readonly actor: Actor;
  readonly tenant: TenantRecord;
  readonly expiresAtMs: number;
}

/** A revoked credential works nowhere after this long. */
const CACHE_TTL_MS = 30_000;
const CACHE_ENTRIES_MAX = 10_000;
const cache = new Map<string, { readonly principal: Principal; readonly untilMs: number }>();

/** Forget every cached credential of this isolate, so that a revocation made here works here at once. */
export const forgetCredentials = (): void => cache.clear();

/** Prove the tenant from the credential; from here on `c.var.ctx` is bound to that tenant alone. */
export const authenticate = createMiddleware<AppEnv>(async (c, next) => {
  const credential = /^Bearer (\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (credential === undefined)
    throw new AppError(
      "unauthenticated",
      "Send `Authorization: Bearer <access token or API key>`.",
    );
  const { actor, tenant } = await prove(c.env, credential);
  if (tenant.state === "suspended")
    throw new AppError("workspace_suspended", "This workspace is suspended.");
  c.set("ctx", await bindTenant(c.env, tenant, { actor, origin: originOf(c) }));
  await next();
});

async function prove(env: Env, credential: string): Promise<Principal> {
  const cacheKey = await sha256Hex(credential);
  const nowMs = Date.now();
  const cached = cache.get(cacheKey);
  if (cached !== undefined && cached.untilMs > nowMs && cached.principal.expiresAtMs > nowMs)
    return cached.principal;
  const principal = await proveApiKey(env, credential, cacheKey);
  if (principal === undefined || principal.expiresAtMs <= nowMs)
    throw new AppError("invalid_token", "The credential is not valid.");
  if (cache.size >= CACHE_ENTRIES_MAX) cache.clear();
  cache.set(cacheKey, { principal, untilMs: nowMs + CACHE_TTL_MS });
  return principal;
}

/** A key with a wrong checksum is refused without a look-up. */
async function proveApiKey(
  env: Env,
  key: string,
  secretHash: string,
): Promise<Principal | undefined> {
  const parsed = parseApiKey(key);
  if (parsed === undefined) return undefined;
  const id: Id<"apiKey"> = `key_${parsed.idSuffix}`;
  const row = await openControlDb(env.CONTROL_DB)
    .select({ key: apiKeys, tenant: tenants })
    .from(apiKeys)
    .innerJoin(tenants, eq(tenants.id, apiKeys.tenantId))
    .where(eq(apiKeys.id, id))
    .get();
  if (row === undefined || row.key.revokedAt !== null || row.key.secretHash !== secretHash)
    return undefined;
  return {
    actor: { kind: "api_key", id, scopes: row.key.scopes },
    tenant: row.tenant,
    expiresAtMs: row.key.expiresAt ?? Infinity,
  };
}
