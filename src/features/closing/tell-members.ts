import { closingLetter, type ClosingNews } from "#core/tenant/closing-letter";
import { findMembers } from "#features/closing/queries";
import { configOf } from "#platform/config";
import { describeError, log } from "#platform/log";
import { sendMail } from "#platform/mail";
import type { PersonContext } from "#platform/person";

/**
 * Write to every member that the workspace was closed or taken back, each in their language. A letter that is not taken is logged
 * and let go: the console says it too. Never rejects.
 */
export async function tellMembers(
  ctx: PersonContext,
  news: ClosingNews,
  of: { readonly workspace: string; readonly closingAt: number },
): Promise<void> {
  try {
    const consoleUrl = `${configOf(ctx.env).publicUrl}/console`;
    for (const { email, locale } of await findMembers(ctx.control, ctx.tenant.id))
      await sendMail(ctx.env, { to: email, ...closingLetter(news, { ...of, locale, consoleUrl }) });
  } catch (error) {
    log("warn", "closing.unmailed", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}
