import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

import { AppError } from "#core/errors";
import { AlreadyAnswered } from "#platform/commit";
import type { IdempotencyKey, TenantContext, WorkspaceContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";
import { onError } from "#platform/http/problem";
import type { AppEnv } from "#platform/http/router";
import { ERASED_STATUS, findAnswer, type StoredAnswer } from "#platform/idempotency";

/** Calls that a caller cannot safely repeat without a key. */
const REQUIRED = new Set([
  "POST /v1/messages",
  "POST /v1/messages/batch",
  "POST /v1/campaigns/{id}/launch",
  "POST /v1/imports",
]);
const SAFE_METHODS = new Set(["GET", "HEAD"]);
/** Visible ASCII, bare or as the quoted string of the header's draft standard. */
const QUOTED = /^"([\x21\x23-\x5b\x5d-\x7e]{1,255})"$/;
const BARE = /^[\x21-\x7e]{1,255}$/;

/**
 * Make an unsafe call repeatable. On the way in the key goes into the context, where `commit` stores the answer beside its
 * effect; nothing is looked up. Only when the call fails is the key looked up: a first answer to the same request is given
 * again. A refusal before any effect is not stored, so the corrected call may use the same key.
 *
 * @throws AppError `invalid_idempotency_key`, `idempotency_key_required`, `idempotency_mismatch`, `idempotency_in_progress`.
 */
export const idempotent = createMiddleware<AppEnv>(async (c, next) => {
  if (SAFE_METHODS.has(c.req.method)) return next();
  const key = givenKey(c);
  if (key === undefined) {
    if (REQUIRED.has(c.var.operation.pattern))
      throw keyError("idempotency_key_required", "Send an Idempotency-Key with this call.");
    return next();
  }
  const caller: WorkspaceContext = { ...c.var.caller, idempotency: await hashes(c, key) };
  c.set("caller", caller);
  await next();
  // Hono has turned what the handler threw into a problem already; `c.error` still tells what it was.
  const named = c.var.caller.idempotency;
  if (named !== null && isRefusal(c.error)) await replay(c, named);
  return undefined;
});

/**
 * Say what an upload holds: its body is not kept as other bodies are, so a second call with its key is compared by this.
 *
 * @param said What names the content, e.g. its hash. @returns The context to commit the act with.
 */
export async function nameBody(c: Context<AppEnv>, said: object): Promise<TenantContext> {
  const { caller, ctx } = c.var;
  if (caller.idempotency === null) return ctx;
  const fingerprint = await sha256Hex(JSON.stringify([caller.idempotency.fingerprint, said]));
  const idempotency = { ...caller.idempotency, fingerprint };
  c.set("caller", { ...caller, idempotency });
  c.set("ctx", { ...ctx, idempotency });
  return c.var.ctx;
}

/**
 * Name a body that holds a password by what else it says: an unkeyed hash of a password must not be stored.
 *
 * @param said What the call says beside it. @returns The caller to commit the act with.
 */
export async function nameWithoutSecret(
  c: Context<AppEnv>,
  said: object,
): Promise<WorkspaceContext> {
  const { caller } = c.var;
  if (caller.idempotency === null) return caller;
  const fingerprint = await sha256Hex(JSON.stringify(said));
  c.set("caller", { ...caller, idempotency: { ...caller.idempotency, fingerprint } });
  return c.var.caller;
}

/**
 * The key of a call that needs no credential, for a verb that makes itself repeatable; null when it has none.
 *
 * @param said What the call says, without what is secret: an unkeyed hash of it is stored.
 * @throws AppError `invalid_idempotency_key`.
 */
export async function visitorKey(c: Context<AppEnv>, said: object): Promise<IdempotencyKey | null> {
  const key = givenKey(c);
  if (key === undefined) return null;
  const [keyHash, fingerprint] = await Promise.all([
    hashKey(c, ["visitor"], key),
    sha256Hex(JSON.stringify(said)),
  ]);
  return { keyHash, fingerprint };
}

function givenKey(c: Context<AppEnv>): string | undefined {
  const header = c.req.header("idempotency-key");
  if (header === undefined) return undefined;
  const quoted = QUOTED.exec(header)?.[1];
  if (quoted !== undefined) return quoted;
  if (BARE.test(header) && !header.startsWith('"')) return header;
  throw keyError("invalid_idempotency_key", "Send 1 to 255 visible ASCII characters.");
}

/** As JSON, so that no two lists of parts read alike. */
const hashKey = (c: Context<AppEnv>, principal: readonly string[], key: string): Promise<string> =>
  sha256Hex(JSON.stringify([...principal, c.req.method, new URL(c.req.url).pathname, key]));

async function hashes(c: Context<AppEnv>, key: string): Promise<IdempotencyKey> {
  const { tenant, actor } = c.var.caller;
  const { search } = new URL(c.req.url);
  const query = new TextEncoder().encode(`${search}\n`);
  const request = new Uint8Array(query.length + c.var.rawBody.length);
  request.set(query);
  request.set(c.var.rawBody, query.length);
  const [keyHash, fingerprint] = await Promise.all([
    hashKey(c, [tenant.id, actor.kind, actor.id], key),
    sha256Hex(request),
  ]);
  return { keyHash, fingerprint };
}

const isRefusal = (error: Error | undefined): boolean =>
  error instanceof AppError || error instanceof AlreadyAnswered;

async function replay(c: Context<AppEnv>, key: IdempotencyKey): Promise<void> {
  const first = await firstAnswer(c, key);
  if (first === null) {
    if (c.error instanceof AlreadyAnswered) answer(c, onError(inProgress(), c));
  } else if (first.fingerprint !== key.fingerprint) answer(c, onError(idempotencyMismatch(), c));
  else if (first.status === ERASED_STATUS) answer(c, onError(erased(), c));
  else
    answer(
      c,
      new Response(first.status === 204 ? null : first.body, {
        status: first.status,
        headers: { "content-type": "application/json", "idempotent-replayed": "true" },
      }),
    );
}

/** An act is of the workspace's database or of the control plane's, and its answer lies where the act does. */
async function firstAnswer(c: Context<AppEnv>, key: IdempotencyKey): Promise<StoredAnswer | null> {
  const { caller } = c.var;
  // No route of the control plane opens the workspace's database.
  const { ctx }: Partial<AppEnv["Variables"]> = c.var;
  const [own, control] = await Promise.all([
    ctx === undefined ? null : findAnswer(ctx.db, key, caller.nowMs()),
    findAnswer(caller.control, key, caller.nowMs()),
  ]);
  return own ?? control;
}

/** Replace the answer and its headers: Hono would merge the old ones into the new. */
function answer(c: Context<AppEnv>, response: Response): void {
  c.res = undefined;
  c.res = response;
}

const erased = (): AppError =>
  new AppError("erased", "The answer to this call told of a person who was erased since.");

const inProgress = (): AppError =>
  new AppError("idempotency_in_progress", "The first call with this key is still running.", {
    retryAfterSeconds: 1,
  });

/** The key names an act that was asked for in other words. */
export const idempotencyMismatch = (): AppError =>
  keyError("idempotency_mismatch", "The key was used with another body or query.");

const keyError = (
  code: "invalid_idempotency_key" | "idempotency_key_required" | "idempotency_mismatch",
  message: string,
): AppError =>
  new AppError(code, message, { errors: [{ pointer: "Idempotency-Key", code, message }] });
