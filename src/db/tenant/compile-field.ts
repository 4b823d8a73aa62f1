import { isComparing, type FieldLeaf } from "#core/segment/field-leaf";
import { COMPARISON_SQL } from "#db/tenant/comparison-sql";

/**
 * A condition on a contact's own field: key and value are one parameter, so that no text of theirs is SQL. It reads the value by its
 * path: as rows of `json_each` all fields would be read, and billed, for each contact.
 */
export function compileField(leaf: FieldLeaf, bind: (value: string) => string): string {
  // No key of a contact has a quote or a backslash; one that has asks for a key that is nobody's.
  const path = `$."${leaf.key.replaceAll(/["\\]/g, "~")}"`;
  const asked = bind(JSON.stringify([path, leaf.op === "exists" ? null : leaf.value]));
  return `(${conditionOf(leaf, asked)}) IS ${isTurned(leaf) ? "NOT " : ""}TRUE`;
}

/** Whether a leaf asks for those that do not meet its condition. */
const isTurned = (leaf: FieldLeaf): boolean =>
  leaf.op === "ne" || (leaf.op === "exists" && !leaf.exists);

function conditionOf(leaf: FieldLeaf, asked: string): string {
  const value = `json_extract(c.fields, ${asked}->>0)`;
  const type = `json_type(c.fields, ${asked}->>0)`;
  const isNumber = `${type} IN ('integer', 'real')`;
  const isText = `${type} = 'text'`;
  if (isComparing(leaf))
    return `${typeof leaf.value === "number" ? isNumber : `${isText} AND ${value} GLOB ${DAY}`}
      AND ${value} ${COMPARISON_SQL[leaf.op]} ${asked}->>1`;
  switch (leaf.op) {
    case "exists":
      return `${type} <> 'null'`;
    case "in":
      return `${isText} AND ${value} IN (${leaf.value.map((_, i) => `${asked}->1->>${i}`).join(", ")})`;
    case "starts_with":
      return `${isText} AND substr(${value}, 1, length(${asked}->>1)) = ${asked}->>1`;
    case "eq":
    case "ne":
      if (typeof leaf.value === "boolean") return `${type} = json_type(${asked}, '$[1]')`;
      return `${typeof leaf.value === "number" ? isNumber : isText} AND ${value} = ${asked}->>1`;
  }
}

const DAY = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'";
