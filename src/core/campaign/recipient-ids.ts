import { BASE32, type Id } from "#core/ids";

/** Base32 digits at the end of an id that count a campaign's recipients: exactly the low 35 bits of a TypeID. */
export const ORDINAL_DIGITS = 7;
/** How much of an ordinal one digit holds. */
export const BITS_PER_DIGIT = 5;

/** One more than the highest ordinal. */
export const ORDINALS_MAX = 2 ** (ORDINAL_DIGITS * BITS_PER_DIGIT);

/** The first 23 characters (`msg_` and 19 of a fresh TypeID) that the ids of all messages of one campaign share. */
export const prefixOf = (fresh: Id<"message">): string => fresh.slice(0, -ORDINAL_DIGITS);

/**
 * The id of a campaign's n-th message, a valid TypeID. Ids are ordered and distinct as their ordinals are.
 *
 * @param ordinal From 0 to `ORDINALS_MAX - 1`.
 */
export function messageIdAt(prefix: string, ordinal: number): Id<"message"> {
  let digits = "";
  for (let rest = ordinal, i = 0; i < ORDINAL_DIGITS; i++, rest = Math.floor(rest / 32))
    digits = `${BASE32[rest % 32] ?? ""}${digits}`;
  // Safe: the prefix is the head of a message id, and the digits are of its alphabet.
  return `${prefix}${digits}` as Id<"message">;
}

/** A primary-key range, both ends inclusive, for `id BETWEEN first AND last`. */
export interface KeyRange {
  readonly first: Id<"message">;
  readonly last: Id<"message">;
}

/** The keys of the ordinals from `from` (inclusive) to `to` (exclusive, greater than `from`). */
export const rangeOf = (prefix: string, from: number, to: number): KeyRange => ({
  first: messageIdAt(prefix, from),
  last: messageIdAt(prefix, to - 1),
});

/** Every key that a campaign's messages can have. */
export const wholeRange = (prefix: string): KeyRange => rangeOf(prefix, 0, ORDINALS_MAX);
