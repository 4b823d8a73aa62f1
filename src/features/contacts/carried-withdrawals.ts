import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import {
  earlierWithdrawal,
  forgetWithdrawn,
  guardNoneWithdrawn,
  guardNotWithdrawn,
  keepWithdrawn,
  type AllWithdrawn,
  type ConsentEntry,
} from "#features/consent/index";
import { identitiesOf, identityKey } from "#features/contacts/identity-rows";
import type { ScopedContext } from "#platform/context";

interface Judged {
  readonly row: ContactRow;
  /** What the ledger says of it. */
  readonly entries: readonly ConsentEntry[];
}

/**
 * Withdrawals follow the person through a call that moves phones and user ids between contacts: an identity that a withdrawn
 * contact loses stays withdrawn, whoever has it next has withdrawn, and no contact takes a grant along to another address.
 */
export class CarriedWithdrawals {
  private readonly ctx: ScopedContext;
  private readonly known: ReadonlyMap<string, number>;
  private readonly all: AllWithdrawn | null;
  /** As they will be, of what the call names. */
  private readonly current: Map<string, number>;
  private readonly gained = new Set<string>();

  /**
   * @param known Withdrawn identities among those that the call names, Unix ms by identity key.
   * @param all   As {@link readWithdrawnAmong} tells.
   */
  constructor(
    ctx: ScopedContext,
    known: ReadonlyMap<string, number>,
    all: AllWithdrawn | null = null,
  ) {
    this.ctx = ctx;
    this.known = known;
    this.all = all;
    this.current = new Map(known);
  }

  /** Whether a person withdrew under an identity that no contact has. */
  holds(key: string): boolean {
    return this.current.has(key);
  }

  /** The contact with what its new identities bring along. Nothing is kept before {@link settle}. */
  judge(before: ContactRow | null, after: ContactRow): Judged {
    const instants = gainedBy(before, after).flatMap((key) => this.current.get(key) ?? []);
    if (instants.length > 0 && !hasWithdrawn(after))
      return {
        row: { ...after, marketing: "withdrawn", marketingByPerson: true },
        entries: [earlierWithdrawal(after.id, Math.max(...instants))],
      };
    if (after.marketing === "granted" && isElsewhere(before, after))
      return {
        row: { ...after, marketing: "withdrawn", marketingByPerson: false },
        entries: [lapsed(this.ctx, after)],
      };
    return { row: after, entries: [] };
  }

  /** The change happens. */
  settle(before: ContactRow | null, after: ContactRow): void {
    for (const key of gainedBy(before, after)) if (!this.current.delete(key)) this.gained.add(key);
    if (before === null || !hasWithdrawn(after)) return;
    for (const key of gainedBy(after, before)) this.current.set(key, this.ctx.nowMs());
  }

  /** For the batch of the call. It fails (`isWithdrawnMeanwhile`) when a gained identity is withdrawn by now. */
  writes(): Statement[] {
    const kept = [...this.current].filter(([key, atMs]) => this.known.get(key) !== atMs);
    return [
      ...this.guards(),
      ...keepWithdrawn(this.ctx, new Map(kept)),
      ...forgetWithdrawn(
        this.ctx,
        [...this.known.keys()].filter((key) => !this.current.has(key)),
      ),
    ];
  }

  private guards(): Statement[] {
    const gained = [...this.gained].filter((key) => !this.known.has(key));
    if (this.all === null || gained.length === 0) return guardNotWithdrawn(this.ctx, gained);
    return [guardNoneWithdrawn(this.ctx, this.all)];
  }
}

/** A grant lapses: somebody else may be reached at the address by now, and they have granted nothing. */
export const lapsed = (ctx: ScopedContext, { id }: Pick<ContactRow, "id">): ConsentEntry => ({
  contactId: id,
  purpose: "marketing",
  action: "withdraw",
  method: "api",
  byPerson: false,
  source: "identity_changed",
  capturedAtMs: ctx.nowMs(),
});

const hasWithdrawn = (row: ContactRow): boolean =>
  row.marketing === "withdrawn" && row.marketingByPerson;

const keysOf = (row: ContactRow | null): readonly string[] =>
  row === null ? [] : identitiesOf(row).map(identityKey);

function gainedBy(before: ContactRow | null, after: ContactRow): readonly string[] {
  const known = new Set(keysOf(before));
  return keysOf(after).filter((key) => !known.has(key));
}

/** Whether messages to the contact go to another address than before. A contact without one is reached by none. */
function isElsewhere(before: ContactRow | null, after: ContactRow): boolean {
  const [address] = keysOf(after);
  return address !== undefined && address !== keysOf(before)[0];
}
