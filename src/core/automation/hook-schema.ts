/** What a trigger URL may be posted: a small part of JSON Schema, which says of everything what type it is and what must be there. */
import { z } from "zod";

import { coded } from "#core/automation/parts";

const DEPTH_MAX = 6;
const BYTES_MAX = 8 * 1024;

/** A schema: of an object its members and which are needed, of a list its items. */
export interface HookSchema {
  readonly type: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly properties?: Readonly<Record<string, HookSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: HookSchema | undefined;
}

const TYPES = ["object", "array", "string", "number", "integer", "boolean"] as const;
const MEMBERS = new Set(["type", "properties", "required", "items"]);

/** Why something is no schema of ours; null when it is one. */
function faultIn(schema: unknown, depth: number): string | null {
  if (!isRecord(schema) || depth > DEPTH_MAX) return `Objects, at most ${DEPTH_MAX} deep.`;
  const fault = CHECKS.find(([isWell]) => !isWell(schema))?.[1];
  if (fault !== undefined) return fault;
  const { properties = {}, items } = schema;
  const inner = [...Object.values(properties ?? {}), ...(items === undefined ? [] : [items])];
  return inner.map((one) => faultIn(one, depth + 1)).find((found) => found !== null) ?? null;
}

type Check = (schema: Readonly<Record<string, unknown>>) => boolean;

/** What holds of each schema, and what is said when it does not. */
const CHECKS: readonly (readonly [Check, string])[] = [
  [
    (schema) => Object.keys(schema).every((name) => MEMBERS.has(name)),
    "Only type, properties, required and items.",
  ],
  [({ type }) => TYPES.some((known) => known === type), `type is one of ${TYPES.join(", ")}.`],
  [
    ({ required = [] }) =>
      Array.isArray(required) && required.every((name) => typeof name === "string"),
    "required is a list of names.",
  ],
  [({ properties = {} }) => isRecord(properties), "properties is an object."],
];

/** The wire's schema of a schema. */
export const HookSchemaBody = z.custom<HookSchema>().superRefine((value, ctx) => {
  const fault = faultIn(value, 0);
  if (fault !== null) ctx.addIssue({ code: "custom", ...coded("invalid_schema", fault) });
  else if (value.type !== "object")
    ctx.addIssue({
      code: "custom",
      path: ["type"],
      ...coded("invalid_schema", "What is posted is an object."),
    });
  else if (JSON.stringify(value).length > BYTES_MAX)
    ctx.addIssue({ code: "custom", ...coded("too_long", `At most ${BYTES_MAX} bytes.`) });
});

/** Where something that was posted does not fit, as a JSON pointer, and why; null when it fits. */
export function misfitOf(
  schema: HookSchema,
  value: unknown,
  pointer = "",
): { readonly pointer: string; readonly message: string } | null {
  if (!isOfType(schema.type, value)) return { pointer, message: `Expected ${schema.type}.` };
  const missing = schema.required?.find((name) => !isRecord(value) || !Object.hasOwn(value, name));
  if (missing !== undefined)
    return { pointer: `${pointer}/${escaped(missing)}`, message: "Is required." };
  for (const [name, inner, of] of inside(schema, value)) {
    const misfit = misfitOf(of, inner, `${pointer}/${escaped(name)}`);
    if (misfit !== null) return misfit;
  }
  return null;
}

function inside(
  { properties = {}, items }: HookSchema,
  value: unknown,
): (readonly [string, unknown, HookSchema])[] {
  if (Array.isArray(value))
    return items === undefined ? [] : value.map((one: unknown, i) => [String(i), one, items]);
  if (!isRecord(value)) return [];
  return Object.entries(properties).flatMap(([name, of]) =>
    Object.hasOwn(value, name) ? [[name, value[name], of] as const] : [],
  );
}

function isOfType(type: HookSchema["type"], value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isRecord(value);
  if (type === "integer") return Number.isSafeInteger(value);
  return type === "number" ? Number.isFinite(value) : typeof value === type;
}

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
