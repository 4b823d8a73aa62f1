import type { Id } from "#core/ids";
import { guard, isGuardBroken, jsonParameters, statement, type Statement } from "#db/statement";
import type { ConsentEntry } from "#features/consent/append-consents";
import type { AllWithdrawn } from "#features/consent/queries-withdrawn";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

const KEEP = `
INSERT INTO withdrawn_identities (key_hash, withdrawn_at)
SELECT e.value->>0, CAST(e.value->>1 AS INTEGER) FROM json_each(?1) e WHERE true
ON CONFLICT (key_hash) DO UPDATE SET withdrawn_at = max(withdrawn_at, excluded.withdrawn_at)`;

/** Keep that a person withdrew under identities which their contact loses in the same batch. Unix ms by identity key. */
export const keepWithdrawn = (ctx: ScopedContext, lost: ReadonlyMap<string, number>): Statement[] =>
  jsonParameters([...lost].map(([key, atMs]) => [identityHash(ctx, key), atMs])).map((list) =>
    statement(ctx.db, KEEP, list),
  );

const FORGET = `DELETE FROM withdrawn_identities WHERE key_hash IN (SELECT value FROM json_each(?1))`;

/** Forget identities that a contact has again: the contact's own state says from now on that the person withdrew. */
export const forgetWithdrawn = (ctx: ScopedContext, keys: readonly string[]): Statement[] =>
  jsonParameters(keys.map((key) => identityHash(ctx, key))).map((list) =>
    statement(ctx.db, FORGET, list),
  );

const WITHDRAWN_GUARD = "withdrawn_identities.none";

const NONE = `NOT EXISTS (SELECT 1 FROM json_each(?1) k CROSS JOIN withdrawn_identities w ON w.key_hash = k.value)`;

/** Let the batch through only while nobody has withdrawn under these identities, which a contact gains (`isWithdrawnMeanwhile`). */
export const guardNotWithdrawn = (ctx: ScopedContext, keys: readonly string[]): Statement[] =>
  jsonParameters(keys.map((key) => identityHash(ctx, key))).map((list) =>
    guard(ctx.db, WITHDRAWN_GUARD, NONE, list),
  );

const NO_OTHERS = `NOT EXISTS (SELECT 1 FROM withdrawn_identities WHERE key_hash NOT IN (SELECT value FROM json_each(?1)))`;

/**
 * As {@link guardNotWithdrawn}, for a batch that many identities are gained in: while nobody has withdrawn under any identity since
 * the few that there were, were read.
 */
export const guardNoneWithdrawn = (ctx: ScopedContext, read: AllWithdrawn): Statement =>
  guard(ctx.db, WITHDRAWN_GUARD, NO_OTHERS, JSON.stringify([...read.keys()]));

/** Whether a batch failed because a person withdrew, and lost the identity, meanwhile: look again, and decide again. */
export const isWithdrawnMeanwhile = (error: unknown): boolean =>
  isGuardBroken(error, WITHDRAWN_GUARD);

/** What a contact's ledger says when the contact gains an identity under which the person withdrew before. */
export const earlierWithdrawal = (contactId: Id<"contact">, atMs: number): ConsentEntry => ({
  contactId,
  purpose: "marketing",
  action: "withdraw",
  method: "inbound",
  byPerson: true,
  source: "earlier_withdrawal",
  capturedAtMs: atMs,
});
