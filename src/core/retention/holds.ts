import type { Id } from "#core/ids";

/** What a legal hold keeps from being swept and erased: a person's data, or the whole workspace's. */
export type HoldSubject = "workspace" | Id<"contact">;

/** What must not be swept: everything, or what belongs to these people. */
export interface Held {
  readonly everything: boolean;
  /** The held contacts and those that are merged with them. */
  readonly contactIds: readonly Id<"contact">[];
}
