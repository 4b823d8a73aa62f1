import type { ConversationStatus } from "#core/conversation/states";
import { err, ok, type Result } from "#core/result";

/** How far ahead a conversation can be snoozed, ms. */
export const SNOOZE_MAX_MS = 365 * 24 * 60 * 60 * 1000;
/** Until when automations keep still that wait for a person to release them: 9999-12-31, Unix ms. */
export const UNTIL_RELEASED_MS = 253_402_214_400_000;

/** Where a conversation stands, as far as people decide it. Instants are Unix ms. */
export interface Standing {
  readonly status: ConversationStatus;
  /** Of a snoozed one: when it opens again. */
  readonly snoozedUntil: number | null;
  /** Until when automations keep still; null: they may act. */
  readonly botMutedUntil: number | null;
}

/** A change that somebody asks for; what is undefined stays. */
export interface StandingChange {
  readonly status?: ConversationStatus | undefined;
  readonly snoozedUntil?: number | undefined;
}

/** Why a change cannot be: which member is at fault, and a sentence. */
export interface StandingFault {
  readonly member: "status" | "snoozed_until";
  readonly code: "required" | "not_snoozed" | "out_of_range";
  readonly message: string;
}

/**
 * Where a conversation stands after a change. To snooze it takes an instant ahead, and naming one snoozes; every other status
 * ends a snooze; a resolved one gives automations back their voice.
 */
export function changeStanding(
  was: Standing,
  change: StandingChange,
  nowMs: number,
): Result<Standing, StandingFault> {
  const status = change.status ?? (change.snoozedUntil === undefined ? was.status : "snoozed");
  const botMutedUntil = change.status === "resolved" ? null : was.botMutedUntil;
  if (status !== "snoozed")
    return change.snoozedUntil === undefined
      ? ok({ status, snoozedUntil: null, botMutedUntil })
      : err({
          member: "snoozed_until",
          code: "not_snoozed",
          message: "Only a snoozed conversation has an instant at which it opens again.",
        });
  const until = change.snoozedUntil ?? was.snoozedUntil;
  const fault = snoozeFault(until, change.snoozedUntil === undefined ? null : nowMs);
  return fault === null ? ok({ status, snoozedUntil: until, botMutedUntil }) : err(fault);
}

/** @param aheadOfMs Of an instant that is newly given: what it must be ahead of. */
function snoozeFault(until: number | null, aheadOfMs: number | null): StandingFault | null {
  if (until === null)
    return {
      member: "snoozed_until",
      code: "required",
      message: "A conversation is snoozed until an instant.",
    };
  if (aheadOfMs === null || (until > aheadOfMs && until <= aheadOfMs + SNOOZE_MAX_MS)) return null;
  return {
    member: "snoozed_until",
    code: "out_of_range",
    message: "The instant is ahead, at most 365 days.",
  };
}

/** Whether automations may act. */
export const isBotActive = (
  { botMutedUntil }: Pick<Standing, "botMutedUntil">,
  nowMs: number,
): boolean => botMutedUntil === null || botMutedUntil <= nowMs;
