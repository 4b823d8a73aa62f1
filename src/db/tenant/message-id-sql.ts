import { BITS_PER_DIGIT, ORDINAL_DIGITS } from "#core/campaign/recipient-ids";
import { BASE32 } from "#core/ids";

/**
 * `messageIdAt` of core as an SQL expression.
 *
 * @param prefix  SQL of the prefix, e.g. `?1`.
 * @param ordinal SQL of the ordinal: an integer column (a bound number is a REAL and must be cast first).
 */
export function messageIdSql(prefix: string, ordinal: string): string {
  const digits = Array.from({ length: ORDINAL_DIGITS }, (_, i) => {
    const shift = (ORDINAL_DIGITS - 1 - i) * BITS_PER_DIGIT;
    return `substr('${BASE32}', 1 + ((${ordinal} >> ${shift}) & 31), 1)`;
  });
  return [prefix, ...digits].join(" || ");
}
