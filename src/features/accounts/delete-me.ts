import { AppError } from "#core/errors";
import { requireMe } from "#features/accounts/get-me";
import { findWorkspacesOwnedAlone } from "#features/accounts/queries-erase";
import { reAuthenticate } from "#features/accounts/re-authenticate";
import {
  eraseAccounts,
  guardNotLastOwner,
  isLastOwner,
  leaveAll,
} from "#features/accounts/writes-erase";
import { commitControl } from "#platform/commit-control";
import { forgetCredentials } from "#platform/http/authenticate";
import { redactAnswers } from "#platform/idempotency";
import type { PersonContext } from "#platform/person";

/** Workspaces that a refusal names. */
const NAMED_MAX = 10;

/**
 * Erase the caller's account, at once and for good: memberships, sessions, choices and the row itself, in one batch. Acts keep the
 * account's id, which names nobody any more; the e-mail is free. Whoever is the only owner of an open workspace has to close it
 * first. No answer is stored under an idempotency key: nobody is left to ask for it.
 *
 * @throws AppError `rate_limited`, `reauth_required`; `last_owner` with the workspaces.
 */
export async function deleteMe(ctx: PersonContext, password: string): Promise<void> {
  const { control } = ctx;
  const { giveBack } = await reAuthenticate(ctx, password, "/password");
  const user = await requireMe(ctx);
  try {
    await commitControl(ctx, {
      statements: [
        guardNotLastOwner(control, user.id),
        ...leaveAll(control, user.id),
        ...eraseAccounts(control, [user.id]),
        redactAnswers(control, [user.id, user.email]),
        giveBack,
      ],
      audit: { action: "account.delete", target: user.id },
    });
  } catch (error) {
    if (!isLastOwner(error)) throw error;
    const owned = await findWorkspacesOwnedAlone(control, user.id, NAMED_MAX);
    throw new AppError(
      "last_owner",
      `You are the only owner of ${owned.map(({ name }) => `“${name}”`).join(", ")}. Close it first.`,
      { members: { workspaces: owned.map(({ id, name }) => ({ id, name })) } },
    );
  }
  forgetCredentials();
}
