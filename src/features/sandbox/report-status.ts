import { requireSandboxNumber } from "#features/sandbox/require-sandbox-number";
import { instantMs, type StatusBody } from "#features/sandbox/schemas";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Let Meta report a status of a message, beside those that come by themselves.
 *
 * @throws AppError `not_found` for a number that is not of the sandbox.
 */
export async function reportStatus(
  ctx: TenantContext,
  numberId: string,
  body: StatusBody,
): Promise<{ wamid: string; status: string }> {
  requireScope(ctx, "sandbox:write");
  const number = await requireSandboxNumber(ctx, numberId);
  const view = { wamid: body.wamid, status: body.status };
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.status", target: number.id },
    answer: { status: 202, body: view },
  });
  await ctx.sandbox.statuses({
    phone_number_id: number.phoneNumberId,
    ...view,
    code: body.code,
    timestamp: body.timestamp === undefined ? undefined : instantMs(body.timestamp),
  });
  return view;
}
