/** Which column of a list is what: guessed by its name, else by its values. */
import type { List } from "./read-list.ts";

export const TARGETS = [
  "skip",
  "name",
  "first_name",
  "last_name",
  "phone",
  "tags",
  "consent",
  "consent_date",
  "language",
  "external_id",
  "field",
] as const;
export type Target = (typeof TARGETS)[number];

/** Targets that several columns may have. */
const MANY: readonly Target[] = ["skip", "field"];

export interface Column {
  readonly index: number;
  /** Its name in the first row; null when the first row holds a person already. */
  readonly header: string | null;
  readonly examples: readonly string[];
  readonly target: Target;
}

/** Names of columns in the languages of the console, folded. */
const NAMES: readonly (readonly [Target, RegExp])[] = [
  [
    "consent_date",
    /(consent|opt.?in|consentimento|consentimiento|einwilligung).*(date|data|fecha|datum)|^(date|data|fecha|datum).*(consent|opt.?in|einwilligung)/,
  ],
  ["consent", /consent|opt.?in|marketing|aceit|acept|newsletter|einwilligung|zustimmung/],
  [
    "phone",
    /phone|telefon|telefone|telefono|mobile|celular|movil|handy|whats|^tel\.?$|^fone|numero|rufnummer|^number$/,
  ],
  ["first_name", /^(first|given).?name$|^primeiro nome$|^nombre de pila$|^vorname$/],
  ["last_name", /^(last|family|sur).?name$|^sobrenome$|^apellidos?$|^nachname$|^familienname$/],
  [
    "name",
    /^(full |display )?name$|^nome( completo)?$|^nombre( completo)?$|cliente?$|customer|contact|kunde|^contato|^contacto/,
  ],
  ["tags", /^tags?$|labels?|etiquet|schlagw|groups?$|grupos?$|gruppe/],
  ["language", /language|lingua|idioma|sprache|locale/],
  ["external_id", /external|^id$|customer.?id|kundennummer|codigo|crm/],
];

const PHONE = /^(?:tel:)?\s*\+?[\d(][\d\s()./-]{5,}$/;

export const looksLikePhone = (text: string): boolean =>
  PHONE.test(text) && text.replace(/\D/g, "").length >= 7;

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .trim();

/** A first row without a number above rows with numbers names the columns. */
export function hasHeader({ rows }: List): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || first.cells.some(looksLikePhone)) return false;
  return (
    rest.slice(0, 20).some(({ cells }) => cells.some(looksLikePhone)) ||
    first.cells.some((cell) => NAMES.some(([, pattern]) => pattern.test(fold(cell))))
  );
}

const EXAMPLES = 3;

/** Every column with what it seems to be. No target is guessed twice. */
export function guessColumns(list: List, isNamed: boolean): Column[] {
  const body = list.rows.slice(isNamed ? 1 : 0);
  const width = Math.max(0, ...list.rows.slice(0, 200).map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, index) => ({
    index,
    header: isNamed ? (list.rows[0]?.cells[index] ?? "") : null,
    values: body.slice(0, 200).flatMap(({ cells }) => cells[index] || []),
  }));
  const taken = new Map<number, Target>();
  const take = (target: Target, is: (column: (typeof columns)[number]) => boolean) => {
    if ([...taken.values()].includes(target)) return;
    const found = columns.find((column) => !taken.has(column.index) && is(column));
    if (found !== undefined) taken.set(found.index, target);
  };
  const arePhones = (values: readonly string[]) =>
    values.length > 0 && values.filter(looksLikePhone).length * 2 > values.length;
  if (isNamed)
    for (const [target, pattern] of NAMES)
      take(
        target,
        ({ header, values }) =>
          pattern.test(fold(header ?? "")) && (target !== "phone" || arePhones(values)),
      );
  take("phone", ({ values }) => arePhones(values));
  const hasName = [...taken.values()].some((one) => one === "name" || one === "first_name");
  if (!hasName && !isNamed)
    take(
      "name",
      ({ values }) => values.length > 0 && values.every((value) => /\p{L}/u.test(value)),
    );
  return columns.map(({ index, header, values }) => ({
    index,
    header,
    examples: [...new Set(values)].slice(0, EXAMPLES),
    target: taken.get(index) ?? "skip",
  }));
}

/** One column becomes something; what only one can be is taken from the other. */
export const withTarget = (columns: readonly Column[], index: number, target: Target): Column[] =>
  columns.map((column) =>
    column.index === index
      ? { ...column, target }
      : column.target === target && !MANY.includes(target)
        ? { ...column, target: "skip" }
        : column,
  );

/** The name of a field that holds a column, as the API takes one. */
export const fieldName = ({ header, index }: Column): string => {
  const plain = (header ?? "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}_ .-]/gu, " ")
    .replace(/^[ .-]+/, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 64);
  return plain === "" ? `column_${index + 1}` : plain;
};
