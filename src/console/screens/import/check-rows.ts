/** Every row of a list, judged before anything is sent: a person as the API takes one, or why it is none. */
import type { ImportItem } from "../../api/import.ts";
import { fieldName, type Column, type Target } from "./columns.ts";
import type { Row } from "./read-list.ts";

/** Why a row is not sent. The API judges more; what it says comes under its own codes. */
export type Fault =
  | "phone_missing"
  | "phone_rounded"
  | "invalid_phone"
  | "country_required"
  | "twice"
  | "name_long"
  | "tag_invalid"
  | "language_invalid"
  | "date_invalid";

export interface Checked {
  readonly row: Row;
  readonly item: ImportItem | null;
  readonly fault: Fault | null;
  /** For `twice`: the line that has the number already. */
  readonly of?: number;
}

/** How numbers without a leading plus are read. */
export type NumberReading =
  /** They begin with a country code all the same: spreadsheets drop the plus. */
  | { readonly kind: "plus" }
  /** The workspace's default country reads them, if it has one. */
  | { readonly kind: "country"; readonly country: string | null };

export type ConsentPlan =
  | { readonly kind: "none" }
  | {
      readonly kind: "all" | "column";
      /** What the people agreed to, word for word. */
      readonly statement: string;
      /** The day on which they did, `2026-11-27`; a column of dates stands above it. */
      readonly date: string;
      /** For a column: the values, folded, that mean yes. */
      readonly yes: ReadonlySet<string>;
    };

const NAME_MAX = 256;
const TAG_MAX = 64;
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const WRITTEN = /^\+?[\d\s().\-/\u2010-\u2015\u2212]+$/;
const LANGUAGE = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/;
const ROUNDED = /^\d[.,]\d+e\+?\d+$/i;

export const foldValue = (text: string): string => text.trim().toLowerCase();

/** Whether a text of a phone column says which country it is of. */
export const hasCountryCode = (text: string): boolean =>
  /^(?:tel:)?[\s(]*(?:\+|0\s*0)/i.test(text.replace(INVISIBLE, ""));

/** How the rows of a list are read. */
export interface ReadingPlan {
  readonly columns: readonly Column[];
  readonly reading: NumberReading;
  readonly consent: ConsentPlan;
  readonly tags: readonly string[];
  /** What proves a consent beside its words: the list's name. */
  readonly source: string;
}

/** A row's cells by what they are. */
type Cells = (target: Target) => string;

export function checkRows(rows: readonly Row[], plan: ReadingPlan): Checked[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const checked = checkRow(row, plan);
    if (typeof checked === "string") return { row, item: null, fault: checked };
    const { key, item } = checked;
    const before = seen.get(key);
    if (before !== undefined) return { row, item: null, fault: "twice", of: before };
    seen.set(key, row.line);
    return { row, item, fault: null };
  });
}

/** @returns the person, and the digits that no other row may have; or what is wrong with the row. */
function checkRow(
  row: Row,
  plan: ReadingPlan,
): { readonly item: ImportItem; readonly key: string } | Fault {
  const of: Cells = (target) => {
    const column = plan.columns.find((one) => one.target === target);
    return column === undefined ? "" : (row.cells[column.index] ?? "");
  };
  const phone = readPhone(of("phone"), plan.reading);
  if ("fault" in phone) return phone.fault;
  const profile = profileOf(of, plan.tags);
  if (typeof profile === "string") return profile;
  const consent = consentOf(plan.consent, of, `${plan.source}, line ${row.line}`);
  if (consent === "date_invalid") return consent;
  const fields = plan.columns
    .filter(({ target, index }) => target === "field" && row.cells[index])
    .map((column) => [fieldName(column), row.cells[column.index] ?? ""] as const);
  const item = {
    phone: phone.text,
    ...profile,
    ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
    ...(consent !== null && { consent }),
  };
  return { item, key: phone.key };
}

function profileOf(
  of: Cells,
  given: readonly string[],
): Pick<ImportItem, "name" | "tags" | "language" | "external_id"> | Fault {
  const name = of("name") || [of("first_name"), of("last_name")].filter(Boolean).join(" ");
  const own = [...of("tags").split(/[,;|]/), ...given].map((tag) => tag.trim());
  const tags = [...new Set(own)].filter(Boolean);
  const language = of("language");
  const externalId = of("external_id");
  if (name.length > NAME_MAX) return "name_long";
  if (tags.some((tag) => tag.length > TAG_MAX)) return "tag_invalid";
  if (language !== "" && !LANGUAGE.test(language)) return "language_invalid";
  return {
    ...(name !== "" && { name }),
    ...(language !== "" && { language }),
    ...(externalId !== "" && { external_id: externalId }),
    ...(tags.length > 0 && { tags }),
  };
}

/** A number as it is sent, and the digits under which two of them meet. What a number is, the API says. */
export function readPhone(
  given: string,
  reading: NumberReading,
): { readonly text: string; readonly key: string } | { readonly fault: Fault } {
  const text = given
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .trim()
    .replace(/^tel:\s*/i, "");
  if (text === "") return { fault: "phone_missing" };
  if (ROUNDED.test(text)) return { fault: "phone_rounded" };
  const plain = text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) =>
    String(digit.charCodeAt(0) & 0xf),
  );
  if (!WRITTEN.test(plain)) return { fault: "invalid_phone" };
  const digits = plain.replace(/\D/g, "");
  if (hasCountryCode(plain)) return lengthOf(digits.replace(/^00/, ""), 7, text);
  if (reading.kind === "plus") return lengthOf(digits, 7, `+${digits}`);
  if (reading.country === null) return { fault: "country_required" };
  return lengthOf(digits, 4, text);
}

const lengthOf = (digits: string, min: number, text: string) =>
  digits.length < min || digits.length > 15
    ? ({ fault: "invalid_phone" } as const)
    : { text, key: digits };

function consentOf(
  plan: ConsentPlan,
  of: Cells,
  source: string,
): NonNullable<ImportItem["consent"]> | null | "date_invalid" {
  if (plan.kind === "none") return null;
  if (plan.kind === "column" && !plan.yes.has(foldValue(of("consent")))) return null;
  const at = of("consent_date") === "" ? plan.date : readDate(of("consent_date"));
  if (at === null) return "date_invalid";
  return {
    purpose: "marketing",
    action: "grant",
    method: "import",
    statement: plan.statement.trim(),
    source: source.slice(0, 512),
    captured_at: instantOf(at),
  };
}

/** The start of the day where this device is, and never later than now. */
const instantOf = (date: string): string =>
  new Date(Math.min(new Date(`${date}T00:00`).getTime(), Date.now())).toISOString();

/** `2026-11-27`, `27/11/2026`, `27.11.2026`, each perhaps with a time. Month before day is not guessed at. */
export function readDate(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s].*)?$/.exec(text.trim());
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\s.*)?$/.exec(text.trim());
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : local
      ? [local[3], local[2], local[1]]
      : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const parsed = new Date(`${date}T00:00`);
  const isReal = !Number.isNaN(parsed.getTime()) && parsed.getDate() === Number(day);
  return isReal && parsed.getTime() <= Date.now() ? date : null;
}

const YES =
  /^(?:1|x|✓|y|yes|true|ok|sim|s|si|sí|ja|j|agreed|granted|opt(?:ed)?.?in|subscribed|aceit\w*|acept\w*|zugestimmt)$/;

/** Values of a consent column that seem to mean yes. */
export const seemsYes = (value: string): boolean => YES.test(foldValue(value));
