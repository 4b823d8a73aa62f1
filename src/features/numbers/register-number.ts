import { AppError, fieldError } from "#core/errors";
import { changeNumber } from "#features/numbers/change-number";
import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import type {
  RegisterNumberBody,
  VerifyCodeBody,
  VerifyCodeView,
} from "#features/numbers/schemas-registration";
import { WRONG_PIN } from "#features/numbers/verify-cloud-number";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { callsOf, pinSealedAt } from "#platform/meta/graph";
import { managed, metaFault } from "#platform/meta/graph-failure";
import {
  deregisterNumber,
  registerNumber,
  requestCode,
  verifyCode,
} from "#platform/meta/registration";
import { seal } from "#platform/secrets/envelope";

/**
 * Register a number for the Cloud API, and keep its PIN sealed. Whether it sends then is asked by resuming it.
 *
 * @throws AppError `not_found`, `invalid_state`, `number_needs_reauth`, `meta_refused`, `meta_error`.
 */
export async function registerNumberAgain(
  ctx: TenantContext,
  id: string,
  { pin }: RegisterNumberBody,
): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  const reply = await registerNumber(await callsOf(ctx, row), row.phoneNumberId, pin);
  if (reply.type === "refused" && reply.error.code === WRONG_PIN) {
    const { extras, message } = fieldError(
      "meta_refused",
      "/pin",
      "Meta does not accept this PIN for the number.",
    );
    throw new AppError("meta_refused", message, { ...extras, meta: metaFault(reply.error) });
  }
  managed(reply);
  return changeNumber(ctx, row, {
    set: { pinSealed: await seal(ctx.env, pinSealedAt(ctx, row.id), pin) },
    action: "number.register",
  });
}

/**
 * Take a number off the Cloud API. It sends nothing any more, so it is paused; resuming it registers it again with its PIN.
 *
 * @throws AppError as {@link registerNumberAgain}.
 */
export async function deregister(ctx: TenantContext, id: string): Promise<NumberRow> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  managed(await deregisterNumber(await callsOf(ctx, row), row.phoneNumberId));
  const status = row.status === "connected" ? "paused" : row.status;
  return changeNumber(ctx, row, { set: { status }, action: "number.deregister" });
}

/**
 * Have Meta send a code to the number, or prove by the code that the number is one's own.
 *
 * @throws AppError as {@link registerNumberAgain}.
 */
export async function verifyNumberCode(
  ctx: TenantContext,
  id: string,
  { method, language = "en_US", code }: VerifyCodeBody,
): Promise<VerifyCodeView> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  const call = await callsOf(ctx, row);
  managed(
    code === undefined
      ? await requestCode(call, row.phoneNumberId, { method: method ?? "sms", language })
      : await verifyCode(call, row.phoneNumberId, code),
  );
  const view: VerifyCodeView = {
    number_id: row.id,
    status: code === undefined ? "code_sent" : "verified",
  };
  await commit(ctx, {
    statements: [],
    audit: { action: "number.verify_code", target: row.id, changes: { status: view.status } },
    answer: { status: 200, body: view },
  });
  return view;
}
