/** What is done with each type of a union; types that are not there have nothing of their own. */
export type ByType<U extends { readonly type: string }, M, R> = {
  readonly [T in U["type"]]?: (item: Extract<U, { readonly type: T }>, more: M) => R;
};

/** Do what the table says for an item's type; undefined when it says nothing. */
export const byType = <U extends { readonly type: string }, M, R>(
  table: ByType<U, M, R>,
  item: U,
  more: M,
): R | undefined =>
  // Safe: the entry of a type takes what is of the type.
  (table[item.type as U["type"]] as ((item: U, more: M) => R) | undefined)?.(item, more);
