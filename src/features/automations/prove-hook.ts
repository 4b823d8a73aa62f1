import { signatureBytes } from "#core/automation/hook-signature";
import { AppError } from "#core/errors";
import { hookSecretAt } from "#features/automations/manage-triggers";
import type { TriggerRow } from "#features/automations/queries-triggers";
import type { ScopedContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";
import { open } from "#platform/secrets/envelope";

/** What a caller of a trigger URL sends. */
export interface HookCall {
  readonly headers: Headers;
  /** The body as it came. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Let only those pass who hold the trigger's token, or signed the body with its secret.
 *
 * @throws AppError `invalid_token`, `invalid_signature`.
 */
export async function proveHook(
  ctx: ScopedContext,
  row: TriggerRow,
  call: HookCall,
): Promise<void> {
  if (row.auth.kind === "token") return proveToken(row, call.headers);
  const { header, encoding } = row.auth;
  const signature = signatureBytes(call.headers.get(header) ?? "", encoding);
  const secret = await open(ctx.env, hookSecretAt(ctx, row.id), row.secretSealed ?? "");
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const bytes = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["verify"]);
  if (signature === null || !(await crypto.subtle.verify("HMAC", key, signature, call.bytes)))
    throw new AppError("invalid_signature", `${header} is not the signature of this body.`);
}

/** The hashes are compared, so how long that takes tells nothing of the token. */
async function proveToken({ auth, secretHash }: TriggerRow, headers: Headers): Promise<void> {
  const named = auth.kind === "token" ? auth.header : undefined;
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  const token = (named === undefined ? bearer : headers.get(named)) ?? "";
  if ((await sha256Hex(token)) !== secretHash)
    throw new AppError("invalid_token", "The token is not this trigger's.");
}
