import { AppError, fieldError } from "#core/errors";
import { isInUse } from "#core/number/in-use";
import { requireApp } from "#features/numbers/app-of-number";
import { keepNumber, refuseMixed } from "#features/numbers/keep-number";
import { allNumbers, type NumberRow } from "#features/numbers/queries";
import { refuseRepeated } from "#features/numbers/refuse-repeated";
import { registrationPin } from "#features/numbers/registration-pin";
import { renewToken } from "#features/numbers/replace-token";
import { requireFree } from "#features/numbers/routing";
import type { NumberView } from "#features/numbers/schemas";
import type { SignedUpNumbers, SignUpNumbersBody } from "#features/numbers/schemas-signup";
import { takeUpNumber } from "#features/numbers/take-up-number";
import { verifiedRow } from "#features/numbers/verified-row";
import {
  grantedNumbers,
  verifyGrant,
  verifyGrantedNumber,
} from "#features/numbers/verify-cloud-number";
import { numberView } from "#features/numbers/view";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import type { MetaApp } from "#platform/meta/app";
import { callWith, graphWith } from "#platform/meta/graph";
import { graphFailure } from "#platform/meta/graph-failure";
import { exchangeCode } from "#platform/meta/oauth";
import { requireVerified } from "#platform/require-verified";

/** What the signup gave: the business's token, of which app, and for how long. */
interface Grant {
  readonly kind: NumberRow["kind"];
  readonly accessToken: string;
  readonly appId: string | null;
  readonly tokenExpiresAt: number | null;
  readonly pin: string | undefined;
}

interface Place {
  readonly wabaId: string;
  readonly phoneNumberId: string;
}

/**
 * Connect the numbers of a business that went through Embedded Signup: every number of every account that its token was granted.
 * Each is connected on its own, as `connectNumber` does it, so a call that is cut short leaves none half connected. A number
 * that is connected already is given the new token.
 *
 * @throws AppError `number_rejected` for a code or a grant that is of no use; when no number could be connected, why the first
 *   could not; `email_unverified`, `mixed_number_kinds`, `not_found` for the app, `meta_error`.
 */
export async function signUpNumbers(
  ctx: TenantContext,
  input: SignUpNumbersBody,
): Promise<SignedUpNumbers> {
  requireScope(ctx, "numbers:write");

  await refuseRepeated(ctx);
  const kind = input.kind ?? "cloud";
  if (kind === "sandbox" && !configOf(ctx.env).hasSandbox)
    throw fieldError("number_rejected", "/kind", "Sandbox numbers are switched off here.");
  if (kind === "cloud") await requireVerified(ctx);
  await refuseMixed(ctx, kind, await allNumbers(ctx.db));
  const { app, appId } = await requireApp(ctx, kind, input.app_id);
  if (app === null)
    throw fieldError("number_rejected", "/app_id", "The deployment names no Meta app: give yours.");
  const accessToken = await exchanged(ctx, { kind, app, code: input.code });
  const graph = graphWith(ctx, { kind, phoneNumberId: "", accessToken });
  const { wabaIds, tokenExpiresAt } = await verifyGrant(graph, app, accessToken);
  const places: Place[] = [];
  for (const wabaId of wabaIds)
    for (const phoneNumberId of await grantedNumbers(graph, wabaId))
      places.push({ wabaId, phoneNumberId });
  if (places.length === 0)
    throw fieldError("number_rejected", "/code", "The signup granted no account with a number.");
  const grant = { kind, accessToken, appId, tokenExpiresAt, pin: input.pin };
  return answered(ctx, await connectEach(ctx, places, grant));
}

async function exchanged(
  ctx: ScopedContext,
  given: { readonly kind: NumberRow["kind"]; readonly app: MetaApp; readonly code: string },
): Promise<string> {
  const call = callWith(ctx, { kind: given.kind, accessToken: "" });
  const reply = await exchangeCode(call, given.app, given.code);
  if (reply.type === "ok") return reply.value;
  const { code, message, extras } = graphFailure(reply, "number_rejected");
  if (code !== "number_rejected") throw new AppError(code, message, extras);
  const refused = fieldError("number_rejected", "/code", "Meta does not take this code any more.");
  throw new AppError("number_rejected", refused.message, { ...extras, ...refused.extras });
}

/** One after the other, because numbers of an account share its route. */
async function connectEach(
  ctx: ScopedContext,
  places: readonly Place[],
  grant: Grant,
): Promise<SignedUpNumbers> {
  // The answer to the call is that of all its numbers.
  const alone: ScopedContext = { ...ctx, idempotency: null };
  const data: NumberView[] = [];
  const failures: { readonly place: Place; readonly error: AppError }[] = [];
  for (const place of places)
    try {
      data.push(await connectOne(alone, place, grant));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failures.push({ place, error });
    }
  const [first] = failures;
  if (data.length === 0 && first !== undefined) throw first.error;
  return {
    data,
    failed: failures.map(({ place, error }) => ({
      waba_id: place.wabaId,
      phone_number_id: place.phoneNumberId,
      error: { code: error.code, message: error.message },
    })),
  };
}

async function connectOne(ctx: ScopedContext, place: Place, grant: Grant): Promise<NumberView> {
  const { kind, appId, accessToken, tokenExpiresAt } = grant;
  const known = await allNumbers(ctx.db);
  const inUse = known.find(
    (row) => row.phoneNumberId === place.phoneNumberId && isInUse(row.status),
  );
  if (inUse !== undefined) return numberView(await renewed(ctx, inUse, grant));
  const taken = await takeUpNumber(ctx, { ...place, appId }, known);
  const askedAtMs = ctx.nowMs();
  const { number, pin } = await granted(ctx, place, grant);
  const row = await verifiedRow(ctx, taken, {
    kind,
    wabaId: place.wabaId,
    appId,
    accessToken,
    pin,
    name: undefined,
    number,
    askedAtMs,
    tokenExpiresAt,
  });
  const { graph: _graph, ...view } = await keepNumber(ctx, row);
  return view;
}

/** Give a number that is connected already the new token. @throws AppError `invalid_state` when it is another app's. */
async function renewed(ctx: ScopedContext, row: NumberRow, grant: Grant): Promise<NumberRow> {
  const { accessToken, appId, tokenExpiresAt } = grant;
  await requireFree(ctx, { ...row, appId });
  const askedAtMs = ctx.nowMs();
  const { number } = await granted(ctx, row, grant);
  return renewToken(ctx, row, { accessToken, askedAtMs, facts: { ...number, tokenExpiresAt } });
}

/** The number as Meta confirms it, and its PIN where that is certain. */
async function granted(ctx: ScopedContext, place: Place, grant: Grant) {
  const graph = graphWith(ctx, { ...grant, phoneNumberId: place.phoneNumberId });
  const pin = grant.pin ?? (await registrationPin(ctx.env, place.phoneNumberId));
  const { number, hasPin } = await verifyGrantedNumber(graph, place, pin);
  return { number, pin: hasPin ? pin : null };
}

async function answered(ctx: ScopedContext, body: SignedUpNumbers): Promise<SignedUpNumbers> {
  const [first] = body.data;
  await commit(ctx, {
    statements: [],
    audit: {
      action: "number.sign_up",
      target: first?.id ?? null,
      changes: { connected: body.data.length, failed: body.failed.length },
    },
    answer: { status: 201, body },
  });
  return body;
}
