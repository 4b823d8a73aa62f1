import { and, eq } from "drizzle-orm";
import { createMiddleware } from "hono/factory";

import { parseApiKey } from "#core/api-key";
import { isInNetworks } from "#core/cidr";
import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { ROLE_SCOPES } from "#core/scopes";
import { standingOf } from "#core/tenant/standing";
import { openControlDb } from "#db/control/client";
import { apiKeys, memberships, sessions, tenants } from "#db/control/schema";
import { statement } from "#db/statement";
import { DAY_SECONDS, takeAllowance } from "#platform/allowance";
import { commitControl } from "#platform/commit-control";
import type { Actor, Origin, TenantRecord } from "#platform/context";
import { verifyAccessToken } from "#platform/credentials/access-token";
import { sha256Hex } from "#platform/hash";
import { originOf } from "#platform/http/origin";
import { goesOn, refuseResting } from "#platform/http/resting";
import type { AppEnv } from "#platform/http/router";
import { newId } from "#platform/ids";
import { IsolateCache } from "#platform/isolate-cache";
import { describeError, log } from "#platform/log";
import { bindWorkspace } from "#platform/tenancy";

/** A proven credential: who acts, and for which workspace. */
interface Principal {
  readonly actor: Extract<Actor, { kind: "user" | "api_key" }>;
  readonly tenant: TenantRecord;
  readonly expiresAtMs: number;
  /** The networks from which a key is taken; null: any. */
  readonly ipAllow: readonly string[] | null;
}

/** A revoked credential works nowhere after this long. */
const CACHE_TTL_MS = 30_000;
const CACHE_ENTRIES_MAX = 10_000;
/** By the SHA-256 of the credential. */
const proven = new IsolateCache<string, Principal>({
  entriesMax: CACHE_ENTRIES_MAX,
  ttlMs: CACHE_TTL_MS,
});

/** Forget every cached credential of this isolate, so that a revocation made here works here at once. */
export const forgetCredentials = (): void => proven.clear();

/** Prove the tenant from the credential; from here on `c.var.caller` is bound to that tenant alone. */
export const authenticate = createMiddleware<AppEnv>(async (c, next) => {
  const credential = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
  if (credential === undefined)
    throw new AppError(
      "unauthenticated",
      "Send `Authorization: Bearer <access token or API key>`.",
    );
  const { actor, tenant, ipAllow } = await prove(c.env, credential);
  const origin = originOf(c);
  if (ipAllow !== null && !isInNetworks(origin.ip ?? "", ipAllow)) {
    c.executionCtx.waitUntil(noteRefused(c.env, { actor, tenant, origin }));
    throw invalidToken();
  }
  if (!goesOn(c.req.method, c.req.path, standingOf(tenant, Date.now())))
    refuseResting(tenant, Date.now());
  if (actor.kind === "api_key" && isWorthNoting(actor.id, Date.now()))
    c.executionCtx.waitUntil(noteUse(c.env, actor.id, Date.now()));
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  c.set("caller", bindWorkspace(c.env, tenant, { actor, origin, waitUntil }));
  c.set("proveAgain", () => proveAgain(c.env, credential));
  await next();
});

async function prove(env: Env, credential: string): Promise<Principal> {
  const hash = await sha256Hex(credential);
  const nowMs = Date.now();
  const principal = await proven.getOrLoad(hash, () => load(env, { credential, hash, nowMs }));
  if (principal === undefined || principal.expiresAtMs <= nowMs) throw invalidToken();
  return principal;
}

/** One refusal for whatever is no credential, or none from there. */
const invalidToken = () => new AppError("invalid_token", "The credential is not valid.");

/** Whatever an isolate remembers. @returns Who acts; undefined when the credential is good no more, or the workspace rests. */
async function proveAgain(env: Env, credential: string): Promise<Actor | undefined> {
  const nowMs = Date.now();
  const found = await load(env, { credential, hash: await sha256Hex(credential), nowMs });
  if (found === undefined || found.expiresAtMs <= nowMs) return undefined;
  const standing = standingOf(found.tenant, nowMs);
  return standing === "active" || standing === "closing" ? found.actor : undefined;
}

const load = (
  env: Env,
  of: { readonly credential: string; readonly hash: string; readonly nowMs: number },
): Promise<Principal | undefined> =>
  of.credential.startsWith("wq_")
    ? proveApiKey(env, of.credential, of.hash)
    : proveAccessToken(env, of.credential, of.nowMs);

