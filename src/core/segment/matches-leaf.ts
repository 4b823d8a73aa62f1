import type { ConsentState } from "#core/consent/states";
import { beginsWithOne } from "#core/contact/country-phones";
import { foldTag } from "#core/contact/tag";
import type { Id } from "#core/ids";
import type { MessageState } from "#core/message/states";
import type { FieldLeaf } from "#core/segment/field-leaf";
import type { Comparison, Leaf } from "#core/segment/filter";
import type { TextLeaf } from "#core/segment/text-leaf";

/** A contact as far as filters look at it. */
export interface FilteredContact {
  readonly name: string | null;
  readonly externalId: string | null;
  /** E.164. */
  readonly phone: string | null;
  readonly language: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly marketing: ConsentState;
  /** Unix ms. */
  readonly createdAt: number;
  /** When the person last wrote, Unix ms; null: never. */
  readonly lastInboundAt: number | null;
  /** How the messages of campaigns to the contact stand, as reports count them. */
  readonly campaigns: ReadonlyMap<Id<"campaign">, ReadonlySet<MessageState>>;
}

/** Whether one contact passes a leaf of a filter: in memory what `compileFilter` asks of the database. */
export function matchesLeaf(leaf: Leaf, contact: FilteredContact): boolean {
  switch (leaf.field) {
    case "tags":
      return leaf.op === "exists"
        ? contact.tags.length > 0 === leaf.exists
        : contact.tags.some((tag) => foldTag(tag) === leaf.tag);
    case "name":
    case "phone":
    case "language":
      return matchesText(leaf, contact[leaf.field]);
    case "external_id":
      return matchesText(leaf, contact.externalId);
    case "country": {
      const { phone } = contact;
      const isThere = phone !== null && beginsWithOne(phone, new Set(leaf.beginnings));
      return isThere === (leaf.op === "eq");
    }
    case "fields": {
      const value = Object.hasOwn(contact.fields, leaf.key) ? contact.fields[leaf.key] : null;
      return matchesField(leaf, value);
    }
    case "consent.marketing":
      return (contact.marketing === leaf.state) === (leaf.op === "eq");
    case "created_at":
    case "last_inbound_at": {
      const at = leaf.field === "created_at" ? contact.createdAt : contact.lastInboundAt;
      if (leaf.op === "exists") return (at !== null) === leaf.exists;
      return at !== null && compares(leaf.op, at, leaf.atMs);
    }
    case "campaign":
      return contact.campaigns.get(leaf.campaignId)?.has(leaf.state) === true;
  }
}

function matchesText({ op, values }: TextLeaf, text: string | null): boolean {
  const [first = ""] = values;
  if (op === "starts_with") return text?.startsWith(first) === true;
  return (text !== null && values.includes(text)) === (op !== "ne");
}

function matchesField(leaf: FieldLeaf, value: unknown): boolean {
  switch (leaf.op) {
    case "exists":
      return (value !== null && value !== undefined) === leaf.exists;
    case "eq":
    case "ne":
      return (value === leaf.value) === (leaf.op === "eq");
    case "in":
      return typeof value === "string" && leaf.value.includes(value);
    case "starts_with":
      return typeof value === "string" && value.startsWith(leaf.value);
    default:
      return typeof value === "number" && compares(leaf.op, value, leaf.value);
  }
}

function compares(op: Comparison, is: number, than: number): boolean {
  if (op === "gt") return is > than;
  if (op === "gte") return is >= than;
  return op === "lt" ? is < than : is <= than;
}
