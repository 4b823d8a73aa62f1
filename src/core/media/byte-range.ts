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
  if (suffix !== undefined) return lastOf(Number(suffix), size);
  if (from === undefined) return null;
  const first = Number(from);
  const last = Math.min(size - 1, to ? Number(to) : Infinity);
  return first > last ? "unsatisfiable" : { first, last };
}

const lastOf = (count: number, size: number): ByteRange | "unsatisfiable" =>
  count === 0 ? "unsatisfiable" : { first: Math.max(0, size - count), last: size - 1 };
