/** Readers for JSON of which nothing is known. None of them throws, whatever it is given. */

const TEXT_MAX = 512;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A member by its name, or undefined; never one that is inherited. */
export const member = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The elements of an array; anything else has none. */
export const elements = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * A short text that can be stored and compared: well-formed, without NUL, at most 512 characters unless told otherwise. Meta
 * writes some ids as numbers. Null when there is none.
 */
export function textOf(value: unknown, lengthMax: number = TEXT_MAX): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  if (typeof value !== "string") return null;
  const text = value.toWellFormed().replaceAll("\0", "").slice(0, lengthMax).toWellFormed();
  return text === "" ? null : text;
}

/** A member as text. */
export const textAt = (value: unknown, name: string): string | null => textOf(member(value, name));

/** Whether arrays and objects are nested more than `levels` deep. Looks no deeper than that. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value))
    if (isDeeperThan(levels - 1, inner)) return true;
  return false;
}

/** JSON text of a value; null when it cannot be written, because it is nested beyond what the runtime can follow. */
export function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}
