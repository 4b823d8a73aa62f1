import { resolve, type Schema } from "./operations.ts";

/** A member of an object as the document describes it. */
export interface Member {
  /** Where it stands, e.g. `Campaign.audience.filter`; `[]` is an element of an array, `*` a member of any name. */
  readonly path: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** Every member below a schema, those of the schemas that it refers to included; each named schema is looked at once. */
export function membersOf(
  given: Schema,
  path: string,
  seen: Set<string> = new Set(),
): readonly Member[] {
  if (given.$ref !== undefined) {
    const name = given.$ref.split("/").at(-1) ?? "";
    if (seen.has(name)) return [];
    seen.add(name);
    return membersOf(resolve(given), name, seen);
  }
  const { properties = {}, required = [], items, additionalProperties } = given;
  const variants = [...(given.oneOf ?? []), ...(given.anyOf ?? []), ...(given.allOf ?? [])];
  return [
    ...Object.entries(properties).flatMap(([name, schema]) => [
      { path: `${path}.${name}`, schema, isRequired: required.includes(name) },
      ...membersOf(schema, `${path}.${name}`, seen),
    ]),
    ...variants.flatMap((variant) => membersOf(variant, path, seen)),
    ...(items === undefined ? [] : membersOf(items, `${path}[]`, seen)),
    ...(typeof additionalProperties === "object"
      ? membersOf(additionalProperties, `${path}.*`, seen)
      : []),
  ];
}
