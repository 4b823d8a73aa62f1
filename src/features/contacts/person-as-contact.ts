import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { appendConsents, isWithdrawnMeanwhile, readWithdrawn } from "#features/consent/index";
import { CarriedWithdrawals } from "#features/contacts/carried-withdrawals";
import { identitiesOf, identityKey } from "#features/contacts/identity-rows";
import { newContact, type NewContactInput } from "#features/contacts/new-contact";
import { isIdentityConflict } from "#features/contacts/writes-identities";
import type { ScopedContext } from "#platform/context";

/**
 * As `newContact`, of a person whom a caller named: who withdrew under the identity before has withdrawn. The commit fails
 * (`isPersonConflict`) when somebody became the contact, or withdrew, meanwhile: look again.
 */
export async function personAsContact(
  ctx: ScopedContext,
  input: NewContactInput,
): Promise<{ row: ContactRow; statements: Statement[]; events: NewEvent[] }> {
  const made = newContact(ctx, input);
  const keys = identitiesOf(made.row).map(identityKey);
  const withdrawals = new CarriedWithdrawals(ctx, await readWithdrawn(ctx, keys));
  const { row, entries } = withdrawals.judge(null, made.row);
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
