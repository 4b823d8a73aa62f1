/** Whom a campaign means, as the wizard holds it and as the API keeps it. Pure. */
import type { Audience } from "../../api/campaign-drafts.ts";
import type { Campaign } from "../../api/campaigns.ts";

/** `filter` is one that the wizard cannot show in its own words: it is kept as it came. */
export type Who =
  | { readonly kind: "all"; readonly agreed: boolean }
  | {
      readonly kind: "tags";
      readonly tags: readonly string[];
      readonly match: "and" | "or";
      readonly agreed: boolean;
    }
  | {
      readonly kind: "list";
      /** Null: the list that the draft keeps, which the API tells the length of and nothing else. */
      readonly contacts: readonly { readonly id: string; readonly name: string }[] | null;
      readonly count: number;
    }
  /** Whoever is in the segment at the launch; an empty id while none is chosen. */
  | { readonly kind: "segment"; readonly id: string }
  /** Whom an import made or found; an empty id while none is chosen. */
  | { readonly kind: "import"; readonly id: string }
  | { readonly kind: "filter"; readonly filter: Record<string, unknown> };

const AGREED = { field: "consent.marketing", op: "eq", value: "granted" } as const;
const tagged = (value: string) => ({ field: "tags", op: "contains", value });

/** The audience on the wire; null when nobody is chosen yet, or the list is the one that the draft keeps. */
export function audienceOf(who: Who): Audience | null {
  switch (who.kind) {
    case "all":
      return who.agreed ? { filter: AGREED } : {};
    case "tags":
      return taggedAs(who);
    case "list":
      return listedAs(who);
    case "segment":
      // Safe: what a segment is chosen from are ids of segments.
      return who.id === "" ? null : { segment_id: who.id as NonNullable<Audience["segment_id"]> };
    case "import":
      // Safe: what an import is chosen from are ids of imports.
      return who.id === "" ? null : { import_id: who.id as NonNullable<Audience["import_id"]> };
    case "filter":
      return { filter: who.filter };
  }
}

const listedAs = ({ contacts }: Extract<Who, { kind: "list" }>): Audience | null =>
  contacts === null || contacts.length === 0 ? null : { contacts: contacts.map(({ id }) => id) };

function taggedAs({ tags, match, agreed }: Extract<Who, { kind: "tags" }>): Audience | null {
  const [first, ...more] = tags.map(tagged);
  if (first === undefined) return null;
  const all = more.length === 0 ? first : { [match]: [first, ...more] };
  return { filter: agreed ? { and: [all, AGREED] } : all };
}

/** The same, of those who agreed to marketing. */
export const agreedOf = ({ filter, ...named }: Audience): Audience =>
  named.contacts === undefined && named.segment_id === undefined && named.import_id === undefined
    ? { filter: filter === undefined ? AGREED : { and: [filter, AGREED] } }
    : named;

/** The audience of a campaign in the words of the wizard. */
export function whoOf({
  filter,
  segment_id: segment,
  import_id: imported,
  contacts_count: count,
}: Campaign["audience"]): Who {
  if (segment !== undefined) return { kind: "segment", id: segment };
  if (imported !== undefined) return { kind: "import", id: imported };
  if (count !== undefined) return { kind: "list", contacts: null, count };
  if (filter === undefined || Object.keys(filter).length === 0)
    return { kind: "all", agreed: false };
  const parts = partsOf(filter, "and");
  const agreed = parts.some(isAgreed);
  const rest = parts.filter((part) => !isAgreed(part));
  if (rest.length === 0) return { kind: "all", agreed };
  const tagged = tagsIn(rest);
  return tagged === null ? { kind: "filter", filter } : { kind: "tags", ...tagged, agreed };
}

/** Tags that stand side by side, or in one group; null when there is anything else. */
function tagsIn(parts: readonly unknown[]): { tags: string[]; match: "and" | "or" } | null {
  const [only] = parts;
  const match = parts.length === 1 && isRecord(only) && "or" in only ? "or" : "and";
  const leaves = parts.length === 1 ? partsOf(only, match) : parts;
  const tags = leaves.map(tagOf).filter((tag) => tag !== null);
  return tags.length === leaves.length ? { tags, match } : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a group holds; anything else is a group of itself. */
function partsOf(filter: unknown, key: "and" | "or"): readonly unknown[] {
  if (isRecord(filter) && Object.keys(filter).length === 1) {
    const group = filter[key];
    if (Array.isArray(group)) return group;
  }
  return [filter];
}

const isAgreed = (leaf: unknown): boolean =>
  isRecord(leaf) &&
  leaf["field"] === AGREED.field &&
  leaf["op"] === AGREED.op &&
  leaf["value"] === AGREED.value;

const tagOf = (leaf: unknown): string | null =>
  isRecord(leaf) &&
  leaf["field"] === "tags" &&
  leaf["op"] === "contains" &&
  typeof leaf["value"] === "string"
    ? leaf["value"]
    : null;
