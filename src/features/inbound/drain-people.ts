import { hasWithdrawn, type PersonsStanding } from "#core/consent/person-act";
import type { Id } from "#core/ids";
import type { IdentityMove } from "#core/whatsapp/envelope-move";
import type { Person } from "#core/whatsapp/envelope-person";
import { earlierWithdrawal, type ConsentEntry } from "#features/consent/index";
import type { Learned, ProvenPair } from "#features/contacts/index";
import { KeyBook } from "#features/inbound/key-book";
import type { Known, KnownContact } from "#features/inbound/known";
import { differences, missing, phoneKeysOf } from "#features/inbound/learn-person";
import { LearnedPeople } from "#features/inbound/learned-people";
import { contextKey, identityKeys, keysOfMove } from "#features/inbound/person-keys";
import { log } from "#platform/log";

/** What the people of a drain lead to beyond themselves. */
export interface PeopleActs {
  /** Makes a contact for a person nobody knew. */
  readonly addContact: (person: Person) => Id<"contact">;
  /** Enters an act into the ledger, after those that were entered before. */
  readonly enter: (entry: ConsentEntry) => void;
}

/** A person where an item met them. */
export interface Met {
  readonly person: Person;
  /** The message that they answer there. */
  readonly contextWamid: string | null;
  /** Unix ms. */
  readonly atMs: number;
  /** The person wrote it: of what they are called, their newest word holds. Everything else only fills gaps. */
  readonly isWord?: boolean;
}

/** Contacts that are one person, as far as the keys tell; the first is whom messages belong to. */
export type Same = readonly [KnownContact, ...KnownContact[]];

/**
 * The contacts of one drain: who was known, who is new, and what was learned. A person is found by their user id before their
 * phone, because a phone changes hands, and by the message that they answer when neither is known. Where keys lead to several
 * contacts, whoever of them withdrew has withdrawn for all: they are one person, and are merged once the drain is applied. A phone
 * that comes with another user id, which Meta did not announce, is another person's by now.
 */
export class DrainPeople {
  private readonly byId = new Map<Id<"contact">, KnownContact>();
  private readonly keys: KeyBook;
  private readonly learning = new LearnedPeople();
  private readonly newIds = new Set<Id<"contact">>();
  private readonly gained = new Set<string>();
  private readonly carried = new Set<string>();
  private readonly lost = new Map<string, number>();
  private readonly pairs = new Map<string, ProvenPair>();
  /** Phones that changed hands in this drain. */
  private readonly handedOver = new Set<string>();
  /** Whose the phones of contacts were before they were handed over to them. */
  private readonly formers = new Map<Id<"contact">, Id<"contact">>();
  private readonly known: Known;
  private readonly acts: PeopleActs;

  constructor(known: Known, acts: PeopleActs) {
    this.known = known;
    this.acts = acts;
    this.keys = new KeyBook(known);
    for (const contact of known.people.values()) this.byId.set(contact.id, contact);
    for (const contact of known.recipients.values())
      if (!this.byId.has(contact.id)) this.byId.set(contact.id, contact);
  }

  /** The contacts that this person is, one made if need be. */
  find(met: Met): Same {
    const { person, contextWamid, atMs } = met;
    const former = this.formerOwner(person);
    if (former !== undefined) return this.findWithout(former, met);
    const keys = identityKeys(person);
    const all = contextWamid === null ? keys : [...keys, contextKey(contextWamid)];
    const [first, ...others] = this.contactsOf(all);
    if (first === undefined) return [this.add(person, keys)];
    if (others.length > 0) return this.unify([first, ...others], atMs);
    return [this.learn(first, met, keys)];
  }

  /** These, and who had the phone of any of them before: what is withdrawn by a phone holds for whoever it led to. */
  andFormer(same: Same): readonly KnownContact[] {
    const formers = same.flatMap(({ id }) => this.byId.get(this.formers.get(id) ?? id) ?? []);
    return [...same, ...formers.filter((one) => same.every(({ id }) => id !== one.id))];
  }

  isNew(id: Id<"contact">): boolean {
    return this.newIds.has(id);
  }

  /** The person has acted on marketing: later items of the same drain see it. */
  setStanding(contact: KnownContact, standing: PersonsStanding): void {
    this.byId.set(contact.id, { ...contact, ...standing });
  }

  /** Meta knows the recipient of the contact's message as this person. */
  learnRecipient(givenId: Id<"contact">, { person, atMs }: Omit<Met, "contextWamid">): void {
    const contactId = this.known.recipients.get(givenId)?.id ?? givenId;
    const contact = this.byId.get(contactId);
    // The message reached whoever has the phone by now.
    if (contact !== undefined && this.keys.isSomebodyElse(contact, person.bsuid)) return;
    const keys = identityKeys(person);
    const others = this.keys.ownersOf(keys).filter((id) => id !== contactId);
    if (others.length > 0) {
      const [first, ...rest] = [contactId, ...others].flatMap((id) => this.byId.get(id) ?? []);
      if (first !== undefined) this.unify([first, ...rest], atMs);
      return;
    }
    const added = this.keys.unowned(keys);
    if (added.length === 0 || !this.byId.has(contactId)) return;
    // Only the identities: what is learned of each recipient of a campaign must cost no row that nobody reads.
    this.learning.remember(contactId, { set: {}, added });
    this.gain(contactId, added);
  }

