import { ID_PREFIXES, type Kind } from "#core/ids";

import { resolve, type Operation, type Schema } from "./operations.ts";

/** A place of an operation's query or body that takes an id of a resource. */
export interface IdSlot {
  readonly in: "query" | "body";
  /** The name of the parameter, or the JSON pointer of the member; elements of arrays are the first. */
  readonly at: string;
  readonly kind: Kind;
  /** Bodies with that id in it: the contract's example, and less. */
  readonly bodies: (id: string) => readonly Json[];
}

type Json = Readonly<Record<string, unknown>>;

interface BodySlot extends Pick<IdSlot, "at" | "kind"> {
  /** The least that is taken around the id. */
  readonly make: (id: string) => unknown;
}

/** Recursive schemas end here. */
const DEPTH_MAX = 8;

const KINDS = new Map<string, Kind>(
  Object.entries(ID_PREFIXES).map(([kind, prefix]) => [prefix, kind as Kind]),
);

/** The kind of resource that a schema names: by its pattern, by its example, or by how it tells of contacts. */
function kindOf(schema: Schema, example: unknown): Kind | undefined {
  const byPattern = /^\^([a-z]{2,3})_\[/.exec(schema.pattern ?? "")?.[1];
  const text = typeof example === "string" ? example : "";
  const byExample = /^([a-z]{2,3})_[0-7][0-9a-z]{25}$/.exec(text)?.[1];
  const kind = KINDS.get(byPattern ?? byExample ?? "");
  if (kind !== undefined) return kind;
  const isSelector = text.startsWith("phone:") || schema.description?.includes("`con_…`") === true;
  return isSelector ? "contact" : undefined;
}

/** What a schema takes at least: examples where it tells them, and the members that it requires. */
function sampleOf(given: Schema, depth = 0): unknown {
  const schema = resolve(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties !== undefined) return requiredOf(schema, depth);
  if (schema.example !== undefined) return schema.example;
  const [variant] = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  if (variant !== undefined && depth < DEPTH_MAX) return sampleOf(variant, depth + 1);
  const [type] = [schema.type].flat();
  if (type === "array")
    return schema.items === undefined ? [] : [sampleOf(schema.items, depth + 1)];
  return { string: "x", boolean: true, integer: 1, number: 1 }[type ?? ""] ?? {};
}

const requiredOf = (schema: Schema, depth: number): Json =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([name]) => depth < DEPTH_MAX && schema.required?.includes(name))
      .map(([name, member]) => [name, sampleOf(member, depth + 1)]),
  );

function slotsBelow(given: Schema, at: string, example: unknown, depth = 0): readonly BodySlot[] {
  const schema = resolve(given);
  if (depth > DEPTH_MAX) return [];
  const shown = schema.example ?? example;
  const kind = [schema.type].flat().includes("string") ? kindOf(schema, shown) : undefined;
  const variants = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  const first: unknown = Array.isArray(shown) ? shown[0] : undefined;
  const { items, additionalProperties: more } = schema;
  const within = (
    member: Schema,
    name: string,
    of: { readonly shown?: unknown; readonly wrap: (inner: unknown) => unknown },
  ) =>
    slotsBelow(member, `${at}/${name}`, of.shown, depth + 1).map((slot) => ({
      ...slot,
      make: (id: string) => of.wrap(slot.make(id)),
    }));
  return [
    ...(kind === undefined ? [] : [{ at, kind, make: (id: string) => id }]),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
      within(member, name, {
        wrap: (inner) => ({ ...requiredOf(schema, depth), [name]: inner }),
      }),
    ),
    ...variants.flatMap((variant) => slotsBelow(variant, at, shown, depth + 1)),
    ...(items === undefined ? [] : within(items, "0", { shown: first, wrap: (inner) => [inner] })),
    ...(typeof more === "object" ? within(more, "first", { wrap: (first) => ({ first }) }) : []),
  ];
}

/** Every place where a caller names a resource beside the path, each one once. */
export function idSlotsOf({ parameters, body, example }: Operation): readonly IdSlot[] {
  const query = parameters.flatMap((parameter): readonly IdSlot[] => {
    const kind = kindOf(resolve(parameter.schema), parameter.schema.example);
    return parameter.in === "query" && kind !== undefined
      ? [{ in: "query", at: parameter.name, kind, bodies: () => [] }]
      : [];
  });
  const slots = body === undefined ? [] : slotsBelow(body, "", undefined);
  const inBody = slots.map(({ at, kind, make }) => ({
    in: "body" as const,
    at,
    kind,
    bodies: (id: string) => {
      const lean = make(id) as Json;
      return [{ ...(example as Json), ...lean }, { ...idsOf(example as Json), ...lean }, lean];
    },
  }));
  return [...new Map([...query, ...inBody].map((slot) => [slot.at, slot])).values()];
}

/** The members of an example that name a resource. */
const idsOf = (example: Json): Json =>
  Object.fromEntries(
    Object.entries(example).filter(([, value]) => typeof value === "string" && isOurs(value)),
  );

const isOurs = (text: string): boolean => /^[a-z]{2,3}_[0-7][0-9a-z]{25}$/.test(text);
