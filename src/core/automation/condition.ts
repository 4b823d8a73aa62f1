/** Conditions of automations: the filter grammar of contacts, and beside it what is known of the message, the talk and the run. */
import { z } from "zod";

import { foldText } from "#core/automation/fold-text";
import type { Result } from "#core/result";
import { contactLeaf, type Leaf } from "#core/segment/filter";
import {
  COMPARISONS,
  FilterError,
  isComparison,
  operatorIn,
  parseTree,
  unknownField,
  valueIn,
  type FilterFault,
  type Tree,
  type WrittenLeaf,
} from "#core/segment/grammar";
import { matchesLeaf, type FilteredContact } from "#core/segment/matches-leaf";

/** Of the fields that contacts are filtered by those that a run knows: the others would have to be looked up for each message. */
const CONTACT_FIELDS = ["tags", "consent.marketing", "created_at", "country"];

export type ParsedCondition = Tree<{ readonly filter: Leaf } | { readonly test: Test }>;

interface Test {
  readonly source: string;
  readonly op: string;
  readonly value: string | number | boolean | readonly string[];
}

/** What a condition looks at. */
export interface ConditionWorld {
  readonly contact: Omit<FilteredContact, "lastInboundAt" | "campaigns">;
  /** A value by its name, e.g. `message.text`, `fields.size`, `var.order_id`; null: there is none. */
  readonly valueOf: (source: string) => string | null;
}

const TEXT_OPS = ["eq", "ne", "in", "starts_with", "contains", "exists"];

/** The sources beside those of the filter of contacts, and what may be asked of them. */
const SOURCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^message\.text$/, TEXT_OPS],
  [/^message\.(?:type|button_id)$/, ["eq", "ne", "in", "exists"]],
  [/^(?:name|phone|language|external_id)$/, ["eq", "ne", "in", "starts_with", "exists"]],
  [/^fields\.[a-z][a-z0-9_]{0,63}$/, [...TEXT_OPS, ...COMPARISONS]],
  [/^var\.[a-z][a-z0-9_]{0,39}$/, [...TEXT_OPS, ...COMPARISONS]],
  [/^conversation\.status$/, ["eq", "ne", "in"]],
  [/^business_hours$/, ["eq", "ne"]],
];
const TOLD = [
  "message.text",
  "message.type",
  "message.button_id",
  "name",
  "phone",
  "language",
  "external_id",
  "fields.<key>",
  "var.<name>",
  "conversation.status",
  "business_hours",
  ...CONTACT_FIELDS,
].join(", ");

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

/** Read a condition. `{}` holds always. */
export const parseCondition = (input: unknown): Result<ParsedCondition, FilterFault> =>
  parseTree(input, conditionLeaf);

/** What is not ours to know is the filter's of contacts: it refuses what nobody knows. */
function conditionLeaf(leaf: WrittenLeaf): ParsedCondition {
  const { field, pointer } = leaf;
  if (typeof field !== "string") throw unknownField(pointer, TOLD);
  const [, ops] = SOURCES.find(([name]) => name.test(field)) ?? [];
  if (ops !== undefined) {
    const op = operatorIn(ops, leaf);
    const at = valueIn(leaf);
    return { test: { source: field, op, value: valueFor(op, at.value, at.pointer) } };
  }
  if (!CONTACT_FIELDS.includes(field)) throw unknownField(pointer, TOLD);
  return { filter: contactLeaf(leaf) };
}

function valueFor(op: string, value: unknown, pointer: string): Test["value"] {
  const read = isComparison(op)
    ? READERS.number
    : op === "in" || op === "exists"
      ? READERS[op]
      : READERS.text;
  const found = read(value);
  if (found !== null) return found;
  throw new FilterError(
    "invalid_request",
    pointer,
    `Expected ${EXPECTED[op] ?? (isComparison(op) ? "a number" : "a text")}.`,
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

/** No condition asks for these. */
const NOT_ASKED = { lastInboundAt: null, campaigns: new Map() } as const;

/** Whether a condition holds. Texts are compared folded; a number that is none is neither greater nor smaller. */
export function holds(condition: ParsedCondition, world: ConditionWorld): boolean {
  if ("all" in condition) return condition.all.every((one) => holds(one, world));
  if ("any" in condition) return condition.any.some((one) => holds(one, world));
  if ("not" in condition) return !holds(condition.not, world);
  if ("filter" in condition)
    return matchesLeaf(condition.filter, { ...world.contact, ...NOT_ASKED });
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
