import { hasWithdrawn, type PersonsStanding } from "#core/consent/person-act";

/** What a contact's ledger is to say because of another contact of the same person. */
export interface SharedWithdrawal {
  readonly byPerson: boolean;
  /** When it happened, Unix ms; null when the ledger does not tell. */
  readonly atMs: number | null;
  /** False: the contact had withdrawn anyway, and only learns of a later word. */
  readonly movesHead: boolean;
}

/**
 * What one contact takes over from another of the same person: a withdrawal, the person's own above all, and never a grant,
 * which was given for the other's address. Null when it is strict enough already.
 */
export function sharedWithdrawal(
  own: PersonsStanding,
  other: PersonsStanding,
): SharedWithdrawal | null {
  const { withdrawnAtMs: atMs } = other;
  if (hasWithdrawn(other)) {
    const isKnown = hasWithdrawn(own);
    if (isKnown && (atMs ?? 0) <= (own.withdrawnAtMs ?? 0)) return null;
    return { byPerson: true, atMs, movesHead: !isKnown };
  }
  return other.marketing === "withdrawn" && own.marketing !== "withdrawn"
    ? { byPerson: false, atMs, movesHead: true }
    : null;
}
