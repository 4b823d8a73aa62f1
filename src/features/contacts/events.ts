import type { MergeCause } from "#core/contact/states";
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { Learned } from "#features/contacts/writes-learned";

/** Told once for each contact that came to be. */
export const contactCreated = (id: Id<"contact">): NewEvent => ({
  type: "contact.created",
  data: { contact_id: id },
});

/** @param otherId The contact that leads to the first from now on. */
export const contactMerged = (
  id: Id<"contact">,
  otherId: Id<"contact">,
  cause: MergeCause,
): NewEvent => ({
  type: "contact.merged",
  data: { contact_id: id, other_contact_id: otherId, cause },
});

/** The two of a merge stand for themselves again. */
export const contactUnmerged = (
  merge: Readonly<{ winner: Id<"contact">; loser: Id<"contact">; cause: MergeCause }>,
): NewEvent => ({
  type: "contact.unmerged",
  data: { contact_id: merge.winner, other_contact_id: merge.loser, cause: merge.cause },
});

/** @param members Names of what differs, as a row has them, e.g. `externalId`. */
export const contactUpdated = (id: Id<"contact">, members: Iterable<string>): NewEvent => ({
  type: "contact.updated",
  data: { contact_id: id, fields: [...members].map(wireName) },
});

/** What Meta taught about contacts that were known before. One that was made in the same act is told as created alone. */
export const learnedEvents = (learned: readonly Learned[]): NewEvent[] =>
  learned.flatMap(({ contactId, set, identities, losesPhone = false }) => {
    const members = [...new Set([...(losesPhone ? ["phone", "waId"] : []), ...Object.keys(set)])];
    const added = identities.map(({ kind }) => kind);
    const events: NewEvent[] = members.length === 0 ? [] : [contactUpdated(contactId, members)];
    if (added.length > 0)
      events.push({ type: "contact.identity_changed", data: { contact_id: contactId, added } });
    return events;
  });

const wireName = (member: string): string =>
  member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A person was erased: whoever was told of them has to erase them too. */
export const contactErased = (id: Id<"contact">): NewEvent => ({
  type: "contact.erased",
  data: { contact_id: id },
});

/** Told once for each contact that was taken away again. */
export const contactRemoved = (id: Id<"contact">): NewEvent => ({
  type: "contact.removed",
  data: { contact_id: id },
});
