import type { ConsentState } from "#core/consent/states";
import { beginsWithOne } from "#core/contact/country-phones";
import { foldTag } from "#core/contact/tag";
import type { Id } from "#core/ids";
import type { MessageState } from "#core/message/states";
import { isComparing, isDayShaped, type Comparing, type FieldLeaf } from "#core/segment/field-leaf";
import { byField, type ByField, type Leaf, type LeafOn } from "#core/segment/filter";
import type { Comparison } from "#core/segment/grammar";
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
export const matchesLeaf = (leaf: Leaf, contact: FilteredContact): boolean =>
  byField(MATCHES, leaf, contact);

const MATCHES: ByField<FilteredContact, boolean> = {
  tags: (leaf, { tags }) =>
    leaf.op === "exists"
      ? tags.length > 0 === leaf.exists
      : tags.some((tag) => foldTag(tag) === leaf.tag),
  name: (leaf, { name }) => matchesText(leaf, name),
  external_id: (leaf, { externalId }) => matchesText(leaf, externalId),
  phone: (leaf, { phone }) => matchesText(leaf, phone),
  language: (leaf, { language }) => matchesText(leaf, language),
  country: ({ op, beginnings }, { phone }) =>
    (phone !== null && beginsWithOne(phone, new Set(beginnings))) === (op === "eq"),
  fields: (leaf, { fields }) =>
    matchesField(leaf, Object.hasOwn(fields, leaf.key) ? fields[leaf.key] : null),
  "consent.marketing": ({ op, state }, { marketing }) => (marketing === state) === (op === "eq"),
  created_at: (leaf, { createdAt }) => matchesInstant(leaf, createdAt),
  last_inbound_at: (leaf, { lastInboundAt }) => matchesInstant(leaf, lastInboundAt),
  campaign: ({ campaignId, state }, { campaigns }) =>
    campaigns.get(campaignId)?.has(state) === true,
};

function matchesInstant(leaf: LeafOn<"created_at">, at: number | null): boolean {
  if (leaf.op === "exists") return (at !== null) === leaf.exists;
  return at !== null && compares(leaf.op, at, leaf.atMs);
}

function matchesText({ op, values }: TextLeaf, text: string | null): boolean {
  const [first = ""] = values;
  if (op === "starts_with") return text?.startsWith(first) === true;
  return (text !== null && values.includes(text)) === (op !== "ne");
}

function matchesField(leaf: FieldLeaf, value: unknown): boolean {
  if (leaf.op === "exists") return (value !== null && value !== undefined) === leaf.exists;
  if (isComparing(leaf)) return comparesField(leaf, value);
  if (leaf.op === "in") return typeof value === "string" && leaf.value.includes(value);
  if (leaf.op === "starts_with") return typeof value === "string" && value.startsWith(leaf.value);
  return (value === leaf.value) === (leaf.op === "eq");
}

function comparesField({ op, value: than }: Comparing, value: unknown): boolean {
  if (typeof than === "number") return typeof value === "number" && compares(op, value, than);
  return isDayShaped(value) && compares(op, value, than);
}

/** Days are in the order of their texts. */
function compares<T extends number | string>(op: Comparison, is: T, than: T): boolean {
  if (op === "gt") return is > than;
  if (op === "gte") return is >= than;
  return op === "lt" ? is < than : is <= than;
}
