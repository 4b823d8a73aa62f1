/** Headers that a business wants beside ours. */

export const HEADERS_MAX = 10;
export const HEADER_VALUE_MAX = 1_024;

/** A token of RFC 9110 §5.6.2. */
const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
/** Visible ASCII, with blanks between. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?$/;

/** Ours, those of one connection, and those that the network in front of a receiver sets or believes. */
const OURS =
  /^(?:host|user-agent|accept|accept-encoding|cookie|expect|connection|keep-alive|te|trailer|transfer-encoding|upgrade|forwarded|via|x-real-ip|(?:content|webhook|proxy|cf|x-forwarded|sec)-.*)$/;

/** Why a header may not be sent along, or null when it may. `Authorization` may. */
export function headerFault(name: string, value: string): string | null {
  if (!NAME.test(name)) return "Must be the name of a header.";
  if (OURS.test(name.toLowerCase())) return "This header is not yours to set.";
  if (value.length > HEADER_VALUE_MAX) return `Has at most ${HEADER_VALUE_MAX} characters.`;
  return VALUE.test(value) ? null : "Must be visible ASCII.";
}

/** Why several may not, beside what each may not: too many, or one name twice. */
export function headersFault(names: readonly string[]): string | null {
  if (names.length > HEADERS_MAX) return `There may be at most ${HEADERS_MAX}.`;
  const distinct = new Set(names.map((name) => name.toLowerCase()));
  return distinct.size === names.length ? null : "A header is named twice.";
}
