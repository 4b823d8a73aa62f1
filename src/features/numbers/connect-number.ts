import { fieldError } from "#core/errors";
import { saidAtOnce } from "#core/number/after-news";
import { finishPending, keepNumber, mixedKinds } from "#features/numbers/keep-number";
import { pendingAct } from "#features/numbers/pending-act";
import { allNumbers, type NumberRow } from "#features/numbers/queries";
import type {
  CloudNumber,
  ConnectNumberBody,
  NumberView,
  SandboxNumber,
} from "#features/numbers/schemas";
import { takeUpNumber } from "#features/numbers/take-up-number";
import { verifyCloudNumber, verifyMaySend } from "#features/numbers/verify-cloud-number";
import { AlreadyAnswered } from "#platform/commit";
import { configOf } from "#platform/config";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { idempotencyMismatch } from "#platform/http/idempotency";
import { findAnswer } from "#platform/idempotency";
import { deploymentApp } from "#platform/meta/app";
import { graphWith, pinSealedAt, tokenSealedAt } from "#platform/meta/graph";
import { seal } from "#platform/secrets/envelope";

/**
 * Connect a number. A cloud number is confirmed by Meta before anything is stored; a sandbox number is made on the spot.
 *
 * @throws AppError `mixed_number_kinds`, `number_taken`, `waba_taken`, `number_rejected`, `meta_error`.
 */
export async function connectNumber(
  ctx: TenantContext,
  input: ConnectNumberBody,
): Promise<NumberView> {
  requireScope(ctx, "numbers:write");

  await refuseRepeated(ctx);
  const known = await allNumbers(ctx.db);
  const cutShort = askedBefore(ctx, known);
  if (cutShort !== undefined) return finishPending(ctx, cutShort);
  if (known.some((row) => row.kind !== input.kind)) throw mixedKinds();
  return keepNumber(
    ctx,
    input.kind === "cloud"
      ? await cloudRow(ctx, input, known)
      : await sandboxRow(ctx, input, known.length),
  );
}

/** A number is made before the answer is written, so a key that was used is told before it, not after. */
async function refuseRepeated(ctx: ScopedContext): Promise<void> {
  if (ctx.idempotency === null) return;
  const answered = await findAnswer(ctx.db, ctx.idempotency, ctx.nowMs());
  if (answered !== null) throw new AlreadyAnswered();
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
  const place = { phoneNumberId: input.phone_number_id, wabaId: input.waba_id };
  const { id, createdAt, updatedAt, isReturning } = await takeUpNumber(ctx, place, known);
  const graph = graphWith(ctx, {
    kind: "cloud",
    phoneNumberId: input.phone_number_id,
    accessToken: input.access_token,
  });
  const askedAtMs = ctx.nowMs();
  const facts = await verifyCloudNumber(graph, deploymentApp(ctx.env, "cloud"), input);
  return {
    id,
    kind: "cloud",
    name: input.name ?? facts.verifiedName ?? facts.displayPhoneNumber,
    wabaId: input.waba_id,
    portfolioId: null,
    phoneNumberId: input.phone_number_id,
    displayPhoneNumber: facts.displayPhoneNumber,
    verifiedName: facts.verifiedName,
    status: "pending",
    qualityRating: facts.qualityRating,
    throughputMps: facts.throughputMps,
    messagingLimit: facts.messagingLimit,
    tokenSealed: await seal(ctx.env, tokenSealedAt(ctx, id), input.access_token),
    pinSealed: await sealPin(ctx, id, input.pin),
    createdAt,
    updatedAt,
    pendingAct: pendingAct(ctx, {
      status: facts.standing === "restricted" ? "restricted" : "connected",
      isReturning,
    }),
    confirmedAt: askedAtMs,
    saidAt: saidAtOnce(askedAtMs),
    tokenExpiresAt: facts.tokenExpiresAt,
    expiryToldFor: null,
  };
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
  count: number,
): Promise<NumberRow> {
  if (!configOf(ctx.env).hasSandbox)
    throw fieldError("number_rejected", "/kind", "Sandbox numbers are switched off here.");
  const { kind: _kind, pin, ...options } = input;
  const name = input.name ?? (count === 0 ? "Sandbox" : `Sandbox ${count + 1}`);
  const made = await ctx.sandbox.createNumber({ ...options, name });
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
  };
}
