import { AppError } from "#core/errors";
import { changeNumber } from "#features/numbers/change-number";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import type { ReplaceTokenBody } from "#features/numbers/schemas";
import { verifyNumberToken } from "#features/numbers/verify-cloud-number";
import { requireScope, type TenantContext } from "#platform/context";
import { deploymentApp } from "#platform/meta/app";
import { graphWith, tokenSealedAt } from "#platform/meta/graph";
import { seal } from "#platform/secrets/envelope";

/**
 * Give a cloud number a new token, after Meta has confirmed that it may use the number. It lifts what a lost token or a
 * restriction had stopped, as far as Meta says no other.
 *
 * @throws AppError `not_found`, `invalid_state`, `number_rejected`, `meta_error`.
 */
export async function replaceToken(
  ctx: TenantContext,
  id: string,
  input: ReplaceTokenBody,
): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  if (row.kind === "sandbox")
    throw new AppError("invalid_state", "A sandbox number keeps the token it was made with.");
  const accessToken = input.access_token;
  const graph = graphWith(ctx, { ...row, accessToken });
  const confirmedAt = ctx.nowMs();
  const facts = await verifyNumberToken(graph, deploymentApp(ctx.env, "cloud"), {
    phone_number_id: row.phoneNumberId,
    access_token: accessToken,
  });
  return changeNumber(ctx, row, {
    set: {
      tokenSealed: await seal(ctx.env, tokenSealedAt(ctx, row.id), accessToken),
      tokenExpiresAt: facts.tokenExpiresAt,
      verifiedName: facts.verifiedName,
      saidAt: { ...row.saidAt, name: confirmedAt },
      confirmedAt,
      ...(row.status !== "paused" && {
        status: facts.standing === "usable" ? "connected" : "restricted",
      }),
    },
    action: "number.replace_token",
  });
}
