import type { AppError } from "#core/errors";
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { ImportColumn } from "#core/import/mapping";
import { faultOfCell, readRow, type RowConsent, type RowFault } from "#core/import/row";
import type { ConsentDeclaration, RowReport } from "#core/import/shapes";
import type { Statement } from "#db/statement";
import type { ConsentBody } from "#features/consent/index";
import {
  checkItem,
  planContacts,
  type CheckedItem,
  type PlannedItem,
} from "#features/contacts/index";
import type { ReadyImport } from "#features/imports/queries";
import type { WrittenSlice } from "#features/imports/writes";
import type { ScopedContext } from "#platform/context";
import type { CsvRecord } from "#platform/csv-records";

/** A row that was read, and what became of it so far. */
interface Item {
  readonly record: CsvRecord;
  readonly checked: CheckedItem;
  readonly consent: RowConsent;
}

/** What the rows of a slice come to. In a dry run nothing of it is written but its counts and reports. */
export interface PlannedSlice {
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
  readonly slice: Pick<WrittenSlice, "created" | "known" | "reports" | "counts">;
}

/** Decide on rows as a batch of the API would: the same schema, the same book, the same refusals. */
export async function planSlice(
  ctx: ScopedContext,
  row: ReadyImport,
  records: readonly CsvRecord[],
): Promise<PlannedSlice> {
  const tally = new Tally(row);
  const items = records.flatMap((record) => readItem(ctx, row, { record, tally }) ?? []);
  const plan = await planContacts(
    ctx,
    items.map(({ checked }) => checked),
    {
      onConflict: row.settings.onConflict,
      tags: "add",
      consent: row.repeats === null ? "if_possible" : "if_unknown",
    },
  );
  for (const [i, outcome] of plan.outcomes.entries()) {
    const item = items[i];
    if (item !== undefined) tally.settle(item, outcome);
  }
  const { statements, events } = row.dryRun ? NOTHING : plan;
  return { statements, events, slice: tally.slice() };
}

const NOTHING = { statements: [], events: [] };

/** Nothing when the row cannot be one; then it is told. */
function readItem(
  ctx: ScopedContext,
  { id, settings }: ReadyImport,
  { record, tally }: { readonly record: CsvRecord; readonly tally: Tally },
): Item | undefined {
  const read = record.isMalformed
    ? { faults: [MALFORMED] }
    : readRow(record.cells, {
        columns: settings.columns,
        tags: settings.tags,
        isDeclared: settings.consent !== null,
        nowMs: ctx.nowMs(),
      });
  if ("faults" in read) {
    tally.reject(record.line, read.faults);
    return undefined;
  }
  const { body, consent } = read.row;
  const checked = checkItem(ctx, body, settings.defaultCountry ?? undefined);
  const act =
    settings.consent === null || consent.type === "unknown"
      ? undefined
      : actOf(settings.consent, { id, line: record.line, atMs: consent.atMs });
  return { record, checked: "error" in checked ? checked : { ...checked, consent: act }, consent };
}

const MALFORMED: RowFault = {
  column: "",
  code: "invalid_quotes",
  value: "",
  message: "A quote stands where none can. Double a quote inside a quoted text.",
};
const SOURCE_MAX = 512;

/** The ledger names the file and the line; who answers for it, and what proves it, stands with the import. */
const actOf = (
  declared: ConsentDeclaration,
  of: { readonly id: Id<"import">; readonly line: number; readonly atMs: number | null },
): ConsentBody => {
  const atMs = of.atMs ?? declared.capturedAtMs;
  return {
    purpose: declared.purpose,
    action: "grant",
    method: "import",
    statement: declared.statement,
    source: `${of.id}, line ${of.line}: ${declared.source}`.slice(0, SOURCE_MAX),
    ...(declared.statementLanguage === null
      ? {}
      : { statement_language: declared.statementLanguage }),
    ...(atMs === null ? {} : { captured_at: new Date(atMs).toISOString() }),
  };
};

/** What the rows of a slice came to: every row counts once. */
class Tally {
  private readonly row: ReadyImport;
  private readonly counts = {
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    granted: 0,
    withheld: 0,
  };
  private readonly reports: RowReport[] = [];
  private readonly created = new Set<Id<"contact">>();
  private readonly known = new Set<Id<"contact">>();

  constructor(row: ReadyImport) {
    this.row = row;
  }

  reject(line: number, faults: readonly RowFault[]): void {
    this.counts.rejected += 1;
    for (const fault of faults) this.reports.push({ ...fault, line, outcome: "rejected" });
  }

  settle({ record, checked, consent }: Item, outcome: PlannedItem): void {
    const { line } = record;
    if (outcome.status === "failed") {
      this.reject(line, faultsOf(this.row, record, outcome.error));
      return;
    }
    this.counts[outcome.status] += 1;
    if (outcome.status === "created") this.created.add(outcome.row.id);
    else this.known.add(outcome.row.id);
    this.tellConsent(line, consent, outcome.withheld);
    if ("consent" in checked && checked.consent !== undefined)
      if (outcome.withheld === null || outcome.withheld === "already_granted")
        this.counts.granted += 1;
      else this.counts.withheld += 1;
    if (outcome.before !== null && outcome.before.createdAt >= this.row.createdAt)
      this.tell(line, SAME_CONTACT);
  }

  slice(): Pick<WrittenSlice, "created" | "known" | "reports" | "counts"> {
    const { dryRun } = this.row;
    return {
      // In a dry run those whom it would make are nobody.
      created: dryRun ? [] : [...this.created],
      known: [...this.known].filter((id) => !this.created.has(id)),
      reports: this.reports.toSorted((a, b) => a.line - b.line),
      counts: this.counts,
    };
  }

  private tellConsent(
    line: number,
    consent: RowConsent,
    withheld: Exclude<PlannedItem, { status: "failed" }>["withheld"],
  ): void {
    if (consent.type === "unknown" && consent.fault !== null) this.tell(line, consent.fault);
    if (withheld === "withdrawn_by_person") this.tell(line, WITHDRAWN);
    if (withheld === "recipient_suppressed") this.tell(line, SUPPRESSED);
  }

  private tell(line: number, fault: RowFault): void {
    this.reports.push({ ...fault, line, outcome: "imported" });
  }
}

const SAME_CONTACT = faultOfCell("", "", {
  code: "same_contact",
  message: "A row before it made this contact: the two were merged.",
});
const WITHDRAWN = faultOfCell("", "", {
  code: "withdrawn_by_person",
  message: "The person withdrew. Only their own message or confirmed opt-in grants again.",
});
const SUPPRESSED = faultOfCell("", "", {
  code: "recipient_suppressed",
  message: "The person is on the suppression list, and is not written down as one who consented.",
});

/** A refusal in the words of the file: the column whose cell is at fault, and what it holds. */
function faultsOf(
  { settings }: ReadyImport,
  { cells }: CsvRecord,
  error: AppError,
): readonly RowFault[] {
  const errors = error.extras.errors ?? [];
  if (errors.length === 0)
    return [faultOfCell("", "", { code: error.code, message: error.message })];
  return errors.map(({ pointer, code, message }) => {
    const i = settings.columns.findIndex((column) => isAt(column, pointer));
    return faultOfCell(settings.columns[i]?.header ?? "", (cells[i] ?? "").trim(), {
      code,
      message,
    });
  });
}

function isAt({ target }: ImportColumn, pointer: string): boolean {
  const [, member, key] = pointer.split("/");
  if (target.kind === "member") return target.member === member;
  if (target.kind === "tags") return member === "tags";
  return target.kind === "field" && member === "fields" && target.rule.key === key;
}
