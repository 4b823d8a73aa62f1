import { derivedSuffix, timeChars } from "#core/derived-id";
import type { Id } from "#core/ids";

/** The id of a change of Meta's: derived from its place in the workspace's mailbox, so whoever applies it again names it alike. */
export const changeIdOf = (
  tenantId: Id<"tenant">,
  { receivedAtMs, seq }: { readonly receivedAtMs: number; readonly seq: number },
): Id<"change"> => `chg_${derivedSuffix(timeChars(receivedAtMs), `${tenantId}\nchange ${seq}`)}`;
