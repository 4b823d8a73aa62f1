import fc, { type Arbitrary } from "fast-check";

import { resolve, type Schema } from "./operations.ts";

/** Recursive schemas end here. */
const DEPTH_MAX = 5;

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "",
    " ",
    "+5511987654321",
    "con_01k9zq3v6m8r2t4w6y8a0c2e4g",
    "2026-01-01T00:00:00Z",
  ),
  fc.constantFrom(
    "' OR 1=1 --",
    "%",
    "*",
    "\u202e",
    "ſ",
    "../..",
    "${x}",
    "{{1}}",
    "x".repeat(5000),
  ),
);
const junk = fc.oneof(text, fc.integer(), fc.double(), fc.constantFrom(null, true, [], {}));

/** Values that mostly fit a schema of the contract, and now and then do not. */
export function valuesOf(given: Schema, depth = 0): Arbitrary<unknown> {
  const schema = resolve(given);
  if (depth > DEPTH_MAX) return junk;
  const fitting = fittingValues(schema, depth);
  const told =
    schema.example === undefined ? fitting : fc.oneof(fc.constant(schema.example), fitting);
  return fc.oneof({ weight: 12, arbitrary: told }, { weight: 1, arbitrary: junk });
}

function fittingValues(schema: Schema, depth: number): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants !== undefined) return fc.oneof(...variants.map((v) => valuesOf(v, depth + 1)));
  if (schema.allOf !== undefined)
    return fc
      .tuple(...schema.allOf.map((part) => valuesOf(part, depth + 1)))
      .map((parts) => Object.assign({}, ...parts) as unknown);
  return fc.oneof(...[schema.type].flat().map((type) => ofType(type, schema, depth)));
}

function ofType(type: string | undefined, schema: Schema, depth: number): Arbitrary<unknown> {
  if (type === "string") return text;
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  if (type === "integer" || type === "number") return ofNumber(schema);
  if (type === "object") return ofObject(schema, depth);
  return type === "array"
    ? fc.array(valuesOf(schema.items ?? {}, depth + 1), { maxLength: 4 })
    : junk;
}

const ofNumber = ({ minimum = 0, maximum = 1000 }: Schema): Arbitrary<unknown> =>
  fc.oneof(
    fc.integer({ min: minimum - 1, max: Math.max(minimum, maximum) + 1 }),
    fc.constantFrom(0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308),
  );

function ofObject(schema: Schema, depth: number): Arbitrary<unknown> {
  const members = Object.entries(schema.properties ?? {});
  const known = fc.record(
    Object.fromEntries(members.map(([name, member]) => [name, valuesOf(member, depth + 1)])),
    {
      requiredKeys: members.map(([name]) => name).filter((name) => schema.required?.includes(name)),
    },
  );
  if (typeof schema.additionalProperties !== "object") return known;
  const more = fc.dictionary(text, valuesOf(schema.additionalProperties, depth + 1), {
    maxKeys: 3,
  });
  return fc.tuple(more, known).map(([a, b]) => ({ ...a, ...b }));
}
