import { AppError, fieldError } from "#core/errors";
import { BASE32, type Id } from "#core/ids";
import { readSignedRequest, type SignedRequest } from "#core/whatsapp/signed-request";
import { findOwnApp } from "#features/meta-apps/index";
import type { MetaCallbackRow } from "#features/meta-callbacks/queries";
import { keepCallback } from "#features/meta-callbacks/writes";
import { commitControl, type ControlContext } from "#platform/commit-control";
import { configOf } from "#platform/config";
import { signingKeys } from "#platform/credentials/signing-keys";
import { log } from "#platform/log";

/** What Meta told, and under which app: null is the deployment's own. */
export interface CallbackAsk {
  readonly kind: MetaCallbackRow["kind"];
  readonly appId: string | null;
  /** The form's field, as it came. */
  readonly signedRequest: string | undefined;
}

/**
 * Take what Meta tells of a person who removed an app. We hold nothing under that person's id with it, so there is nothing to
 * delete; the code by which the person can look is a keyed hash of it. Told again, the code is the same.
 *
 * @throws AppError `invalid_request` for what is no signed request, `invalid_signature`, `not_found` for an app that is not here.
 */
export async function receiveCallback(
  ctx: ControlContext,
  { kind, appId, signedRequest }: CallbackAsk,
): Promise<string> {
  const app = await appOf(ctx.env, appId);
  const read = readSignedRequest(signedRequest ?? "");
  if (read === null)
    throw fieldError(
      "invalid_request",
      "/signed_request",
      "Must be a signed request of Meta's, by HMAC-SHA256.",
    );
  if (!(await isSignedBy(app.secrets, read))) {
    log("warn", "meta_callback.refused", { reason: "invalid_signature" });
    throw new AppError("invalid_signature", "The signed request is not signed by the app.");
  }
  const code = await codeOf(ctx.env, [kind, appId ?? "", read.userId]);
  await commitControl(ctx, {
    statements: keepCallback(ctx.control, { code, kind, appId, receivedAt: ctx.nowMs() }),
    audit: {
      action: kind === "deauthorize" ? "meta.deauthorize" : "meta.data_deletion",
      target: code,
      actor: { kind: "meta", id: null },
      tenantId: app.tenantId,
    },
  });
  return code;
}

interface App {
  readonly secrets: readonly string[];
  readonly tenantId: Id<"tenant"> | null;
}

async function appOf(env: Env, appId: string | null): Promise<App> {
  const { metaAppSecrets, metaAppId } = configOf(env);
  if (appId === null || appId === metaAppId) return { secrets: metaAppSecrets, tenantId: null };
  const own = await findOwnApp(env, appId);
  if (own === undefined) throw new AppError("not_found", "No such app.");
  return own;
}

/** Whether one of an app's secrets signed it; `verify` compares in constant time. */
async function isSignedBy(
  secrets: readonly string[],
  { signature, signed }: SignedRequest,
): Promise<boolean> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  for (const secret of secrets) {
    const bytes = new TextEncoder().encode(secret);
    const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["verify"]);
    if (await crypto.subtle.verify("HMAC", key, signature, signed)) return true;
  }
  return false;
}

const CODE_CHARS = 26;

/** 130 bits of an HMAC. A rotation of the key ring gives a new code. */
async function codeOf(env: Env, parts: readonly string[]): Promise<string> {
  const [key] = await signingKeys(env, "waqtor meta callback v1");
  if (key === undefined) throw new Error("a key ring is empty");
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const hash = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
  return Array.from(hash.subarray(0, CODE_CHARS), (byte) => BASE32[byte % 32]).join("");
}
