import { isComparing, type Comparing, type FieldLeaf } from "#core/segment/field-leaf";
import { COMPARISON_SQL } from "#db/tenant/comparison-sql";

/** A condition on a contact's own field: key and value are one parameter, so that no text of theirs is SQL. */
export function compileField(leaf: FieldLeaf, bind: (value: string) => string): string {
  const value = leaf.op === "exists" ? null : leaf.value;
  const asked = bind(JSON.stringify([leaf.key, value]));
  const has = (test: string) =>
    `EXISTS (SELECT 1 FROM json_each(c.fields) f WHERE f.key = ${asked}->>0 AND ${test})`;
  if (isComparing(leaf)) return has(compared(leaf, asked));
  switch (leaf.op) {
    case "exists":
      return `${leaf.exists ? "" : "NOT "}${has("f.type <> 'null'")}`;
    case "in":
      return has(
        `f.type = 'text' AND f.value IN (SELECT value FROM json_each(json_extract(${asked}, '$[1]')))`,
      );
    case "starts_with":
      return has(`f.type = 'text' AND substr(f.value, 1, length(${asked}->>1)) = ${asked}->>1`);
    case "eq":
    case "ne":
      return `${leaf.op === "ne" ? "NOT " : ""}${has(sameAs(leaf.value, asked))}`;
  }
}

const compared = ({ op, value }: Comparing, asked: string): string =>
  `${typeof value === "number" ? IS_NUMBER : IS_DAY} AND f.value ${COMPARISON_SQL[op]} ${asked}->>1`;

const IS_DAY = "f.type = 'text' AND f.value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'";
const IS_NUMBER = "f.type IN ('integer', 'real')";

function sameAs(value: string | number | boolean, asked: string): string {
  if (typeof value === "boolean") return `f.type = json_type(${asked}, '$[1]')`;
  const type = typeof value === "number" ? IS_NUMBER : "f.type = 'text'";
  return `${type} AND f.value = ${asked}->>1`;
}
