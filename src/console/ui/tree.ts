/** A value of JSON that is read and written by pointers (RFC 6901), as the API's problems name its places. Pure. */

const names = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));

/** The pointer of a member below another place, e.g. `below("/steps", "hello", "text")`. */
export const below = (pointer: string, ...members: readonly (string | number)[]): string =>
  [
    pointer,
    ...members.map((name) => String(name).replaceAll("~", "~0").replaceAll("/", "~1")),
  ].join("/");

/** What stands at a pointer; undefined where nothing does. */
export const readAt = (tree: unknown, pointer: string): unknown =>
  names(pointer).reduce<unknown>(memberOf, tree);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** The tree with another value at a pointer; `undefined` takes the member away. Nothing that was given is changed. */
export function writeAt<Tree>(tree: Tree, pointer: string, value: unknown): Tree {
  // Safe: only what the pointer names is another, and whoever writes it knows what belongs there.
  return written(tree, names(pointer), value) as Tree;
}

function written(tree: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value;
  const next = written(memberOf(tree, name), rest, value);
  if (Array.isArray(tree))
    return next === undefined
      ? tree.filter((_, at) => String(at) !== name)
      : tree.map((one: unknown, at) => (String(at) === name ? next : one));
  const { [name]: _old, ...others } = (tree ?? {}) as Record<string, unknown>;
  if (next === undefined) return others;
  // A member keeps its place, so that steps keep their order.
  return typeof tree === "object" && tree !== null && name in tree
    ? Object.fromEntries(Object.entries(tree).map(([key, old]) => [key, key === name ? next : old]))
    : { ...others, [name]: next };
}

/** A list with one item moved by so many places; unchanged where there is no room. */
export function moved<Item>(list: readonly Item[], from: number, by: number): Item[] {
  const to = from + by;
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const others = list.filter((_, at) => at !== from);
  return [...others.slice(0, to), item, ...others.slice(to)];
}
