import type { ErrorRule } from "#core/whatsapp/error-action";

/** Refusals of one block for the calls of the whole app or account, from which on its number rests: one may be a chance. */
const ALIKE_MIN = 2;

/**
 * How long a number rests after the refusals of one block of its messages, ms, before it climbs back from half its rate; null: it
 * goes on. It rests when it sent too fast, and when Meta refuses whatever the app or the account asks: an app is shared by
 * workspaces, so each that hears of it must leave off by itself, or all wait for the loudest.
 */
export function restAfter(rules: readonly ErrorRule[]): number | null {
  const tooFast = rules.filter((rule) => rule.halveRate === true);
  const tooMany = rules.filter((rule) => rule.isOfAllCalls === true);
  const heard = [...tooFast, ...(tooMany.length >= ALIKE_MIN ? tooMany : [])];
  return heard.length === 0 ? null : Math.max(...heard.map(({ afterMs }) => afterMs ?? 0));
}
