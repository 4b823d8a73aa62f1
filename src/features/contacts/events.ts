import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { Learned } from "#features/contacts/writes-learned";

/** Told once for each contact that came to be. */
export const contactCreated = (id: Id<"contact">): NewEvent => ({
  type: "contact.created",
  data: { contact_id: id },
});

/** @param members Names of what differs, as a row has them, e.g. `externalId`. */
export const contactUpdated = (id: Id<"contact">, members: Iterable<string>): NewEvent => ({
  type: "contact.updated",
  data: { contact_id: id, fields: [...members].map(wireName) },
});

/** What Meta taught about contacts that were known before. One that was made in the same act is told as created alone. */
export const learnedEvents = (learned: readonly Learned[]): NewEvent[] =>
  learned.flatMap(({ contactId, set, identities }) => {
    const members = Object.keys(set);
    const added = identities.map(({ kind }) => kind);
    const events: NewEvent[] = members.length === 0 ? [] : [contactUpdated(contactId, members)];
    if (added.length > 0)
      events.push({ type: "contact.identity_changed", data: { contact_id: contactId, added } });
    return events;
  });

const wireName = (member: string): string =>
  member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
