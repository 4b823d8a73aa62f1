import { letterOf } from "#core/alert/letter";
import { readLetters, type AlertRow } from "#features/alerts/queries";
import { findReaders, type Reader } from "#features/alerts/queries-readers";
import { alertIdFrom, markMailed } from "#features/alerts/writes";
import { commit } from "#platform/commit";
import { configOf } from "#platform/config";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import { sendMail } from "#platform/mail";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Alerts of which letters are sent in a day: whoever gets more reads none. */
export const LETTERS_PER_DAY = 20;

/**
 * Send the letters of alerts that nobody was told of yet, to the members who asked for their kind. Each alert is marked when
 * its letters are out, so after a crash somebody may get one twice. A letter that the service refuses is let go, so that the others
 * get theirs once; when it takes none, all are tried again by the next sweep. Beyond a day's measure the alerts stand in the list
 * alone.
 */
export async function mailAlerts(ctx: ScopedContext): Promise<void> {
  const sinceMs = ctx.nowMs() - DAY_MS;
  const { mailed, unmailed } = await readLetters(ctx.db, {
    sinceMs,
    fromId: alertIdFrom(sinceMs),
  });
  const due = unmailed.slice(0, Math.max(0, LETTERS_PER_DAY - mailed));
  if (due.length === 0) return;
  const readers = await findReaders(ctx.control, ctx.tenant.id);
  for (const alert of due) {
    const wanting = readers.filter(({ kinds }) => kinds.includes(alert.kind));
    const told = await Promise.all(wanting.map((reader) => tell(ctx, alert, reader)));
    if (wanting.length > 0 && !told.includes(true)) return;
    await commit(ctx, { statements: [markMailed(ctx.db, alert.id, ctx.nowMs())] });
  }
}

/** @returns Whether the service took the letter. */
async function tell(
  ctx: ScopedContext,
  alert: AlertRow,
  { email, locale }: Reader,
): Promise<boolean> {
  const consoleUrl = `${configOf(ctx.env).publicUrl}/console`;
  const letter = letterOf(alert, { locale, workspace: ctx.tenant.name, consoleUrl });
  try {
    await sendMail(ctx.env, { to: email, ...letter });
    return true;
  } catch (error) {
    log("warn", "alert.unmailed", { alert: alert.id, ...describeError(error) });
    return false;
  }
}
