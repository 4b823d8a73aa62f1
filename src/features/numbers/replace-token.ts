import { AppError } from "#core/errors";
import { appOfNumber } from "#features/numbers/app-of-number";
import { changeNumber } from "#features/numbers/change-number";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import type { ReplaceTokenBody } from "#features/numbers/schemas";
import { verifyNumberToken, type VerifiedNumber } from "#features/numbers/verify-cloud-number";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
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
  const { app } = await appOfNumber(ctx, row);
  const facts = await verifyNumberToken(graph, app, {
    phone_number_id: row.phoneNumberId,
    access_token: accessToken,
  });
  return renewToken(ctx, row, { accessToken, askedAtMs: confirmedAt, facts });
}

/** Give a number a token that Meta confirmed; `askedAtMs` (Unix ms): when it was asked. */
export async function renewToken(
  ctx: ScopedContext,
  row: NumberRow,
  {
    accessToken,
    askedAtMs: confirmedAt,
    facts,
  }: {
    readonly accessToken: string;
    readonly askedAtMs: number;
    readonly facts: VerifiedNumber;
  },
): Promise<NumberRow> {
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
