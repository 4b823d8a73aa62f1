import type { ConsentState } from "#core/consent/states";
import { foldTag } from "#core/contact/tag";
import type { Leaf } from "#core/segment/filter";

/** A contact as far as filters look at it. */
export interface FilteredContact {
  readonly tags: readonly string[];
  readonly marketing: ConsentState;
  /** Unix ms. */
  readonly createdAt: number;
}

/** Whether one contact passes a leaf of a filter: in memory what `compileFilter` asks of the database. */
export function matchesLeaf(leaf: Leaf, contact: FilteredContact): boolean {
  switch (leaf.field) {
    case "tags":
      return leaf.op === "exists"
        ? contact.tags.length > 0 === leaf.exists
        : contact.tags.some((tag) => foldTag(tag) === leaf.tag);
    case "consent.marketing":
      return (contact.marketing === leaf.state) === (leaf.op === "eq");
    case "created_at":
      return leaf.op === "exists" ? leaf.exists : compares(leaf.op, contact.createdAt, leaf.atMs);
  }
}

function compares(op: "gt" | "gte" | "lt" | "lte", is: number, than: number): boolean {
  if (op === "gt") return is > than;
  if (op === "gte") return is >= than;
  return op === "lt" ? is < than : is <= than;
}
