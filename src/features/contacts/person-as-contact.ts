import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { appendConsents, isWithdrawnMeanwhile, readWithdrawn } from "#features/consent/index";
import { CarriedWithdrawals } from "#features/contacts/carried-withdrawals";
import { identitiesOf, identityKey } from "#features/contacts/identity-rows";
import { newContact, type NewContactInput } from "#features/contacts/new-contact";
import { isIdentityConflict } from "#features/contacts/writes-identities";
import { readSuppressed } from "#features/suppressions/index";
import type { ScopedContext } from "#platform/context";

/**
 * As `newContact`, of a person whom a caller named: who withdrew under the identity before has
 * withdrawn, and who is suppressed under it is. The commit fails
 * (`isPersonConflict`) when somebody became the contact, or withdrew, meanwhile: look again.
 */
export async function personAsContact(
  ctx: ScopedContext,
  input: NewContactInput,
): Promise<{ row: ContactRow; statements: Statement[]; events: NewEvent[] }> {
  const made = newContact(ctx, input);
  const keys = identitiesOf(made.row).map(identityKey);
  const [withdrawn, suppressed] = await Promise.all([
    readWithdrawn(ctx, keys),
    readSuppressed(ctx, keys),
  ]);
  const withdrawals = new CarriedWithdrawals(ctx, withdrawn);
  const listed = { ...made.row, suppressed: suppressed.size > 0 };
  const { row, entries } = withdrawals.judge(null, listed);
  withdrawals.settle(null, row);
  const acts = appendConsents(ctx, entries);
  return {
    row,
    statements: [...withdrawals.writes(), ...made.statements, ...acts.statements],
    events: [...made.events, ...acts.events],
  };
}

/** Whether a commit failed because somebody became the contact, or the person withdrew, meanwhile. */
export const isPersonConflict = (error: unknown): boolean =>
  isIdentityConflict(error) || isWithdrawnMeanwhile(error);
