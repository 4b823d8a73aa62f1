import type { MessageState } from "#core/message/states";

/** What the skip reason of a message begins with that Meta withheld; its code follows. */
export const WITHHELD_PREFIX = "meta_";

/** The skip reason of a campaign's message that Meta withheld from its person. */
export const withheldReason = (code: number | null): string => `${WITHHELD_PREFIX}${code}`;

/**
 * How a message is counted and shown. It failed when Meta withheld it from this person (a limit, an experiment), and any proof
 * of the handset's overrules that as it does any failure; but it is nobody's fault, so campaigns count it as skipped.
 */
export const countedState = (row: {
  readonly state: MessageState;
  readonly skipReason: string | null;
}): MessageState =>
  row.state === "failed" && row.skipReason?.startsWith(WITHHELD_PREFIX) === true
    ? "skipped"
    : row.state;
