import { fieldError } from "#core/errors";
import type { SandboxSignup, SandboxSignupBody } from "#features/sandbox/signup-schemas";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Go through an Embedded Signup as a business does in its browser.
 *
 * @throws AppError `number_rejected` where sandbox numbers are switched off.
 */
export async function signUp(
  ctx: TenantContext,
  { name, throughput_mps, messaging_limit }: SandboxSignupBody,
): Promise<SandboxSignup> {
  requireScope(ctx, "sandbox:write");
  if (!configOf(ctx.env).hasSandbox)
    throw fieldError("number_rejected", "/name", "Sandbox numbers are switched off here.");
  const { code, expiresAtMs } = await ctx.sandbox.signUp({ name, throughput_mps, messaging_limit });
  const view = { code, expires_at: new Date(expiresAtMs).toISOString() };
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.sign_up", target: null },
    answer: { status: 201, body: view },
  });
  return view;
}
