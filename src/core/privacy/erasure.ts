/** How a person is erased: in which order, what is told of it, and what is not reached yet. */
import type { Id } from "#core/ids";

/**
 * The steps, in their order. What leads to the person goes last, so that every step can be done again after a crash:
 *
 * - `mailbox`: what Meta has sent is applied first, so that nothing comes behind the erasure
 * - `runs`, `messages`, `archived`, `threads`, `search`: what was said
 * - `deliveries`, `answers`, `archive`: copies of it
 * - `files`: files of contacts that came in and went out, which are kept for days
 * - `settings`: where the business itself has named the person
 * - `consents`: the ledger is sealed, so that what is personal can be taken out of it
 * - `meta`: the contact book that Meta keeps for the business
 * - `person`: the contact, and what leads to it
 */
export const ERASURE_STEPS = [
  "mailbox",
  "runs",
  "messages",
  "archived",
  "threads",
  "search",
  "deliveries",
  "answers",
  "archive",
  "files",
  "settings",
  "consents",
  "meta",
  "person",
] as const;
export type ErasureStep = (typeof ERASURE_STEPS)[number];

/** How far an erasure has come. */
export interface ErasurePlace {
  readonly step: ErasureStep;
  /** Where the step goes on; null at its beginning. */
  readonly cursor: string | null;
  /** What was erased so far, by what it was. */
  readonly counts: Readonly<Record<string, number>>;
}

export const FIRST_PLACE: ErasurePlace = { step: "mailbox", cursor: null, counts: {} };

/** What one turn at a step did. */
export interface StepTurn {
  /** Where the step goes on; null: it is done. */
  readonly cursor: string | null;
  readonly counts?: Readonly<Record<string, number>>;
}

/** Where an erasure stands after a turn; null when that was the last step. */
export function afterTurn(place: ErasurePlace, turn: StepTurn): ErasurePlace | null {
  const counts = sum(place.counts, turn.counts ?? {});
  if (turn.cursor !== null) return { ...place, cursor: turn.cursor, counts };
  const step = ERASURE_STEPS[ERASURE_STEPS.indexOf(place.step) + 1];
  return step === undefined ? null : { step, cursor: null, counts };
}

/** Both counts together. */
export const sum = (
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .toSorted()
      .map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]),
  );

/** For how long Meta may deliver again what it has delivered: seven days, and one for clocks. */
export const REDELIVERED_MS = 8 * 86_400_000;

/** For how long a database can be set back to a state from before; nobody can shorten it. */
export const RESTORABLE_MS = 30 * 86_400_000;

/** For how long a sealed webhook that nobody's number is for is kept. */
export const QUARANTINED_MS = 14 * 86_400_000;

/** Somebody who was given the person's data, and has to erase it themselves. */
export interface Recipient {
  readonly kind: "webhook" | "export" | "meta";
  /** The id of it here; of Meta the number's. */
  readonly id: string;
  /** Where it is; null where there is nothing to say. */
  readonly at: string | null;
  /** `told`: by the event `contact.erased`. `asked`: Meta was. `gone`: the file is. `left`: only they can. */
  readonly state: "told" | "asked" | "gone" | "left";
}

/** What became of a request. */
export interface RequestOutcome {
  readonly counts?: Readonly<Record<string, number>>;
  readonly recipients?: readonly Recipient[];
  /** Of an access request: the key of the file in the bucket. */
  readonly objectKey?: string;
  /** Of a rejected one: why. */
  readonly reason?: string;
}

/** A place that still holds what was erased, until when, Unix ms, and why it cannot be reached. */
export interface Horizon {
  readonly place: "point_in_time_restore" | "object_restore" | "sealed_quarantine";
  readonly untilMs: number;
}

/** What an erasure cannot reach. */
export const horizonsOf = (erasedAtMs: number): readonly Horizon[] => [
  { place: "point_in_time_restore", untilMs: erasedAtMs + RESTORABLE_MS },
  { place: "object_restore", untilMs: erasedAtMs + RESTORABLE_MS },
  { place: "sealed_quarantine", untilMs: erasedAtMs + QUARANTINED_MS },
];

/** What stays, and names nobody. */
export const KEPT_OF_THE_ERASED = [
  "keyed_hashes_of_identities",
  "keyed_hashes_of_message_ids",
  "consent_entries_of_nobody",
  "campaign_rows_of_nobody",
  "events_of_ids",
  "audit_of_ids",
] as const;

/** Who is erased: all that they are here. */
export interface ErasedPerson {
  readonly requestId: Id<"privacyRequest">;
  readonly contactIds: readonly Id<"contact">[];
  /** The identities that lead to them, and led: `phone:<key>`, `bsuid:<id>`. */
  readonly identityKeys: readonly string[];
  /** What names them in a text: phones with and without the plus sign, Meta's ids, the business's own id. */
  readonly names: readonly string[];
}
