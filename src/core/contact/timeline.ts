/** What happened with a person, of several kinds, in one order: every id holds its time behind the prefix. */
export const TIMELINE_KINDS = ["message", "consent", "note"] as const;

/** What of an id tells its place: the 26 characters behind its prefix, which are in the order of time. */
export const placeOf = (id: string): string => id.slice(-26);

/** Whatever happened last, of lists that are each newest first; at most `limit`. */
export const newestOf = <T extends { readonly id: string }>(
  lists: readonly (readonly T[])[],
  limit: number,
): readonly T[] =>
  lists
    .flat()
    .toSorted((a, b) => (placeOf(a.id) < placeOf(b.id) ? 1 : -1))
    .slice(0, limit);
