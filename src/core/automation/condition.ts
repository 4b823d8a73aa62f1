/** Conditions of automations: the filter grammar of contacts, and beside it what is known of the message, the talk and the run. */
import { z } from "zod";

import { foldText } from "#core/automation/fold-text";
import { err, ok, type Result } from "#core/result";
import {
  FILTER_DEPTH_MAX,
  FILTER_LEAVES_MAX,
  parseFilter,
  type FilterFault,
  type Leaf,
} from "#core/segment/filter";
import { matchesLeaf, type FilteredContact } from "#core/segment/matches-leaf";

export type ParsedCondition =
  | { readonly all: readonly ParsedCondition[] }
  | { readonly any: readonly ParsedCondition[] }
  | { readonly not: ParsedCondition }
  | { readonly filter: Leaf }
  | { readonly test: Test };

interface Test {
  readonly source: string;
  readonly op: string;
  readonly value: string | number | boolean | readonly string[];
}

/** What a condition looks at. */
export interface ConditionWorld {
  readonly contact: FilteredContact;
  /** A value by its name, e.g. `message.text`, `fields.size`, `var.order_id`; null: there is none. */
  readonly valueOf: (source: string) => string | null;
}

const TEXT_OPS = ["eq", "ne", "in", "starts_with", "contains", "exists"];
const NUMBER_OPS = ["gt", "gte", "lt", "lte"];

/** The sources beside those of the filter of contacts, and what may be asked of them. */
const SOURCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^message\.text$/, TEXT_OPS],
  [/^message\.(?:type|button_id)$/, ["eq", "ne", "in", "exists"]],
  [/^(?:name|phone|language|external_id)$/, ["eq", "ne", "in", "starts_with", "exists"]],
  [/^fields\.[a-z][a-z0-9_]{0,63}$/, [...TEXT_OPS, ...NUMBER_OPS]],
  [/^var\.[a-z][a-z0-9_]{0,39}$/, [...TEXT_OPS, ...NUMBER_OPS]],
  [/^conversation\.status$/, ["eq", "ne", "in"]],
  [/^business_hours$/, ["eq", "ne"]],
];
const TOLD =
  "message.text, message.type, message.button_id, name, phone, language, external_id, fields.<key>, var.<name>, conversation.status, business_hours, tags, consent.marketing, created_at";

/** A condition as JSON: the filter grammar, with more fields. */
export const Condition = z
  .record(z.string(), z.unknown())
  .superRefine((value, ctx) => {
    const parsed = parseCondition(value);
    if (parsed.ok) return;
    const { pointer, code, message } = parsed.error;
    ctx.addIssue({ code: "custom", path: pointer.split("/").slice(1), message, params: { code } });
  })
  .meta({
    description: `A leaf {field, op, value}, or {and}, {or}, {not}. Fields: ${TOLD}.`,
    example: { field: "message.text", op: "contains", value: "price" },
  });

interface Place {
  readonly pointer: string;
  readonly depth: number;
  readonly leaves: { count: number };
}

class Fault extends Error {
  readonly fault: FilterFault;

  constructor(code: FilterFault["code"], pointer: string, message: string) {
    super(code);
    this.fault = { code, pointer, message };
  }
}

/** Read a condition. `{}` holds always. */
export function parseCondition(input: unknown): Result<ParsedCondition, FilterFault> {
  if (isRecord(input) && Object.keys(input).length === 0) return ok({ all: [] });
  try {
    return ok(parseNode(input, { pointer: "", depth: 0, leaves: { count: 0 } }));
  } catch (error) {
    if (error instanceof Fault) return err(error.fault);
    throw error;
  }
}

function parseNode(input: unknown, place: Place): ParsedCondition {
  if (place.depth > FILTER_DEPTH_MAX)
    throw new Fault("filter_too_complex", place.pointer, `At most ${FILTER_DEPTH_MAX} levels.`);
  if (!isRecord(input))
    throw new Fault("invalid_request", place.pointer, "A condition is an object.");
  const [key, ...others] = Object.keys(input);
  if (others.length === 0) {
    if (key === "and") return { all: parseList(input["and"], inside(place, key)) };
    if (key === "or") return { any: parseList(input["or"], inside(place, key)) };
    if (key === "not") return { not: parseNode(input["not"], inside(place, key)) };
  }
  return parseLeaf(input, place);
}