  /**
   * The person is known by other ids from now on: consent and history go along, and the old ids lead to nobody. Whoever was met
   * under the new ids before Meta announced it is the same person; who only has the new phone, and another user id, is not.
   */
  move(contact: KnownContact, to: IdentityMove, atMs: number): void {
    const keys = keysOfMove(to);
    const met = this.contactsOf(keys).filter(({ id }) => id !== contact.id);
    const former = met.filter((other) => this.keys.isSomebodyElse(other, to.bsuid));
    const others = met.filter((other) => !former.includes(other));
    if (others.some((other) => isUnsure(contact, other, to))) {
      this.unify([contact, ...others], atMs);
      return;
    }
    if (to.waId !== null)
      for (const other of former) this.handOver(other, contact, { waId: to.waId, atMs });
    const added = this.keys.unowned(keys);
    const retired = retiredBy(contact, to).filter(
      (key) => !keys.includes(key) && (this.keys.ownerOf(key) ?? contact.id) === contact.id,
    );
    const set = {
      ...(to.waId === null ? {} : { phone: `+${to.waId}`, waId: to.waId }),
      ...(to.bsuid === null ? {} : { bsuid: to.bsuid }),
    };
    this.learning.remember(contact.id, { set, added, retired });
    const after = { ...this.fresh(contact), ...set };
    for (const key of retired) this.lose(after, key, atMs);
    this.byId.set(after.id, after);
    this.gain(contact.id, added);
    if (others.length > 0) this.unify([this.fresh(after), ...others], atMs, { isAnnounced: true });
  }

  get learned(): readonly Learned[] {
    return this.learning.all;
  }

  /** Contacts that proved to be one person, to be merged once the drain is applied. */
  get proven(): readonly ProvenPair[] {
    return [...this.pairs.values()];
  }

  /** What becomes of withdrawals under identities that no contact had, or has any more. */
  get withdrawals() {
    return {
      /** Identities that contacts gained and under which nobody had withdrawn. */
      unsure: [...this.gained],
      carried: [...this.carried],
      lost: this.lost,
    };
  }

  private contactsOf(keys: readonly string[]): readonly KnownContact[] {
    return this.keys.ownersOf(keys).flatMap((id) => this.byId.get(id) ?? []);
  }

  /** Whose the person's phone was until now: somebody with another user id. */
  private formerOwner({ waId, bsuid, parentBsuid }: Person): KnownContact | undefined {
    if (waId === null || bsuid === null) return undefined;
    const [owner] = this.contactsOf(identityKeys({ waId, bsuid: null, parentBsuid: null }));
    if (owner === undefined || !this.keys.isSomebodyElse(owner, bsuid)) return undefined;
    const isOne = [`bsuid:${bsuid}`, `parent_bsuid:${parentBsuid}`].some(
      (key) => this.keys.ownerOf(key) === owner.id,
    );
    return isOne ? undefined : owner;
  }

  /** The person and who had their phone before are two. The phone is whose word with it is the newest. */
  private findWithout(former: KnownContact, { person, atMs, ...met }: Met): Same {
    const { waId } = person;
    const bare = { ...person, waId: null };
    const [own] = this.contactsOf(identityKeys(bare));
    const heir = own ?? this.add(bare, identityKeys(bare));
    const isHanded =
      waId !== null && !this.isOld(former, atMs) && this.handOver(former, heir, { waId, atMs });
    return [this.learn(this.fresh(heir), { ...met, atMs, person: isHanded ? person : bare }, [])];
  }

  /** A phone changes hands, once in a drain at most. Who withdrew by it has withdrawn by it still. */
  private handOver(
    former: KnownContact,
    heir: KnownContact,
    { waId, atMs }: { readonly waId: string; readonly atMs: number },
  ): boolean {
    const [phone = ""] = identityKeys({ waId, bsuid: null, parentBsuid: null });
    if (this.keys.ownerOf(phone) !== former.id || this.handedOver.has(phone)) return false;
    this.handedOver.add(phone);
    this.learning.remember(former.id, { set: {}, added: [], retired: [phone], losesPhone: true });
    this.byId.set(former.id, { ...former, phone: null, waId: null });
    this.learning.remember(heir.id, { set: {}, added: [phone] });
    this.keys.give(phone, heir.id);
    this.formers.set(heir.id, former.id);
    if (hasWithdrawn(former))
      this.withdraw(heir.id, earlierWithdrawal(heir.id, former.withdrawnAtMs ?? atMs));
    return true;
  }

