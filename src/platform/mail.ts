import { accountLetter } from "#core/mail/account-letter";
import type { AccountLetter } from "#core/mail/kinds";
import { configOf } from "#platform/config";
import type { WorkspaceContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** A letter in plain text to one person. */
export interface Mail {
  /** An e-mail address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * Send a letter, from the deployment's `SUPPORT_EMAIL`. Locally wrangler writes it to a file.
 *
 * @throws Error when the service does not take it: its domain is not onboarded, or the day's quota is used up.
 */
export async function sendMail(env: Env, { to, subject, text }: Mail): Promise<void> {
  const from = { name: "WaQtor", email: configOf(env).supportEmail };
  await env.EMAIL.send({ from, to, subject, text });
}

/** Whom a letter about an account goes to. */
export interface Reader {
  readonly email: string;
  /** Null when it is not known, as of somebody who is invited. */
  readonly name: string | null;
  /** BCP 47. */
  readonly locale: string;
}

/**
 * Have a letter about an account sent behind the answer. Call it after the commit: the act stands whether or not the letter goes
 * out, and nobody can tell by the time of an answer that one was sent. A letter that the service does not take is lost and
 * logged, by its kind alone; whoever waits for it asks again.
 */
export function mailLater(
  ctx: Pick<WorkspaceContext, "env" | "defer">,
  to: Reader,
  letter: AccountLetter,
): void {
  ctx.defer(mailNow(ctx.env, to, letter));
}

/** The same for work that is behind an answer already. Never rejects. */
export async function mailNow(env: Env, to: Reader, letter: AccountLetter): Promise<void> {
  try {
    await sendMail(env, { to: to.email, ...accountLetter(letter, to) });
  } catch (error) {
    log("warn", "mail.unsent", { kind: letter.kind, ...describeError(error) });
  }
}

/**
 * The address of a console page with a token, for a letter. It is made from the deployment's own `PUBLIC_URL`; the token stands in
 * the fragment, which no browser sends to a server and no log holds.
 */
export const consoleLink = (env: Env, page: string, token: string): string =>
  `${configOf(env).publicUrl}/console/${page}#${token}`;
