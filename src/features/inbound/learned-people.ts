import type { Id } from "#core/ids";
import type { Learned } from "#features/contacts/index";
import { identityOf } from "#features/inbound/learn-person";

/** What an item tells of a contact: columns, and the keys that it gains and loses. */
interface News {
  readonly set: Learned["set"];
  readonly added: readonly string[];
  readonly retired?: readonly string[];
  readonly losesPhone?: boolean;
}

/** What one drain learned of contacts, each once. */
export class LearnedPeople {
  private readonly byId = new Map<Id<"contact">, Learned>();

  /** Later news of a contact stand beside the earlier ones, and in the place of their columns. */
  remember(contactId: Id<"contact">, news: News): void {
    const before = this.byId.get(contactId);
    this.byId.set(contactId, {
      contactId,
      set: { ...before?.set, ...news.set },
      identities: [...(before?.identities ?? []), ...news.added.map(identityOf)],
      retired: [...(before?.retired ?? []), ...(news.retired ?? []).map(identityOf)],
      losesPhone: news.losesPhone ?? before?.losesPhone ?? false,
    });
  }

  get all(): readonly Learned[] {
    return [...this.byId.values()];
  }
}
