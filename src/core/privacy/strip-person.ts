/**
 * Take out of a JSON value what names a person: of each list the elements that do, whatever else they say, beginning with the
 * innermost lists. What names them outside of any list takes the whole value along.
 *
 * @param isNamed Whether a text names the person.
 * @returns The value without them; undefined when nothing can be left.
 */
export function stripPerson(value: unknown, isNamed: (text: string) => boolean): unknown {
  if (typeof value === "string") return isNamed(value) ? undefined : value;
  if (Array.isArray(value))
    return value.map((one) => stripPerson(one, isNamed)).filter((one) => one !== undefined);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(
    ([name, member]) => [name, isNamed(name) ? undefined : stripPerson(member, isNamed)] as const,
  );
  // JSON has no undefined: such a member named the person.
  return members.some(([, member]) => member === undefined)
    ? undefined
    : Object.fromEntries(members);
}

/** Whether a text holds one of the names, e.g. a phone's digits inside of a longer text. */
export const naming =
  (names: readonly string[]): ((text: string) => boolean) =>
  (text) =>
    names.some((name) => text.includes(name));
