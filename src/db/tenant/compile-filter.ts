import { BEGINNING_LENGTHS } from "#core/contact/country-phones";
import { byField, type ByField, type Filter, type Leaf, type LeafOn } from "#core/segment/filter";
import { COMPARISON_SQL } from "#db/tenant/comparison-sql";
import { compileField } from "#db/tenant/compile-field";
import { countedAs } from "#db/tenant/counted-as";

/** A condition over the contacts table under the alias `c`. */
export interface CompiledFilter {
  /** A parameter may stand at several places. */
  readonly sql: string;
  /** In order: the value of `?<firstParam>` first. At most one for each leaf. */
  readonly params: readonly string[];
  /** How many rows beside its own are looked up for each contact, at most. */
  readonly lookups: number;
}

const COLUMNS = {
  name: "c.name",
  external_id: "c.external_id",
  phone: "c.phone",
  language: "c.language",
} as const;

/**
 * Turn a parsed filter into SQL. Parameters are numbered, so the condition can stand anywhere in a statement that has its
 * own, numbered below `firstParam`. A condition is true or false, never NULL, so that `NOT` turns it round.
 */
export function compileFilter(filter: Filter, firstParam = 1): CompiledFilter {
  const params: string[] = [];
  const bind = (value: string) => `?${firstParam + params.push(value) - 1}`;
  return { sql: conditionOf(filter, bind), params, lookups: lookupsOf(filter) };
}

/** A tag is a row of its own, and what a person wrote last that of a thread. */
function lookupsOf(filter: Filter): number {
  const sum = (filters: readonly Filter[]) =>
    filters.reduce((total, each) => total + lookupsOf(each), 0);
  if ("all" in filter) return sum(filter.all);
  if ("any" in filter) return sum(filter.any);
  if ("not" in filter) return lookupsOf(filter.not);
  return filter.field === "last_inbound_at" || (filter.field === "tags" && filter.op === "contains")
    ? 1
    : 0;
}

/** @returns The parameter of a value. */
type Bind = (value: string) => string;

function conditionOf(filter: Filter, bind: Bind): string {
  if ("all" in filter) return filter.all.length === 0 ? "1" : joined(filter.all, "AND", bind);
  if ("any" in filter) return joined(filter.any, "OR", bind);
  if ("not" in filter) return `NOT ${conditionOf(filter.not, bind)}`;
  return `(${leafCondition(filter, bind)})`;
}

const joined = (filters: readonly Filter[], word: "AND" | "OR", bind: Bind): string =>
  `(${filters.map((filter) => conditionOf(filter, bind)).join(` ${word} `)})`;

/** A conversation's id begins with its contact's ten characters of time, so those of a contact are a short range of the key. */
const LAST_INBOUND = `(SELECT max(v.last_inbound_at) FROM conversations v WHERE v.id >= 'cnv_' || substr(c.id, 5, 10)
  AND v.id < 'cnv_' || substr(c.id, 5, 10) || '~' AND v.contact_id = c.id)`;

const KEY_START = "(SELECT p.message_prefix FROM campaigns p WHERE p.id = ";

const leafCondition = (leaf: Leaf, bind: Bind): string => byField(CONDITIONS, leaf, bind);

const CONDITIONS: ByField<Bind, string> = {
  // An empty list of tags is always written as `[]`.
  tags: (leaf, bind) =>
    leaf.op === "exists"
      ? `c.tags ${leaf.exists ? "<>" : "="} '[]'`
      : `EXISTS (SELECT 1 FROM contact_tags t WHERE t.tag = ${bind(leaf.tag)} AND t.contact_id = c.id)`,
  name: textCondition,
  external_id: textCondition,
  phone: textCondition,
  language: textCondition,
  country: countryCondition,
  fields: compileField,
  "consent.marketing": ({ op, state }, bind) => `c.marketing ${COMPARISON_SQL[op]} ${bind(state)}`,
  created_at: (leaf, bind) => instantCondition(leaf, "c.created_at", bind),
  last_inbound_at: (leaf, bind) => instantCondition(leaf, LAST_INBOUND, bind),
  campaign: campaignCondition,
};

function instantCondition(leaf: LeafOn<"created_at">, instant: string, bind: Bind): string {
  if (leaf.op === "exists") return `${instant} IS ${leaf.exists ? "NOT " : ""}NULL`;
  return `(${instant} ${COMPARISON_SQL[leaf.op]} CAST(${bind(String(leaf.atMs))} AS INTEGER)) IS TRUE`;
}

function textCondition(leaf: LeafOn<keyof typeof COLUMNS>, bind: Bind): string {
  const column = COLUMNS[leaf.field];
  if (leaf.op === "in") {
    const list = bind(JSON.stringify(leaf.values));
    return `(${column} IN (${leaf.values.map((_, i) => `${list}->>${i}`).join(", ")})) IS TRUE`;
  }
  const value = bind(leaf.values[0] ?? "");
  if (leaf.op === "starts_with")
    return `(substr(${column}, 1, length(${value})) = ${value}) IS TRUE`;
  return `${column} IS ${leaf.op === "ne" ? "NOT " : ""}${value}`;
}

/** Beginnings are signs and digits of our own, so a text that lists them is searched: a list of rows would be read for each contact. */
function countryCondition({ op, beginnings }: LeafOn<"country">, bind: Bind): string {
  const list = bind(` ${beginnings.join(" ")} `);
  const isOne = BEGINNING_LENGTHS.map(
    (length) =>
      `(length(c.phone) >= ${length} AND instr(${list}, ' ' || substr(c.phone, 1, ${length}) || ' ') > 0)`,
  );
  return `(${isOne.join(" OR ")}) IS ${op === "ne" ? "NOT " : ""}TRUE`;
}

/** The ids of a campaign's messages are a range of their key. */
function campaignCondition({ campaignId, state }: LeafOn<"campaign">, bind: Bind): string {
  const asked = bind(JSON.stringify([campaignId, state]));
  const start = `${KEY_START}${asked}->>0)`;
  return `c.id IN (SELECT m.contact_id FROM messages m WHERE m.id >= ${start} AND m.id < ${start} || '~'
    AND ${countedAs("m.state", "m.skip_reason")} = ${asked}->>1)`;
}
