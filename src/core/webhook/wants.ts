import { EVENTS, type EventType } from "#core/event/catalogue";

/** What a webhook is told of. */
export interface Wanted {
  /** Names of types, families such as `message.*`, or `*`. */
  readonly types: readonly string[];
  /** Only events of these numbers, and those that are about none; null: of all. */
  readonly numbers: readonly string[] | null;
}

/** Whether something names a type, a family that has types, or all. */
export const isTypePattern = (text: string): boolean =>
  text === "*" || Object.keys(EVENTS).some((type) => isNamed(type, text));

/** Whether a webhook is told of an event. */
export const wants = (
  { types, numbers }: Wanted,
  event: { readonly type: EventType; readonly data: Readonly<Record<string, unknown>> },
): boolean => {
  if (!types.some((pattern) => isNamed(event.type, pattern))) return false;
  const number = event.data["number_id"];
  return numbers === null || typeof number !== "string" || numbers.includes(number);
};

/** The types that a webhook is told of; null: all. */
export const typesOf = (patterns: readonly string[]): readonly string[] | null =>
  patterns.includes("*")
    ? null
    : Object.keys(EVENTS).filter((type) => patterns.some((pattern) => isNamed(type, pattern)));

const isNamed = (type: string, pattern: string): boolean =>
  pattern === "*" ||
  pattern === type ||
  (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)));
