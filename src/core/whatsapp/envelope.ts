/**
 * The way in: one webhook body becomes its `change`s, each with what is needed to find its owner. Nothing more is read here,
 * because Meta waits for the answer; `envelope-change` reads the rest later.
 */
import { isRecord, member, textAt } from "#core/whatsapp/envelope-json";

/** One `change` of a webhook body, with the parts of its surroundings that give it meaning. */
export interface StoredChange {
  /** The entry's id: the WABA, except for some partner events. */
  readonly entry_id: string | null;
  /** The entry's own time, as it came. */
  readonly time: unknown;
  /** What Meta sent, as it came. */
  readonly change: unknown;
}

/** A change and the ids by which its owner is found. */
export interface RoutedChange extends StoredChange {
  readonly field: string | null;
  /** When there is one, it alone decides. */
  readonly phoneNumberId: string | null;
  /** The WABAs that it may be about, likeliest first. */
  readonly wabaIds: readonly string[];
}

export type Delivery =
  | {
      readonly type: "changes";
      readonly changes: readonly RoutedChange[];
      /** It says that it is about another of Meta's products: what names nobody here is no concern of ours. */
      readonly isOthers: boolean;
    }
  | { readonly type: "ignored"; readonly reason: "empty" };

const OBJECT = "whatsapp_business_account";

/** Split a webhook body. Never throws, whatever the JSON. */
export function splitDelivery(body: unknown): Delivery {
  const object = member(body, "object");
  const isOthers = object !== undefined && object !== OBJECT;
  const entries = member(body, "entry");
  const changes =
    entries === undefined
      ? bareChange(body)
      : (Array.isArray(entries) ? entries : [entries]).flatMap(changesOf);
  return changes.length === 0
    ? { type: "ignored", reason: "empty" }
    : { type: "changes", changes, isOthers };
}

/** A body without envelope, as Meta's own samples have it: it is one change itself. */
function bareChange(body: unknown): RoutedChange[] {
  const change = routed(null, body);
  return change.phoneNumberId === null ? [] : [change];
}

function changesOf(entry: unknown): RoutedChange[] {
  const changes = member(entry, "changes");
  if (changes === undefined) return hasMore(entry) ? [routed(entry, entry)] : [];
  return (Array.isArray(changes) ? changes : [changes]).map((change) => routed(entry, change));
}

/** Whether an entry without changes says anything besides who and when. */
const hasMore = (entry: unknown): boolean =>
  isRecord(entry) && Object.keys(entry).some((name) => name !== "id" && name !== "time");

function routed(entry: unknown, change: unknown): RoutedChange {
  const value = member(change, "value");
  const entryId = textAt(entry, "id");
  const concerned = textAt(member(value, "waba_info"), "waba_id");
  const metadata = member(value, "metadata") ?? member(change, "metadata");
  return {
    entry_id: entryId,
    time: member(entry, "time") ?? null,
    change,
    field: fieldOf(change) ?? textAt(entry, "field"),
    phoneNumberId: textAt(metadata, "phone_number_id"),
    wabaIds: [concerned, entryId].filter((id) => id !== null),
  };
}

/** A stored change (`StoredChange` as JSON) with the ids by which its owner is found. Never throws, whatever the JSON. */
export const routeOf = (stored: unknown): RoutedChange =>
  routed(
    { id: member(stored, "entry_id"), time: member(stored, "time") },
    member(stored, "change") ?? null,
  );

/** The field of a change; some samples of Meta have it inside the value. */
export const fieldOf = (change: unknown): string | null =>
  textAt(change, "field") ?? textAt(member(change, "value"), "field");
