/** One member that changed: a JSON pointer, and what stood and stands there; null for nothing. */
export interface Difference {
  readonly pointer: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** More than a template has texts. */
const DIFFERENCES_MAX = 200;

/**
 * What differs between two JSON values, by the innermost members that do.
 *
 * @param pointer Where the values stand.
 */
export const differencesOf = (
  from: unknown,
  to: unknown,
  pointer: string = "",
): readonly Difference[] => compare(from, to, pointer).slice(0, DIFFERENCES_MAX);

function compare(from: unknown, to: unknown, pointer: string): readonly Difference[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!isNested(from) || !isNested(to) || Array.isArray(from) !== Array.isArray(to))
    return [{ pointer, from: from ?? null, to: to ?? null }];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) =>
    compare(memberOf(from, key), memberOf(to, key), `${pointer}/${escaped(key)}`),
  );
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

const memberOf = (value: object, key: string): unknown =>
  Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** RFC 6901 §3. */
const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");
