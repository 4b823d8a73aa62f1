/** Which column of a list is what: guessed by its name, else by its values. */
import type { ContactField } from "../../api/fields.ts";
import type { List } from "./read-list.ts";

/** What a column can become beside a declared field; `field` is a new one under the column's name. */
export const TARGETS = [
  "skip",
  "name",
  "phone",
  "tags",
  "consent",
  "consent_at",
  "language",
  "timezone",
  "external_id",
  "bsuid",
  "field",
] as const;
/** One of {@link TARGETS}, or `fields.<key>` of a field that is declared. */
export type Target = (typeof TARGETS)[number] | `fields.${string}`;

/** Targets that several columns may have. */
const MANY: readonly Target[] = ["skip", "field", "tags"];
/** By which a person is recognised. */
const IDENTITIES: readonly Target[] = ["phone", "external_id", "bsuid"];

export interface Column {
  readonly index: number;
  /** As the file that is sent heads it. */
  readonly header: string;
  readonly examples: readonly string[];
  readonly target: Target;
}

/** Names of columns in the languages of the console, folded. */
const NAMES: readonly (readonly [Target, RegExp])[] = [
  [
    "consent_at",
    /(consent|opt.?in|consentimento|consentimiento|einwilligung).*(date|data|fecha|datum)|^(date|data|fecha|datum).*(consent|opt.?in|einwilligung)/,
  ],
  ["consent", /consent|opt.?in|marketing|aceit|acept|newsletter|einwilligung|zustimmung/],
  [
    "phone",
    /phone|telefon|telefone|telefono|mobile|celular|movil|handy|whats|^tel\.?$|^fone|numero|rufnummer|^number$/,
  ],
  [
    "name",
    /^(full |display )?name$|^nome( completo)?$|^nombre( completo)?$|cliente?$|customer|contact|kunde|^contato|^contacto/,
  ],
  ["tags", /^tags?$|labels?|etiquet|schlagw|groups?$|grupos?$|gruppe/],
  ["language", /language|lingua|idioma|sprache|locale/],
  ["timezone", /time.?zone|fuso|zona horaria|zeitzone/],
  ["bsuid", /bsuid|user.?id/],
  ["external_id", /external|^id$|customer.?id|kundennummer|codigo|crm/],
];
/** Without a whole name the first one is it, and the last one a field. */
const PARTS: readonly (readonly [Target, RegExp])[] = [
  ["name", /^(first|given).?name$|^primeiro nome$|^nombre de pila$|^vorname$/],
  ["field", /^(last|family|sur).?name$|^sobrenome$|^apellidos?$|^nachname$|^familienname$/],
];

const PHONE = /^(?:tel:)?\s*\+?[\d(][\d\s()./-]{5,}$/;

export const looksLikePhone = (text: string): boolean =>
  PHONE.test(text) && text.replace(/\D/g, "").length >= 7;

/** Whether a text of a phone column says which country it is of. */
export const hasCountryCode = (text: string): boolean => /^(?:tel:)?[\s(]*(?:\+|0\s*0)/i.test(text);

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .trim();

/** A first row without a number above rows with numbers names the columns. */
export function hasHeader({ rows }: List): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || first.some(looksLikePhone)) return false;
  return (
    rest.slice(0, 20).some((cells) => cells.some(looksLikePhone)) ||
    first.some((cell) => NAMES.some(([, pattern]) => pattern.test(fold(cell))))
  );
}

const EXAMPLES = 3;

/** What heads the columns of a list that does not say. */
export const headerOf = (index: number): string => `Column ${index + 1}`;

/** Every column with what it seems to be. No target is guessed twice. */
export function guessColumns(
  list: List,
  isNamed: boolean,
  fields: readonly Pick<ContactField, "key" | "label">[],
): Column[] {
  const body = list.rows.slice(isNamed ? 1 : 0);
  const width = Math.max(0, ...list.rows.map((cells) => cells.length));
  const columns = Array.from({ length: width }, (_, index) => ({
    index,
    header: isNamed ? (list.rows[0]?.[index] ?? "") : headerOf(index),
    values: body.flatMap((cells) => cells[index] || []),
  }));
  const taken = new Map<number, Target>();
  const take = (target: Target, is: (column: (typeof columns)[number]) => boolean) => {
    if (target !== "field" && [...taken.values()].includes(target)) return;
    const found = columns.find((column) => !taken.has(column.index) && is(column));
    if (found !== undefined) taken.set(found.index, target);
  };
  const arePhones = (values: readonly string[]) =>
    values.length > 0 && values.filter(looksLikePhone).length * 2 > values.length;
  if (isNamed) {
    for (const { key, label } of fields)
      take(`fields.${key}`, ({ header }) => [fold(key), fold(label)].includes(fold(header)));
    for (const [target, pattern] of [...NAMES, ...PARTS])
      take(
        target,
        ({ header, values }) =>
          pattern.test(fold(header)) && (target !== "phone" || arePhones(values)),
      );
  }
  take("phone", ({ values }) => arePhones(values));
  if (!isNamed)
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

/** Whether some column says who a person is. */
export const namesPeople = (columns: readonly Column[]): boolean =>
  columns.some(({ target }) => IDENTITIES.includes(target));

export const tellsConsent = (columns: readonly Column[]): boolean =>
  columns.some(({ target }) => target === "consent" || target === "consent_at");

/** The key of a new field that holds a column, as the API takes one. */
export const fieldName = ({ header, index }: Column): string => {
  const plain = header
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}_ .-]/gu, " ")
    .replace(/^[ .-]+/, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 64);
  return plain === "" ? `column_${index + 1}` : plain;
};

/** By header, what each column becomes. @param withConsent False leaves out what tells of consent. */
export const mappingOf = (
  columns: readonly Column[],
  withConsent: boolean,
): Record<string, string> =>
  Object.fromEntries(
    columns
      .filter(
        ({ target, header }) =>
          target !== "skip" &&
          header !== "" &&
          (withConsent || (target !== "consent" && target !== "consent_at")),
      )
      .map((column) => [
        column.header,
        column.target === "field" ? `fields.${fieldName(column)}` : column.target,
      ]),
  );