  private fresh(contact: KnownContact): KnownContact {
    return this.byId.get(contact.id) ?? contact;
  }

  /** Whether the contact has written since. */
  private isOld({ id }: KnownContact, atMs: number): boolean {
    return atMs < (this.known.heard.get(id) ?? -Infinity);
  }

  private add(person: Person, keys: readonly string[]): KnownContact {
    const contact: KnownContact = {
      id: this.acts.addContact(person),
      phone: person.waId === null ? null : `+${person.waId}`,
      waId: person.waId,
      bsuid: person.bsuid,
      username: person.username,
      name: person.name,
      profileNamed: 1,
      marketing: "unknown",
      marketingByPerson: 0,
      marketingHeld: 0,
      withdrawnAtMs: null,
      grantedAtMs: null,
    };
    this.newIds.add(contact.id);
    this.byId.set(contact.id, contact);
    this.gain(contact.id, keys);
    return this.fresh(contact);
  }

  private learn(
    contact: KnownContact,
    { person, atMs, isWord = false }: Met,
    keys: readonly string[],
  ): KnownContact {
    const isNewest = isWord && !this.isOld(contact, atMs);
    const set = (isNewest ? differences : missing)(contact, person);
    const added = this.keys.unowned(keys);
    if (added.length === 0 && Object.keys(set).length === 0) return contact;
    this.learning.remember(contact.id, { set, added });
    const after = { ...contact, ...set, ...(set.name === undefined ? {} : NAMED) };
    this.byId.set(after.id, after);
    this.gain(contact.id, added);
    return this.fresh(after);
  }

  /** Under an identity that was nobody's, a person may have withdrawn: then this contact has. */
  private gain(contactId: Id<"contact">, keys: readonly string[]): void {
    for (const key of keys) {
      this.keys.give(key, contactId);
      const atMs = this.known.withdrawn.get(key);
      if (atMs === undefined) this.gained.add(key);
      else if (!this.carried.has(key)) {
        this.carried.add(key);
        this.withdraw(contactId, earlierWithdrawal(contactId, atMs));
      }
    }
  }

  private lose(contact: KnownContact, key: string, atMs: number): void {
    this.keys.retire(key, contact.id);
    if (hasWithdrawn(contact)) this.lost.set(key, contact.withdrawnAtMs ?? atMs);
  }

  /** Several contacts prove to be one person: the strictest consent is that of all. */
  private unify(same: Same, atMs: number, { isAnnounced } = { isAnnounced: false }): Same {
    log("warn", "contact.identities_conflict", { contact: same[0].id });
    const strict = same.filter(hasWithdrawn);
    if (strict.length > 0)
      for (const contact of same)
        if (!hasWithdrawn(contact))
          this.withdraw(contact.id, {
            ...earlierWithdrawal(contact.id, newestOf(strict) ?? atMs),
            source: "same_person",
          });
    const [first, ...rest] = same;
    for (const other of rest) this.prove(first, other, isAnnounced);
    return [this.fresh(first), ...rest.map((one) => this.fresh(one))];
  }

  /** Two user ids are two people, one of whom has the other's phone by now, unless Meta says that they are one. */
  private prove(one: KnownContact, other: KnownContact, isAnnounced: boolean): void {
    const isOne = one.bsuid === other.bsuid || one.bsuid === null || other.bsuid === null;
    if (isOne)
      this.pairs.set(`${one.id} ${other.id}`, { one: one.id, other: other.id, isAnnounced });
  }

  private withdraw(id: Id<"contact">, entry: ConsentEntry): void {
    const contact = this.byId.get(id);
    if (contact === undefined || hasWithdrawn(contact)) return;
    const withdrawnAtMs = Math.max(contact.withdrawnAtMs ?? 0, entry.capturedAtMs);
    this.byId.set(id, { ...contact, marketing: "withdrawn", marketingByPerson: 1, withdrawnAtMs });
    this.acts.enter(entry);
  }
}

const NAMED = { profileNamed: 1 } as const;

/** The keys that a move takes from the person. */
const retiredBy = (contact: KnownContact, to: IdentityMove): readonly string[] => [
  ...(to.waId === null ? [] : phoneKeysOf(contact)),
  ...(to.bsuid === null
    ? []
    : [contact.bsuid, to.previousBsuid].flatMap((id) => (id === null ? [] : [`bsuid:${id}`]))),
];

/** Meta names only the new phone, and who is found by it has another user id: the person's new one, or somebody else's. */
const isUnsure = (contact: KnownContact, other: KnownContact, to: IdentityMove): boolean =>
  to.bsuid === null &&
  contact.bsuid !== null &&
  other.bsuid !== null &&
  contact.bsuid !== other.bsuid;

/** The newest withdrawal, as far as the ledger was looked at. */
const newestOf = (contacts: readonly KnownContact[]): number | undefined =>
  contacts.flatMap(({ withdrawnAtMs }) => withdrawnAtMs ?? []).toSorted((a, b) => b - a)[0];
