import { callbackUrlFault } from "#core/callback-url";
import { fieldError } from "#core/errors";
import { requireSandboxInUse } from "#features/numbers/require-number";
import type {
  GraphWebhook,
  GraphWebhookBody,
  GraphWebhookView,
} from "#features/numbers/schemas-graph";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { echoWebhook } from "#platform/meta/webhook-echo";

/** Where the webhooks of a sandbox number's owner go. @throws AppError `not_found`, `invalid_state`. */
export async function getGraphWebhook(ctx: TenantContext, id: string): Promise<GraphWebhookView> {
  requireScope(ctx, "numbers:read");
  const number = await requireSandboxInUse(ctx, id);
  return { url: await ctx.sandbox.ownerWebhookUrl(number.phoneNumberId) };
}

/**
 * Have a sandbox number's webhooks sent to a URL of the owner's, which answers the handshake first. Each call makes a new
 * secret, shown once. The act is recorded before it is done, so that a repeated call does not change the secret.
 *
 * @throws AppError `not_found`, `invalid_state`, `url_not_allowed`.
 */
export async function setGraphWebhook(
  ctx: TenantContext,
  id: string,
  { url, verify_token: verifyToken }: GraphWebhookBody,
): Promise<GraphWebhook> {
  requireScope(ctx, "numbers:write");
  const number = await requireSandboxInUse(ctx, id);
  const fault = callbackUrlFault(url, { allowsLoopback: configOf(ctx.env).allowsLoopback });
  if (fault !== null) throw fieldError("url_not_allowed", "/url", fault);
  if ((await echoWebhook(url, verifyToken ?? "")) !== true)
    throw fieldError(
      "url_not_allowed",
      "/url",
      "Must answer `hub.challenge` with 200 and its text.",
    );
  await record(ctx, number.id, { status: 200, body: { url, secret: null } });
  const secret = crypto.getRandomValues(new Uint8Array(16)).toHex();
  await ctx.sandbox.setOwnerWebhook(number.phoneNumberId, { url, secret });
  return { url, secret };
}

/** Tell the owner of a sandbox number nothing any more. Repeating it is no error. @throws AppError `not_found`. */
export async function deleteGraphWebhook(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "numbers:write");
  const number = await requireSandboxInUse(ctx, id);
  await record(ctx, number.id, { status: 204, body: null });
  await ctx.sandbox.setOwnerWebhook(number.phoneNumberId, null);
}

/** The URL may hold a secret of the owner's, so it is not told. */
const record = async (
  ctx: ScopedContext,
  target: string,
  answer: { readonly status: number; readonly body: unknown },
): Promise<void> => {
  const isSet = answer.status === 200;
  const audit = { action: "number.graph_webhook", target, changes: { is_set: isSet } };
  await commit(ctx, { statements: [], audit, answer });
};
