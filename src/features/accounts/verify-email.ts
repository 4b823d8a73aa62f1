import { AppError, fieldError } from "#core/errors";
import { statement, violatesUnique, type Statement } from "#db/statement";
import { countAttempt } from "#features/accounts/count-attempt";
import { findUser, type UserRow } from "#features/accounts/queries";
import {
  findLiveToken,
  useToken,
  wasNotLive,
  type LiveToken,
} from "#features/accounts/queries-tokens";
import { readerOf } from "#features/accounts/verification";
import { commitControl, type DeferringContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";
import { mailLater } from "#platform/mail";

/**
 * Prove by the token of a letter that its reader has the address: that of the account, or the one that it shall have instead. The
 * old address is told of a change.
 *
 * @throws AppError `invalid_token` for one that nobody made, that was used, or that is for an address or a password that the
 *   account has no more, all alike; `email_taken` when another account got the new address meanwhile; `rate_limited`.
 */
export async function verifyEmail(
  ctx: DeferringContext,
  { token }: { readonly token: string },
): Promise<void> {
  await countAttempt(ctx, "token");
  const tokenHash = await sha256Hex(token);
  const nowMs = ctx.nowMs();
  const kinds = ["verify_email", "change_email"] as const;
  const found = await findLiveToken(ctx.control, tokenHash, { kinds, nowMs });
  const user = found && (await findUser(ctx.control, found.userId));
  if (found === undefined || user === undefined) throw invalidToken();
  const isChange = found.kind === "change_email";
  try {
    await commitControl(ctx, {
      statements: [...useToken(ctx.control, tokenHash, nowMs), setProven(ctx, found, nowMs)],
      audit: {
        action: isChange ? "account.email_change" : "account.email_verify",
        target: user.id,
        actor: { kind: "user", id: user.id },
        tenantId: found.home,
      },
    });
  } catch (error) {
    if (wasNotLive(error)) throw invalidToken();
    if (violatesUnique(error, "users.email"))
      throw new AppError("email_taken", "Another account has this e-mail address meanwhile.");
    throw error;
  }
  if (isChange) tellFormerAddress(ctx, user);
}

const setProven = (ctx: DeferringContext, { userId, email }: LiveToken, nowMs: number): Statement =>
  statement(
    ctx.control,
    "UPDATE users SET email = ?2, email_verified = 1, updated_at = ?3 WHERE id = ?1",
    userId,
    email,
    nowMs,
  );

const tellFormerAddress = (ctx: DeferringContext, before: UserRow): void =>
  mailLater(ctx, readerOf(before), {
    kind: "email_changed",
    atMs: ctx.nowMs(),
    ip: ctx.origin.ip,
  });

/** The refusal of a token from a letter. */
export const invalidToken = (): AppError =>
  fieldError(
    "invalid_token",
    "/token",
    "The link does not work any more, or never did. Ask for another one.",
  );
