/** The filter grammar as it is built: groups of conditions, and back to what the API reads. Pure. */
import { below } from "./tree.ts";

/** One condition as the API reads it. */
export interface Leaf {
  readonly id: number;
  readonly field: string;
  readonly op: string;
  readonly value: unknown;
}

/** Conditions of which all or one must hold, or must not. */
export interface Group {
  readonly id: number;
  readonly join: "and" | "or";
  readonly isNot: boolean;
  readonly items: readonly Node[];
}
export type Node = Leaf | Group;

type Json = Readonly<Record<string, unknown>>;

export const isGroup = (node: Node): node is Group => "items" in node;

let lastId = 0;
/** An id for a node that is made, so that a list on the screen knows it again. */
export const newId = (): number => {
  lastId += 1;
  return lastId;
};

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** A filter as a group; `{}` is an empty one. */
export function groupOf(filter: unknown): Group {
  const node = nodeOf(isJson(filter) ? filter : {});
  return isGroup(node) ? node : { id: newId(), join: "and", isNot: false, items: [node] };
}

function nodeOf(filter: Json): Node {
  const { and, or, not } = filter;
  if (isJson(not)) {
    const inner = groupOf(not);
    return inner.isNot
      ? { id: newId(), join: "and", isNot: true, items: [inner] }
      : { ...inner, isNot: true };
  }
  const list = Array.isArray(and) ? and : Array.isArray(or) ? or : null;
  if (list === null && !("field" in filter))
    return { id: newId(), join: "and", isNot: false, items: [] };
  if (list === null)
    return {
      id: newId(),
      field: String(filter["field"]),
      op: String(filter["op"]),
      value: filter["value"],
    };
  return {
    id: newId(),
    join: Array.isArray(or) ? "or" : "and",
    isNot: false,
    items: list.filter(isJson).map(nodeOf),
  };
}

const isEmpty = (node: Node): boolean => isGroup(node) && node.items.every(isEmpty);

/** The filter that a group says; groups without a condition are left out. */
export function filterOf(node: Node): Json {
  if (!isGroup(node)) return { field: node.field, op: node.op, value: node.value };
  const items = node.items.filter((one) => !isEmpty(one)).map(filterOf);
  const [first] = items;
  if (first === undefined) return {};
  const inner = items.length === 1 ? first : { [node.join]: items };
  return node.isNot ? { not: inner } : inner;
}

/** Where each node stands in the filter that a group says, by ids, as JSON pointers below `at`. */
export function placesOf(node: Node, at: string): ReadonlyMap<number, string> {
  const places = new Map<number, string>([[node.id, at]]);
  if (!isGroup(node)) return places;
  const inner = node.isNot ? below(at, "not") : at;
  const items = node.items.filter((one) => !isEmpty(one));
  for (const [index, one] of items.entries()) {
    const place = items.length === 1 ? inner : below(inner, node.join, index);
    for (const [id, where] of placesOf(one, place)) places.set(id, where);
  }
  return places;
}

/** The group with one of its nodes, however deep, in another form; null takes it away. */
export function withNode(group: Group, id: number, next: Node | null): Group {
  return {
    ...group,
    items: group.items.flatMap((one) => {
      if (one.id === id) return next === null ? [] : [next];
      return [isGroup(one) ? withNode(one, id, next) : one];
    }),
  };
}
