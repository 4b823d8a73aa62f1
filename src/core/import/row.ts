import { fieldFromText, type FieldRule } from "#core/contact/field-types";
import { readConsentCell, readInstantCell } from "#core/import/consent-cell";
import type { ImportColumn, ImportTarget } from "#core/import/mapping";

/** What is wrong with a cell, or with a row: then `column` is empty. */
export interface RowFault {
  readonly column: string;
  readonly code: string;
  /** What stands in the cell, cut to {@link FAULT_VALUE_MAX} characters. */
  readonly value: string;
  readonly message: string;
}

/** What a row says of consent. A person who did not clearly say yes is not written as one who did. */
export type RowConsent =
  | { readonly type: "granted"; readonly atMs: number | null }
  | { readonly type: "unknown"; readonly fault: RowFault | null };

/** A row as a contact would be given to the API, its consent apart. */
export interface ReadRow {
  readonly body: Readonly<Record<string, unknown>>;
  readonly consent: RowConsent;
}

export interface ReadingRows {
  readonly columns: readonly ImportColumn[];
  /** Tags of every row. */
  readonly tags: readonly string[];
  /** Whether somebody declared that the people of the file consented. */
  readonly isDeclared: boolean;
  readonly nowMs: number;
}

export const FAULT_VALUE_MAX = 200;
/** Clocks of callers run a little ahead, ms. */
const AHEAD_MAX_MS = 5 * 60_000;
const SCIENTIFIC = /^\+?\d(?:[.,]\d+)?E\+?\d{1,3}$/i;

/**
 * Read a row. Cells are texts, and stay what they say: nothing is calculated. An empty cell says nothing.
 *
 * @returns The row, or everything that is wrong with it.
 */
export function readRow(
  cells: readonly string[],
  reading: ReadingRows,
): { readonly row: ReadRow } | { readonly faults: readonly RowFault[] } {
  const { columns } = reading;
  if (cells.length !== columns.length && !isPadded(cells, columns.length))
    return {
      faults: [
        {
          column: "",
          code: "column_count",
          value: String(cells.length),
          message: `The row has ${cells.length} cells, the header ${columns.length}.`,
        },
      ],
    };
  const gathered = gather(cells, reading);
  return gathered.faults.length > 0 ? { faults: gathered.faults } : { row: gathered.row };
}

/** Spreadsheets pad rows with empty cells at the end. */
const isPadded = (cells: readonly string[], count: number): boolean =>
  cells.length > count && cells.slice(count).every((cell) => cell.trim() === "");

function gather(cells: readonly string[], reading: ReadingRows) {
  const gathering = new Gathering(reading);
  for (const [i, { header, target }] of reading.columns.entries()) {
    const text = (cells[i] ?? "").trim();
    // Of consent an empty cell tells: nobody who said nothing agreed.
    if (target.kind === "consent" || text !== "") gathering.take(target, header, text);
  }
  return gathering.whole();
}

/** What the cells of a row said so far. */
class Gathering {
  private readonly members: Record<string, unknown> = {};
  private readonly fields: Record<string, unknown> = {};
  private readonly tags: string[];
  private readonly consent: ConsentCells;
  private readonly faults: RowFault[] = [];

  constructor({ tags, isDeclared, nowMs }: ReadingRows) {
    this.tags = [...tags];
    this.consent = new ConsentCells(isDeclared, nowMs);
  }

  take(target: ImportTarget, header: string, text: string): void {
    switch (target.kind) {
      case "ignored":
        break;
      case "consent":
      case "consent_at":
        this.consent.take(target.kind, header, text);
        break;
      case "tags":
        this.tags.push(...tagsOf(text));
        break;
      case "member":
        this.members[target.member] = text;
        if (target.member === "phone" && SCIENTIFIC.test(text))
          this.faults.push(scientific(header, text));
        break;
      case "field":
        this.takeField(target.rule, header, text);
    }
  }

  whole(): { readonly row: ReadRow; readonly faults: readonly RowFault[] } {
    const body = {
      ...this.members,
      ...(Object.keys(this.fields).length > 0 ? { fields: this.fields } : {}),
      ...(this.tags.length > 0 ? { tags: this.tags } : {}),
    };
    return { row: { body, consent: this.consent.read() }, faults: this.faults };
  }

  private takeField(rule: FieldRule, header: string, text: string): void {
    const value = fieldFromText(rule, text);
    if (value.ok) this.fields[rule.key] = value.value;
    else this.faults.push(faultOfCell(header, text, value.error));
  }
}

/** Tags stand in one cell with commas, semicolons or bars between them. */
const tagsOf = (text: string): readonly string[] =>
  text
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

/** @param fault Its code and the words for a person. */
export const faultOfCell = (
  column: string,
  value: string,
  { code, message }: { readonly code: string; readonly message: string },
): RowFault => ({ column, code, value: cut(value), message });

/** Never half of a letter. */
const cut = (text: string): string =>
  text.length <= FAULT_VALUE_MAX ? text : text.slice(0, FAULT_VALUE_MAX).toWellFormed();

const scientific = (column: string, value: string): RowFault =>
  faultOfCell(column, value, {
    code: "scientific_notation",
    message:
      "A spreadsheet has shortened the number and lost digits. Format the column as text, and export again.",
  });

/** The cells of a row that tell of consent. */
class ConsentCells {
  private readonly isDeclared: boolean;
  private readonly nowMs: number;
  private fault: RowFault | null = null;
  private isYes: boolean | undefined;
  private atMs: number | null = null;

  constructor(isDeclared: boolean, nowMs: number) {
    this.isDeclared = isDeclared;
    this.nowMs = nowMs;
  }

  take(kind: "consent" | "consent_at", column: string, text: string): void {
    if (kind === "consent") this.takeWord(column, text);
    else this.takeInstant(column, text);
  }

  /** Without a declaration nobody can tell what a yes was said to. */
  read(): RowConsent {
    return this.isDeclared && this.fault === null && this.isYes !== false
      ? { type: "granted", atMs: this.atMs }
      : { type: "unknown", fault: this.fault };
  }

  private takeWord(column: string, text: string): void {
    const said = readConsentCell(text);
    this.isYes = said === "yes";
    if (said === "unclear")
      this.fault ??= faultOfCell(column, text, {
        code: "unclear_consent",
        message: "This is neither yes nor no. The contact is imported without consent.",
      });
  }

  private takeInstant(column: string, text: string): void {
    const atMs = readInstantCell(text);
    if (atMs === undefined)
      this.fault ??= faultOfCell(column, text, {
        code: "invalid_date",
        message: "Write the day as 2026-03-31. The contact is imported without consent.",
      });
    else if (atMs > this.nowMs + AHEAD_MAX_MS)
      this.fault ??= faultOfCell(column, text, {
        code: "future_date",
        message: "Nobody has consented in the future. The contact is imported without consent.",
      });
    else this.atMs = atMs;
  }
}
