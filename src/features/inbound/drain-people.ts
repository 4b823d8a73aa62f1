import type { PersonsStanding } from "#core/consent/person-act";
import type { Id } from "#core/ids";
import type { Person } from "#core/whatsapp/envelope-person";
import type { Identity, Learned } from "#features/contacts/index";
import { identityKeys, type KnownContact } from "#features/inbound/queries-known";
import { log } from "#platform/log";

/** Makes a contact for a person nobody knew. */
export type AddContact = (person: Person) => Id<"contact">;

/**
 * The contacts of one drain: who was known, who is new, and what was learned. A person is found by their user id before their
 * phone, because a phone changes hands. Where the two lead to different contacts, neither is touched: that is a merge, and a
 * decision.
 */
export class DrainPeople {
  private readonly byKey: Map<string, KnownContact>;
  private readonly learnedById = new Map<Id<"contact">, Learned>();
  private readonly addContact: AddContact;
  private readonly newIds = new Set<Id<"contact">>();

  constructor(known: ReadonlyMap<string, KnownContact>, addContact: AddContact) {
    this.byKey = new Map(known);
    this.addContact = addContact;
  }

  /** The contact that this person is, made if need be. */
  find(person: Person): KnownContact {
    const keys = identityKeys(person);
    const found = keys.map((key) => this.byKey.get(key)).find((contact) => contact !== undefined);
    return found === undefined ? this.add(person, keys) : this.learn(found, person, keys);
  }

  isNew(id: Id<"contact">): boolean {
    return this.newIds.has(id);
  }

  /** The person has acted on marketing: later items of the same drain see it. */
  setStanding(contact: KnownContact, standing: PersonsStanding): void {
    this.replace({ ...contact, ...standing });
  }

  get learned(): readonly Learned[] {
    return [...this.learnedById.values()];
  }

  private add(person: Person, keys: readonly string[]): KnownContact {
    const contact: KnownContact = {
      id: this.addContact(person),
      phone: person.waId === null ? null : `+${person.waId}`,
      waId: person.waId,
      bsuid: person.bsuid,
      username: person.username,
      name: person.name,
      marketing: "unknown",
      marketingByPerson: 0,
      withdrawnAtMs: null,
      grantedAtMs: null,
    };
    this.newIds.add(contact.id);
    for (const key of keys) this.byKey.set(key, contact);
    return contact;
  }

  private learn(contact: KnownContact, person: Person, keys: readonly string[]): KnownContact {
    const others = keys.filter((key) => (this.byKey.get(key) ?? contact).id !== contact.id);
    if (others.length > 0) {
      log("warn", "contact.identities_conflict", { contact: contact.id });
      return contact;
    }
    const set = differences(contact, person);
    const added = keys.filter((key) => !this.byKey.has(key)).map(identityOf);
    if (added.length === 0 && Object.keys(set).length === 0) return contact;
    const before = this.learnedById.get(contact.id);
    this.learnedById.set(contact.id, {
      contactId: contact.id,
      set: { ...before?.set, ...set },
      identities: [...(before?.identities ?? []), ...added],
    });
    const after = { ...contact, ...set };
    for (const key of keys) this.byKey.set(key, after);
    this.replace(after);
    return after;
  }

  private replace(contact: KnownContact): void {
    for (const [key, known] of this.byKey)
      if (known.id === contact.id) this.byKey.set(key, contact);
  }
}

/** A name is only learned when there is none: the business may have given its own. The others are Meta's to say. */
function differences(contact: KnownContact, person: Person): Learned["set"] {
  const phone = person.waId === null ? null : `+${person.waId}`;
  return {
    ...(contact.phone === null && phone !== null ? { phone } : {}),
    ...(contact.name === null && person.name !== null ? { name: person.name } : {}),
    ...changed("waId", contact, person),
    ...changed("bsuid", contact, person),
    ...changed("username", contact, person),
  };
}

const changed = <K extends "waId" | "bsuid" | "username">(
  key: K,
  contact: KnownContact,
  person: Person,
): { readonly [P in K]?: string } => {
  const value = person[key];
  // Safe: a computed key of a generic type widens to an index signature; the object has exactly this key.
  return value === null || value === contact[key] ? {} : ({ [key]: value } as { [P in K]: string });
};

function identityOf(key: string): Identity {
  const colon = key.indexOf(":");
  const kind = key.slice(0, colon);
  return {
    kind: kind === "bsuid" || kind === "parent_bsuid" ? kind : "phone",
    value: key.slice(colon + 1),
  };
}
