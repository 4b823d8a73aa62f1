import { graphAccess, newGraphToken } from "#features/numbers/graph-token";
import { requireSandboxInUse } from "#features/numbers/require-number";
import type { GraphAccess } from "#features/numbers/schemas-graph";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Give a sandbox number a new token for its Graph API; the old one ends at once. The act is recorded before it is done, so
 * that a repeated call does not end the token that the first one answered.
 *
 * @throws AppError `not_found`, for a cloud number too; `invalid_state` once the number is disconnected.
 */
export async function rotateGraphToken(ctx: TenantContext, id: string): Promise<GraphAccess> {
  requireScope(ctx, "numbers:write");
  const number = await requireSandboxInUse(ctx, id);
  const { token, tokenHash } = await newGraphToken(ctx);
  await commit(ctx, {
    statements: [],
    audit: { action: "number.rotate_graph_token", target: number.id },
    answer: { status: 200, body: graphAccess(ctx, null) },
  });
  await ctx.sandbox.setOwnerToken(number.phoneNumberId, tokenHash);
  return graphAccess(ctx, token);
}
