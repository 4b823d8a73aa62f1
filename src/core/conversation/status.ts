/**
 * Where an outgoing message stands. Meta's statuses come late, twice, in any order and in pieces, so what is stored are facts
 * (the instant of each status) and the state is derived from them by rank.
 */

import type { MessageState } from "#core/message/states";

/** What is known of a message: when each thing happened, Unix ms. Absent = not known to have happened. */
export interface Facts {
  readonly acceptedAtMs?: number;
  readonly heldAtMs?: number;
  readonly sentAtMs?: number;
  readonly deliveredAtMs?: number;
  readonly readAtMs?: number;
  readonly playedAtMs?: number;
  readonly failedAtMs?: number;
}

/**
 * The order of proof. A higher rank always wins, so any order and any repetition of facts ends alike. `failed` stands above
 * `sent` and below `delivered`: a failure is final unless the handset itself proves otherwise. Everything that is not proof
 * (`queued`, `sending`, `unknown`, `skipped`, …) has rank 0 and yields to any fact.
 */
export const STATE_RANK: Readonly<Record<MessageState, number>> = {
  received: 9,
  scheduled: 0,
  queued: 0,
  sending: 0,
  unknown: 0,
  skipped: 0,
  cancelled: 0,
  accepted: 1,
  held: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
  played: 7,
};

const PROOF: readonly (readonly [keyof Facts, MessageState])[] = [
  ["playedAtMs", "played"],
  ["readAtMs", "read"],
  ["deliveredAtMs", "delivered"],
  ["failedAtMs", "failed"],
  ["sentAtMs", "sent"],
  ["heldAtMs", "held"],
  ["acceptedAtMs", "accepted"],
];

/** The strongest state that these facts prove; `null` when they prove nothing. */
export const provenState = (facts: Facts): MessageState | null =>
  PROOF.find(([fact]) => facts[fact] !== undefined)?.[1] ?? null;

/** The state after learning facts. Commutative, associative and idempotent in the facts. */
export function nextState(current: MessageState, facts: Facts): MessageState {
  const proven = provenState(facts);
  return proven !== null && STATE_RANK[proven] > STATE_RANK[current] ? proven : current;
}

/** States that only we decide, and from which each may be entered. None of them is ever entered from a proven state. */
export const DECIDED_FROM = {
  queued: ["sending"],
  unknown: ["sending"],
  skipped: ["scheduled", "queued", "sending"],
  cancelled: ["scheduled", "queued"],
} as const satisfies Partial<Record<MessageState, readonly MessageState[]>>;
export type DecidedState = keyof typeof DECIDED_FROM;

/** The state after a decision of ours; a decision that comes too late changes nothing. */
export const decide = (current: MessageState, to: DecidedState): MessageState =>
  (DECIDED_FROM[to] as readonly MessageState[]).includes(current) ? to : current;
