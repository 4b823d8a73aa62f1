import { fieldError } from "#core/errors";
import { saidAtOnce } from "#core/number/after-news";
import { requireApp } from "#features/numbers/app-of-number";
import { newGraphToken } from "#features/numbers/graph-token";
import { finishPending, keepNumber, refuseMixed } from "#features/numbers/keep-number";
import { pendingAct } from "#features/numbers/pending-act";
import { allNumbers, type NumberRow } from "#features/numbers/queries";
import { refuseRepeated } from "#features/numbers/refuse-repeated";
import type { CloudNumber, ConnectNumberBody, SandboxNumber } from "#features/numbers/schemas";
import type { ConnectedNumber } from "#features/numbers/schemas-graph";
import { takeUpNumber } from "#features/numbers/take-up-number";
import { verifiedRow } from "#features/numbers/verified-row";
import { verifyCloudNumber, verifyMaySend } from "#features/numbers/verify-cloud-number";
import { configOf } from "#platform/config";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { idempotencyMismatch } from "#platform/http/idempotency";
import { graphWith, pinSealedAt, tokenSealedAt } from "#platform/meta/graph";
import { requireVerified } from "#platform/require-verified";
import { seal } from "#platform/secrets/envelope";

/**
 * Connect a number. A cloud number is confirmed by Meta before anything is stored; a sandbox number is made on the spot, and
 * the token of its Graph API is in this answer only: what is stored for a repeated call has none.
 *
 * @throws AppError `email_unverified` for a cloud number, `mixed_number_kinds`, `number_taken`, `waba_taken`, `invalid_state` and `not_found` about the Meta app,
 *   `number_rejected`, `meta_error`.
 */
export async function connectNumber(
  ctx: TenantContext,
  input: ConnectNumberBody,
): Promise<ConnectedNumber> {
  requireScope(ctx, "numbers:write");

  await refuseRepeated(ctx);
  const known = await allNumbers(ctx.db);
  const cutShort = askedBefore(ctx, known);
  if (cutShort !== undefined) return finishPending(ctx, cutShort);
  await refuseMixed(ctx, input.kind, known);
  if (input.kind === "cloud") {
    await requireVerified(ctx);
    return keepNumber(ctx, await cloudRow(ctx, input, known));
  }
  const { token, tokenHash } = await newGraphToken(ctx);
  const row = await sandboxRow(ctx, input, { count: known.length, tokenHash });
  return keepNumber(ctx, row, token);
}

/**
 * The row of this very call, when it was made before and a crash cut it short. Should the first one still be at work, one of
 * the two finishes it.
 *
 * @throws AppError `idempotency_mismatch` when the key was used with another body.
 */
function askedBefore(ctx: ScopedContext, known: readonly NumberRow[]): NumberRow | undefined {
  const key = ctx.idempotency;
  if (key === null) return undefined;
  const row = known.find(
    ({ status, pendingAct: act }) =>
      status === "pending" && act?.idempotency?.keyHash === key.keyHash,
  );
  if (row !== undefined && row.pendingAct?.idempotency?.fingerprint !== key.fingerprint)
    throw idempotencyMismatch();
  return row;
}

async function cloudRow(
  ctx: ScopedContext,
  input: CloudNumber,
  known: readonly NumberRow[],
): Promise<NumberRow> {
  const { app, appId } = await requireApp(ctx, "cloud", input.app_id);
  const { waba_id: wabaId, phone_number_id: phoneNumberId, access_token: accessToken } = input;
  const place = await takeUpNumber(ctx, { phoneNumberId, wabaId, appId }, known);
  const askedAtMs = ctx.nowMs();
  const number = await verifyCloudNumber(
    graphWith(ctx, { kind: "cloud", phoneNumberId, accessToken }),
    app,
    input,
  );
  return verifiedRow(ctx, place, {
    kind: "cloud",
    wabaId,
    appId,
    accessToken,
    pin: input.pin ?? null,
    name: input.name,
    number,
    askedAtMs,
    tokenExpiresAt: number.tokenExpiresAt,
  });
}

async function sealPin(
  ctx: ScopedContext,
  id: NumberRow["id"],
  pin: string | undefined,
): Promise<string | null> {
  if (pin === undefined) return null;
  return seal(ctx.env, pinSealedAt(ctx, id), pin);
}

async function sandboxRow(
  ctx: ScopedContext,
  input: SandboxNumber,
  { count, tokenHash }: { readonly count: number; readonly tokenHash: string },
): Promise<NumberRow> {
  if (!configOf(ctx.env).hasSandbox)
    throw fieldError("number_rejected", "/kind", "Sandbox numbers are switched off here.");
  const { kind: _kind, pin, ...options } = input;
  const name = input.name ?? (count === 0 ? "Sandbox" : `Sandbox ${count + 1}`);
  const made = await ctx.sandbox.createNumber({ ...options, name, owner_token_hash: tokenHash });
  const nowMs = ctx.nowMs();
  const id = ctx.newId("number");
  if (input.registered === false) {
    const place = { phoneNumberId: made.phone_number_id, accessToken: made.access_token };
    await verifyMaySend(graphWith(ctx, { kind: "sandbox", ...place }), place, pin ?? null);
  }
  return {
    id,
    kind: "sandbox",
    name,
    wabaId: made.waba_id,
    portfolioId: made.business_id,
    phoneNumberId: made.phone_number_id,
    displayPhoneNumber: made.display_phone_number,
    verifiedName: made.verified_name,
    status: "pending",
    qualityRating: "green",
    throughputMps: made.throughput_mps,
    messagingLimit: made.messaging_limit,
    tokenSealed: await seal(ctx.env, tokenSealedAt(ctx, id), made.access_token),
    pinSealed: await sealPin(ctx, id, pin),
    createdAt: nowMs,
    updatedAt: nowMs,
    pendingAct: pendingAct(ctx, { status: "connected", isReturning: false }),
    confirmedAt: nowMs,
    saidAt: saidAtOnce(nowMs),
    tokenExpiresAt: null,
    expiryToldFor: null,
    appId: null,
    autoRead: "never",
    keywords: null,
    linkWords: null,
  };
}
