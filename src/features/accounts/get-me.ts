import { AppError } from "#core/errors";
import { findUser, type UserRow } from "#features/accounts/queries";
import { hasSecondStep } from "#features/accounts/queries-second-step";
import type { Me } from "#features/accounts/schemas";
import { meView } from "#features/accounts/view";
import type { PersonContext } from "#platform/person";

/** The caller's account, and what the caller is in this workspace. */
export async function getMe(ctx: PersonContext): Promise<Me> {
  const [user, hasMfa] = await Promise.all([
    requireMe(ctx),
    hasSecondStep(ctx.control, ctx.actor.id),
  ]);
  return meView(ctx, user, hasMfa);
}

/** The caller's row. */
export async function requireMe(ctx: PersonContext): Promise<UserRow> {
  const user = await findUser(ctx.control, ctx.actor.id);
  if (user === undefined) throw new AppError("invalid_token", "The account no longer exists.");
  return user;
}
