import type { Id } from "#core/ids";
import type { NewEvent } from "#db/tenant/append-events";
import type { MessageFacts } from "#db/tenant/apply-facts";
import type { ConsentEntry } from "#features/consent/index";
import type { ConversationTouch } from "#features/conversations/index";
import type { ReadChange } from "#features/inbound/read-mail";

/** An inbound message as it will be stored. */
export interface NewMessage {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation">;
  readonly type: string;
  /** JSON text. */
  readonly content: string;
  readonly contextWamid: string | null;
  readonly wamid: string;
  readonly atMs: number;
  readonly receivedAtMs: number;
}

/** A status that carries an id of ours for a row that is not here. */
export interface OrphanStatus {
  readonly messageId: string;
  readonly status: string;
  readonly atMs: number;
  /** JSON text of what was read of it. */
  readonly body: string;
}

/** What became of one item, as it is listed. */
export interface ItemRecord {
  readonly kind: string;
  readonly wamid: string | null;
  readonly message_id: Id<"message"> | null;
  /** The item's own timestamp could not be used. */
  readonly timestamp_replaced?: true;
}

/** Everything that one drain will write. Filled item by item; nothing is written before it is complete. */
export class Plan {
  readonly messages: NewMessage[] = [];
  readonly facts: MessageFacts[] = [];
  readonly consents: ConsentEntry[] = [];
  readonly orphans: OrphanStatus[] = [];
  readonly events: NewEvent[] = [];
  private readonly touchesByKey = new Map<string, ConversationTouch>();
  /** Whether a status concerns a campaign's message. */
  hasCampaigns = false;
  private readonly said = new Set<string>();
  private readonly records = new Map<ReadChange, ItemRecord[]>();
  /** Changes that tell something new. */
  private readonly news = new Set<ReadChange>();
  /** Changes with a part that was not interpreted. */
  private readonly kept = new Set<ReadChange>();
  /** Changes that only their hash can recognise when they come again. */
  private readonly keyed = new Set<ReadChange>();

  private readonly numbers: ReadonlyMap<string, Id<"number">>;

  /** @param numbers The workspace's numbers by Meta's phone number id. */
  constructor(numbers: ReadonlyMap<string, Id<"number">>) {
    this.numbers = numbers;
  }

  /** The number that a change came in on; null for one about the account, or about a number that is not connected. */
  numberOf(change: ReadChange): Id<"number"> | null {
    return this.numbers.get(change.phoneNumberId ?? "") ?? null;
  }

  /** Whether this drain comes upon something for the first time. */
  isFirst(what: string): boolean {
    const before = this.said.size;
    return this.said.add(what).size > before;
  }

  record(change: ReadChange, item: ItemRecord): void {
    const items = this.records.get(change);
    if (items === undefined) this.records.set(change, [item]);
    else items.push(item);
  }

  /** The change says something that is not in the database yet. */
  tell(change: ReadChange): void {
    this.news.add(change);
  }

  /** The change says something new, and its hash is what a repetition is recognised by. */
  tellOnce(change: ReadChange): void {
    this.news.add(change);
    this.keyed.add(change);
  }

  /** As {@link tellOnce}, for something that is only kept as it came. */
  keepRaw(change: ReadChange): void {
    this.tellOnce(change);
    this.kept.add(change);
  }

  /** Move a conversation; several moves become one, so that its row is written once. What is not inbound opens no window. */
  touch(next: ConversationTouch): void {
    const key = `${next.id} ${next.inbound}`;
    const before = this.touchesByKey.get(key);
    const newest = before === undefined || next.atMs >= before.atMs ? next : before;
    this.touchesByKey.set(key, {
      ...newest,
      unreadBy: (before?.unreadBy ?? 0) + next.unreadBy,
    });
  }

  get touches(): readonly ConversationTouch[] {
    return [...this.touchesByKey.values()];
  }

  /** The changes to list, in the order of the mailbox. */
  told(): readonly { change: ReadChange; items: readonly ItemRecord[]; isKept: boolean }[] {
    return [...this.news]
      .toSorted((a, b) => a.seq - b.seq)
      .map((change) => ({
        change,
        items: this.records.get(change) ?? [],
        isKept: this.kept.has(change),
      }));
  }

  keys(): readonly string[] {
    return [...this.keyed].map((change) => change.key);
  }

  get isEmpty(): boolean {
    return this.news.size === 0;
  }
}
