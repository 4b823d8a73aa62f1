/** Bytes of a whole, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

const ONE = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/;

/**
 * What a `Range` header asks for, by RFC 9110 §14.2: one range of bytes. Several at once, other units and what is no range are answered
 * with the whole (null), as the standard allows.
 *
 * @param size Of the whole, bytes, more than 0. @returns `unsatisfiable` when none of it is there, or when it ends before it begins.
 */
export function readRange(
  header: string | undefined,
  size: number,
): ByteRange | "unsatisfiable" | null {
  const [, from, to, suffix] = ONE.exec(header?.replaceAll(" ", "") ?? "") ?? [];
  if (suffix !== undefined)
    return Number(suffix) === 0
      ? "unsatisfiable"
      : { first: Math.max(0, size - Number(suffix)), last: size - 1 };
  if (from === undefined) return null;
  const first = Number(from);
  const last = to === undefined || to === "" ? size - 1 : Math.min(size - 1, Number(to));
  return first >= size || first > last ? "unsatisfiable" : { first, last };
}