function parseList(input: unknown, place: Place): readonly ParsedCondition[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > FILTER_LEAVES_MAX)
    throw new Fault(
      "invalid_request",
      place.pointer,
      `Holds 1 to ${FILTER_LEAVES_MAX} conditions.`,
    );
  return input.map((item: unknown, i) =>
    parseNode(item, { ...place, pointer: `${place.pointer}/${i}` }),
  );
}

function parseLeaf(input: Readonly<Record<string, unknown>>, place: Place): ParsedCondition {
  place.leaves.count += 1;
  if (place.leaves.count > FILTER_LEAVES_MAX)
    throw new Fault(
      "filter_too_complex",
      place.pointer,
      `At most ${FILTER_LEAVES_MAX} conditions.`,
    );
  const { field, op, value } = input;
  const source = SOURCES.find(([name]) => typeof field === "string" && name.test(field));
  if (source === undefined || typeof field !== "string") return ofFilter(input, place);
  const extra = Object.keys(input).find((key) => !["field", "op", "value"].includes(key));
  if (extra !== undefined)
    throw new Fault(
      "invalid_request",
      `${place.pointer}/${extra}`,
      "A leaf is {field, op, value}.",
    );
  if (typeof op !== "string" || !source[1].includes(op))
    throw new Fault(
      "unknown_field",
      `${place.pointer}/op`,
      `Operators of this field: ${source[1].join(", ")}.`,
    );
  return { test: { source: field, op, value: valueFor(op, value, `${place.pointer}/value`) } };
}

/** What is not ours to know is the filter's: it refuses what nobody knows. */
function ofFilter(input: Readonly<Record<string, unknown>>, place: Place): ParsedCondition {
  const parsed = parseFilter(input);
  if (!parsed.ok) {
    const { code, pointer, message } = parsed.error;
    const told =
      code === "unknown_field" && pointer === "/field" ? `Known fields: ${TOLD}.` : message;
    throw new Fault(code, `${place.pointer}${pointer}`, told);
  }
  if ("all" in parsed.value || "any" in parsed.value || "not" in parsed.value)
    throw new Fault("invalid_request", place.pointer, "A leaf is {field, op, value}.");
  return { filter: parsed.value };
}

function valueFor(op: string, value: unknown, pointer: string): Test["value"] {
  const read = NUMBER_OPS.includes(op)
    ? READERS.number
    : op === "in" || op === "exists"
      ? READERS[op]
      : READERS.text;
  const found = read(value);
  if (found !== null) return found;
  throw new Fault(
    "invalid_request",
    pointer,
    `Expected ${EXPECTED[op] ?? (NUMBER_OPS.includes(op) ? "a number" : "a text")}.`,
  );
}

const EXPECTED: Readonly<Record<string, string>> = {
  exists: "true or false",
  in: "1 to 100 texts",
};

type Read = (value: unknown) => Test["value"] | null;

const READERS = {
  exists: (value) => (typeof value === "boolean" ? value : null),
  number: (value) => (typeof value === "number" && Number.isFinite(value) ? value : null),
  in: (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= 100 && value.every(isText)
      ? value.map(foldText)
      : null,
  text: (value) => (isText(value) && foldText(value) !== "" ? foldText(value) : null),
} as const satisfies Readonly<Record<string, Read>>;

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length <= 1024;

/** Whether a condition holds. Texts are compared folded; a number that is none is neither greater nor smaller. */
export function holds(condition: ParsedCondition, world: ConditionWorld): boolean {
  if ("all" in condition) return condition.all.every((one) => holds(one, world));
  if ("any" in condition) return condition.any.some((one) => holds(one, world));
  if ("not" in condition) return !holds(condition.not, world);
  if ("filter" in condition) return matchesLeaf(condition.filter, world.contact);
  return passes(condition.test, world.valueOf(condition.test.source));
}

function passes({ op, value }: Test, found: string | null): boolean {
  if (op === "exists") return (found !== null && found !== "") === value;
  const text = foldText(found ?? "");
  if (typeof value === "number") return compare(op, Number(found ?? Number.NaN), value);
  if (typeof value !== "string") return Array.isArray(value) && value.includes(text);
  if (op === "starts_with") return text.startsWith(value);
  if (op === "contains") return text.includes(value);
  return (text === value) === (op === "eq");
}

function compare(op: string, found: number, value: number): boolean {
  if (op === "gt") return found > value;
  if (op === "gte") return found >= value;
  return op === "lt" ? found < value : found <= value;
}

const inside = (place: Place, key: string): Place => ({
  ...place,
  pointer: `${place.pointer}/${key}`,
  depth: place.depth + 1,
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
