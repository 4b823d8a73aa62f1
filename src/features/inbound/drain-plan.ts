import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { MessageFacts } from "#db/tenant/apply-facts";
import type { MarketingHold } from "#db/tenant/consent-head";
import type { ConsentEntry } from "#features/consent/index";
import type { ConversationTouch } from "#features/conversations/index";
import type { ReadChange } from "#features/inbound/read-mail";
import type { PendingRow } from "#features/media/index";
import type {
  EditedContent,
  InboundRow,
  OriginalMessage,
  ParkedStatus,
  Refusal,
} from "#features/messages/index";

/** What became of one item, as it is listed. */
export interface ItemRecord {
  readonly kind: string;
  readonly wamid: string | null;
  readonly message_id: Id<"message"> | null;
  /** The item's own timestamp could not be used. */
  readonly timestamp_replaced?: true;
}

/** Everything that one drain will write. Filled item by item; nothing is written before it is complete. */
export class DrainPlan {
  readonly messages: InboundRow[] = [];
  /** What persons' messages say now, by the newest edit of each. */
  readonly edited = new Map<Id<"message">, EditedContent>();
  /** When messages were taken back, Unix ms. */
  readonly revoked = new Map<Id<"message">, number>();
  /** Messages that came after what changed them. */
  readonly originals = new Map<Id<"message">, Omit<OriginalMessage, "id">>();
  /** Files that came with messages. */
  readonly media: PendingRow[] = [];
  readonly facts: MessageFacts[] = [];
  readonly consents: ConsentEntry[] = [];
  /** What people wrote that may refuse marketing, by who they are. */
  readonly holds = new Map<Id<"contact">, MarketingHold>();
  readonly orphans: ParkedStatus[] = [];
  /** Statuses that say a message failed. */
  readonly refusals: Refusal[] = [];
  readonly events: NewEvent[] = [];
  /** What statuses say of campaigns' messages, in order: the code that one failed with, null for one that went well. */
  readonly outcomes = new Map<Id<"campaign">, (number | null)[]>();
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

  /** Numbers that changes name otherwise than by Meta's id. */
  private readonly concerned = new Map<ReadChange, Id<"number">>();

  private readonly numbers: ReadonlyMap<string, Id<"number">>;

  /** @param numbers The workspace's numbers by Meta's phone number id. */
  constructor(numbers: ReadonlyMap<string, Id<"number">>) {
    this.numbers = numbers;
  }

  /** The number that a change came in on; null for one about the account, or about a number that is not connected. */
  numberOf(change: ReadChange): Id<"number"> | null {
    return this.concerned.get(change) ?? this.numbers.get(change.phoneNumberId ?? "") ?? null;
  }

  /** The change is about this number. */
  concern(change: ReadChange, numberId: Id<"number">): void {
    this.concerned.set(change, numberId);
  }

  /** Whether this drain comes upon something for the first time. */
  isFirst(what: string): boolean {
    const before = this.said.size;
    return this.said.add(what).size > before;
  }

  /** A status of a campaign's message. */
  noteOutcome(campaignId: Id<"campaign">, code: number | null): void {
    const outcomes = this.outcomes.get(campaignId);
    if (outcomes === undefined) this.outcomes.set(campaignId, [code]);
    else outcomes.push(code);
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

  /** As {@link tell}, and its hash is what a repetition is recognised by. */
  tellOnce(change: ReadChange): void {
    this.news.add(change);
    this.keyed.add(change);
  }

  /** A part of the change is not interpreted. */
  keep(change: ReadChange): void {
    this.kept.add(change);
  }

  /** Move a conversation; several moves become one, so that its row is written once. What is not inbound opens no window. */
  touch(next: ConversationTouch): void {
    const key = `${next.id} ${next.inbound}`;
    const before = this.touchesByKey.get(key);
    const newest = before === undefined || next.atMs >= before.atMs ? next : before;
    this.touchesByKey.set(key, {
      ...newest,
      messageId: newest.messageId ?? next.messageId ?? before?.messageId ?? null,
      unreadBy: (before?.unreadBy ?? 0) + next.unreadBy,
    });
  }

  get touches(): readonly ConversationTouch[] {
    return [...this.touchesByKey.values()];
  }

  /** The changes that tell something new, in the order of the mailbox. */
  get told(): readonly ReadChange[] {
    return [...this.news].toSorted((a, b) => a.seq - b.seq);
  }

  /** What became of the items of a change. */
  itemsOf(change: ReadChange): readonly ItemRecord[] {
    return this.records.get(change) ?? [];
  }

  isKept(change: ReadChange): boolean {
    return this.kept.has(change);
  }

  keys(): readonly string[] {
    return [...this.keyed].map((change) => change.key);
  }

  get isEmpty(): boolean {
    return this.news.size === 0;
  }
}
