import { hasWithdrawn, type PersonsStanding } from "#core/consent/person-act";
import type { Id } from "#core/ids";
import type { IdentityMove } from "#core/whatsapp/envelope-move";
import type { Person } from "#core/whatsapp/envelope-person";
import { earlierWithdrawal, type ConsentEntry } from "#features/consent/index";
import type { Identity, Learned, ProvenPair } from "#features/contacts/index";
import type { Known, KnownContact } from "#features/inbound/known";
import { differences, identityOf, phoneKeysOf } from "#features/inbound/learn-person";
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
}

/** Contacts that are one person, as far as the keys tell; the first is whom messages belong to. */
export type Same = readonly [KnownContact, ...KnownContact[]];

/**
 * The contacts of one drain: who was known, who is new, and what was learned. A person is found by their user id before their
 * phone, because a phone changes hands, and by the message that they answer when neither is known. Where keys lead to several
 * contacts, whoever of them withdrew has withdrawn for all: they are one person, and are merged once the drain is applied.
 */
export class DrainPeople {
  private readonly byId = new Map<Id<"contact">, KnownContact>();
  private readonly owners: Map<string, Id<"contact">>;
  private readonly learnedById = new Map<Id<"contact">, Learned>();
  private readonly newIds = new Set<Id<"contact">>();
  private readonly gained = new Set<string>();
  private readonly carried = new Set<string>();
  private readonly lost = new Map<string, number>();
  private readonly pairs = new Map<string, ProvenPair>();
  private readonly known: Known;
  private readonly acts: PeopleActs;

  constructor(known: Known, acts: PeopleActs) {
    this.known = known;
    this.acts = acts;
    this.owners = new Map(known.owners);
    for (const [key, contact] of known.people) {
      this.owners.set(key, contact.id);
      this.byId.set(contact.id, contact);
    }
    for (const contact of known.recipients.values())
      if (!this.byId.has(contact.id)) this.byId.set(contact.id, contact);
  }

  /** The contacts that this person is, one made if need be. */
  find({ person, contextWamid, atMs }: Met): Same {
    const keys = identityKeys(person);
    const all = contextWamid === null ? keys : [...keys, contextKey(contextWamid)];
    const [first, ...others] = this.contactsOf(all);
    if (first === undefined) return [this.add(person, keys)];
    if (others.length > 0) return this.unify([first, ...others], atMs);
    return [this.learn(first, person, keys)];
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
    const keys = identityKeys(person);
    const others = keys.flatMap((key) => {
      const owner = this.owners.get(key);
      return owner === undefined || owner === contactId ? [] : [owner];
    });
    if (others.length > 0) {
      const [first, ...rest] = [contactId, ...new Set(others)].flatMap(
        (id) => this.byId.get(id) ?? [],
      );
      if (first !== undefined) this.unify([first, ...rest], atMs);
      return;
    }
    const added = keys.filter((key) => !this.owners.has(key));
    if (added.length === 0 || !this.byId.has(contactId)) return;
    // Only the identities: what is learned of each recipient of a campaign must cost no row that nobody reads.
    this.remember(contactId, { set: {}, added });
    this.gain(contactId, added);
  }

  /** The person is known by other ids from now on: consent and history go along, and the old ids lead to nobody. */
  move(contact: KnownContact, to: IdentityMove, atMs: number): void {
    const keys = keysOfMove(to);
    const others = this.contactsOf(keys).filter(({ id }) => id !== contact.id);
    if (others.length > 0) {
      this.unify([contact, ...others], atMs);
      return;
    }
    const added = keys.filter((key) => !this.owners.has(key));
    const retired = retiredBy(contact, to).filter((key) => !keys.includes(key));
    const set = {
      ...(to.waId === null ? {} : { phone: `+${to.waId}`, waId: to.waId }),
      ...(to.bsuid === null ? {} : { bsuid: to.bsuid }),
    };
    this.remember(contact.id, { set, added, retired });
    const after = { ...contact, ...set };
    for (const key of retired) this.lose(after, key, atMs);
    this.byId.set(after.id, after);
    this.gain(contact.id, added);
  }

  get learned(): readonly Learned[] {
    return [...this.learnedById.values()];
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
    const ids = new Set(keys.flatMap((key) => this.owners.get(key) ?? []));
    return [...ids].flatMap((id) => this.byId.get(id) ?? []);
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
      withdrawnAtMs: null,
      grantedAtMs: null,
    };
    this.newIds.add(contact.id);
    this.byId.set(contact.id, contact);
    this.gain(contact.id, keys);
    return this.byId.get(contact.id) ?? contact;
  }

  private learn(contact: KnownContact, person: Person, keys: readonly string[]): KnownContact {
    const set = differences(contact, person);
    const added = keys.filter((key) => !this.owners.has(key));
    if (added.length === 0 && Object.keys(set).length === 0) return contact;
    this.remember(contact.id, { set, added });
    const after = { ...contact, ...set, ...(set.name === undefined ? {} : NAMED) };
    this.byId.set(after.id, after);
    this.gain(contact.id, added);
    return this.byId.get(after.id) ?? after;
  }

  private remember(
    contactId: Id<"contact">,
    what: {
      readonly set: Learned["set"];
      readonly added: readonly string[];
      readonly retired?: readonly string[];
    },
  ): void {
    const before = this.learnedById.get(contactId);
    this.learnedById.set(contactId, {
      contactId,
      set: { ...before?.set, ...what.set },
      identities: [...(before?.identities ?? []), ...identities(what.added)],
      retired: [...(before?.retired ?? []), ...identities(what.retired ?? [])],
    });
  }

  /** Under an identity that was nobody's, a person may have withdrawn: then this contact has. */
  private gain(contactId: Id<"contact">, keys: readonly string[]): void {
    for (const key of keys) {
      this.owners.set(key, contactId);
      const atMs = this.known.withdrawn.get(key);
      if (atMs === undefined) this.gained.add(key);
      else if (!this.carried.has(key)) {
        this.carried.add(key);
        this.withdraw(contactId, earlierWithdrawal(contactId, atMs));
      }
    }
  }

  private lose(contact: KnownContact, key: string, atMs: number): void {
    this.owners.delete(key);
    if (hasWithdrawn(contact)) this.lost.set(key, contact.withdrawnAtMs ?? atMs);
  }

  /** Several contacts prove to be one person: the strictest consent is that of all. */
  private unify(same: Same, atMs: number): Same {
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
    for (const other of rest) this.prove(first, other);
    const fresh = (one: KnownContact) => this.byId.get(one.id) ?? one;
    return [fresh(first), ...rest.map(fresh)];
  }

  /** Two user ids are two people, one of whom has the other's phone by now. */
  private prove(one: KnownContact, other: KnownContact): void {
    if (one.bsuid === null || other.bsuid === null)
      this.pairs.set(`${one.id} ${other.id}`, [one.id, other.id]);
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
  ...(to.bsuid === null || contact.bsuid === null ? [] : [`bsuid:${contact.bsuid}`]),
];

/** The newest withdrawal, as far as the ledger was looked at. */
const newestOf = (contacts: readonly KnownContact[]): number | undefined =>
  contacts.flatMap(({ withdrawnAtMs }) => withdrawnAtMs ?? []).toSorted((a, b) => b - a)[0];

const identities = (keys: readonly string[]): Identity[] => keys.map(identityOf);
