import { requireSandboxNumber } from "#features/sandbox/require-sandbox-number";
import { instantMs, type InboundBody } from "#features/sandbox/schemas";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Let a person write to a sandbox number; the message comes in by the webhook route like any other. The act is recorded
 * before it is done, so that a repeated call with the same idempotency key does not write twice.
 *
 * @throws AppError `not_found` for a number that is not of the sandbox.
 */
export async function receiveInbound(
  ctx: TenantContext,
  numberId: string,
  body: InboundBody,
): Promise<{ wamid: string }> {
  requireScope(ctx, "sandbox:write");
  const number = await requireSandboxNumber(ctx, numberId);
  const wamid = body.wamid ?? (await ctx.sandbox.newWamid(number.phoneNumberId));
  const view = { wamid };
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.inbound", target: number.id },
    answer: { status: 202, body: view },
  });
  await ctx.sandbox.inbound({
    phone_number_id: number.phoneNumberId,
    from: body.from,
    user_id: body.user_id,
    username: body.username,
    name: body.name,
    type: body.type,
    object: body[body.type],
    context: body.context === undefined ? null : quoted(body.context),
    beside: {
      ...(body.referral === undefined ? {} : { referral: body.referral }),
      ...(body.errors === undefined ? {} : { errors: body.errors }),
    },
    timestamp: body.timestamp === undefined ? null : instantMs(body.timestamp),
    wamid,
  });
  return view;
}

/** Meta names the quoted message `id`; ours, `message_id`, is understood as well. */
function quoted({ message_id: messageId, ...context }: Record<string, unknown>) {
  return messageId === undefined ? context : { id: messageId, ...context };
}
