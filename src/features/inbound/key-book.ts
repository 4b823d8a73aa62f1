import type { Id } from "#core/ids";
import type { Known, KnownContact } from "#features/inbound/known";

const USER_ID = "bsuid:";

/** Which identity keys lead to which contact, as one drain goes on. A key leads to one contact at most. */
export class KeyBook {
  private readonly owners: Map<string, Id<"contact">>;
  /** User ids that lead to contacts, as far as they are known. */
  private readonly userIds: Map<Id<"contact">, ReadonlySet<string>>;
  private readonly isOnePortfolio: boolean;

  constructor(known: Known) {
    this.owners = new Map(known.owners);
    for (const [key, { id }] of known.people) this.owners.set(key, id);
    this.userIds = new Map([...known.userIds].map(([id, all]) => [id, new Set(all)]));
    this.isOnePortfolio = known.isOnePortfolio;
  }

  /** Whose a key is; undefined when it is nobody's. */
  ownerOf(key: string): Id<"contact"> | undefined {
    return this.owners.get(key);
  }

  /** Whose these keys are, each contact once, in the order of the keys. */
  ownersOf(keys: readonly string[]): readonly Id<"contact">[] {
    return [...new Set(keys.flatMap((key) => this.owners.get(key) ?? []))];
  }

  /** Those of the keys that are nobody's. */
  unowned(keys: readonly string[]): readonly string[] {
    return keys.filter((key) => !this.owners.has(key));
  }

  /** From now on the key leads to the contact. */
  give(key: string, id: Id<"contact">): void {
    this.owners.set(key, id);
    if (key.startsWith(USER_ID))
      this.userIds.set(id, new Set([...this.userIdsOf(id), key.slice(USER_ID.length)]));
  }

  /** The contact's key leads to nobody any more. */
  retire(key: string, id: Id<"contact">): void {
    this.owners.delete(key);
    const left = [...this.userIdsOf(id)].filter((userId) => key !== `${USER_ID}${userId}`);
    this.userIds.set(id, new Set(left));
  }

  /** Whether somebody with this user id is another person: two user ids of one portfolio are two people. */
  isSomebodyElse(contact: KnownContact, bsuid: string | null): boolean {
    if (bsuid === null || !this.isOnePortfolio) return false;
    const ids = this.userIdsOf(contact.id);
    return !ids.has(bsuid) && contact.bsuid !== bsuid && (ids.size > 0 || contact.bsuid !== null);
  }

  private userIdsOf(id: Id<"contact">): ReadonlySet<string> {
    return this.userIds.get(id) ?? new Set();
  }
}