/** A signature proves who it was made for; the session, the membership and the workspace must still stand. */
async function proveAccessToken(
  env: Env,
  token: string,
  nowMs: number,
): Promise<Principal | undefined> {
  const claims = await verifyAccessToken(env, token, nowMs);
  if (claims === undefined) return undefined;
  const { userId, sessionId, tenantId } = claims;
  const row = await openControlDb(env.CONTROL_DB)
    .select({
      session: sessions,
      role: memberships.role,
      numbers: memberships.numbers,
      tenant: tenants,
    })
    .from(sessions)
    .innerJoin(
      memberships,
      and(eq(memberships.userId, sessions.userId), eq(memberships.tenantId, sessions.tenantId)),
    )
    .innerJoin(tenants, eq(tenants.id, sessions.tenantId))
    .where(eq(sessions.id, sessionId))
    .get();
  if (row === undefined || row.session.revokedAt !== null) return undefined;
  if (row.session.userId !== userId || row.session.tenantId !== tenantId) return undefined;
  return {
    actor: {
      kind: "user",
      id: userId,
      sessionId,
      role: row.role,
      scopes: ROLE_SCOPES[row.role],
      numbers: row.numbers,
    },
    tenant: row.tenant,
    expiresAtMs: Math.min(claims.expiresAtMs, row.session.expiresAt),
    ipAllow: null,
  };
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
  if (row === undefined || row.key.revokedAt !== null) return undefined;
  const isFormer = row.key.formerHash === secretHash;
  if (row.key.secretHash !== secretHash && !isFormer) return undefined;
  return {
    actor: { kind: "api_key", id, scopes: row.key.scopes, numbers: row.key.numbers },
    tenant: row.tenant,
    expiresAtMs: Math.min(
      row.key.expiresAt ?? Infinity,
      isFormer ? (row.key.formerUntil ?? 0) : Infinity,
    ),
    ipAllow: row.key.ipAllow,
  };
}

const DAY_MS = 86_400_000;
/** The day on which this isolate last told that a key was used from elsewhere. */
const refused = new IsolateCache<string, number>({ entriesMax: CACHE_ENTRIES_MAX });

/** Somebody has a key where it is not taken: that is told once a day, in the audit trail, and to the caller never. */
async function noteRefused(
  env: Env,
  { actor, tenant, origin }: Pick<Principal, "actor" | "tenant"> & { readonly origin: Origin },
): Promise<void> {
  const nowMs = Date.now();
  const day = Math.floor(nowMs / DAY_MS);
  if (refused.get(actor.id) === day) return;
  refused.set(actor.id, day);
  const ctx = { env, origin, newId, nowMs: () => nowMs, control: openControlDb(env.CONTROL_DB) };
  try {
    await takeAllowance(ctx, {
      act: "api_key",
      of: `key from elsewhere\n${actor.id}`,
      attempts: 1,
      seconds: DAY_SECONDS,
    });
    await commitControl(ctx, {
      statements: [],
      audit: {
        action: "api_key.refuse_address",
        target: actor.id,
        actor: { kind: actor.kind, id: actor.id },
        tenantId: tenant.id,
        outcome: "failure",
      },
    });
  } catch (error) {
    // Another isolate has told it.
    if (error instanceof AppError && error.code === "rate_limited") return;
    log("warn", "api_key.refusal_not_noted", { key: actor.id, ...describeError(error) });
  }
}

const MINUTE_MS = 60_000;
/** The minute in which this isolate last noted the use of each key. */
const noted = new IsolateCache<Id<"apiKey">, number>({ entriesMax: CACHE_ENTRIES_MAX });

function isWorthNoting(id: Id<"apiKey">, nowMs: number): boolean {
  const minute = Math.floor(nowMs / MINUTE_MS);
  if (noted.get(id) === minute) return false;
  noted.set(id, minute);
  return true;
}

/** Off the request's path. A use that goes unnoted is noted a minute later, so a failure is only logged. */
async function noteUse(env: Env, id: Id<"apiKey">, nowMs: number): Promise<void> {
  try {
    await statement(
      openControlDb(env.CONTROL_DB),
      "UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1 AND coalesce(last_used_at, 0) < ?2",
      id,
      Math.floor(nowMs / MINUTE_MS) * MINUTE_MS,
    ).run();
  } catch (error) {
    log("warn", "api_key.use_not_noted", { key: id, ...describeError(error) });
  }
}
