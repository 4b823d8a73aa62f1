import type { Statement } from "#db/statement";
import type { UserRow } from "#features/accounts/queries";
import { insertToken } from "#features/accounts/queries-tokens";
import type { DeferringContext } from "#platform/commit-control";
import { newOpaqueToken } from "#platform/credentials/opaque-token";
import { consoleLink, mailLater } from "#platform/mail";

/** A letter that asks somebody to prove that they read their address. */
export interface Verification {
  /** For the batch of the act that the letter follows. */
  readonly statement: Statement;
  /** Call it behind the commit. */
  readonly mail: () => void;
}

/** Prepare the letter with a new link to somebody's present address. Links that were mailed before keep working. */
export async function newVerification(ctx: DeferringContext, user: UserRow): Promise<Verification> {
  const { token, tokenHash } = await newOpaqueToken("verify_email");
  return {
    statement: insertToken(ctx.control, {
      tokenHash,
      kind: "verify_email",
      userId: user.id,
      email: user.email,
      nowMs: ctx.nowMs(),
    }),
    mail: () =>
      mailLater(ctx, readerOf(user), {
        kind: "verify_email",
        link: consoleLink(ctx.env, "verify", token),
      }),
  };
}

/** Somebody as a letter's reader. */
export const readerOf = (user: Pick<UserRow, "email" | "fullName" | "locale">) => ({
  email: user.email,
  name: user.fullName,
  locale: user.locale,
});
