import type { ImportTarget } from "#core/import/mapping";
import type { ConsentDeclaration } from "#core/import/shapes";
import { IMPORT_KEPT_MS } from "#core/import/states";
import type { ReadyImport } from "#features/imports/queries";
import type { ImportView } from "#features/imports/schemas";

/** The wire shape of an import. */
export const importView = (row: ReadyImport): ImportView => {
  const { file, settings, created, updated, unchanged, rejected, granted, withheld } = row;
  const written = created + updated + unchanged;
  return {
    id: row.id,
    status: row.status,
    dry_run: row.dryRun,
    file_name: row.fileName,
    size: row.size ?? 0,
    encoding: file.encoding,
    delimiter: file.delimiter,
    columns: settings.columns.map(({ header, target }) => ({
      header,
      to: nameOf(target),
      type: target.kind === "field" ? target.rule.type : null,
    })),
    tags: [...settings.tags],
    on_conflict: settings.onConflict,
    consent: settings.consent === null ? null : consentView(settings.consent),
    total_rows: file.rows,
    rows: written + rejected,
    created,
    updated,
    unchanged,
    rejected,
    consents: { granted, unknown: written - granted - withheld, withheld },
    reported: row.reported,
    repeats: row.repeats,
    undo:
      row.status === "undoing" || row.status === "undone"
        ? { removed: row.removed, kept: row.kept }
        : null,
    error: row.error,
    created_at: new Date(row.createdAt).toISOString(),
    started_at: told(row.startedAt),
    ended_at: told(row.endedAt),
    expires_at: row.endedAt === null ? null : told(row.endedAt + IMPORT_KEPT_MS),
  };
};

const told = (atMs: number | null): string | null =>
  atMs === null ? null : new Date(atMs).toISOString();

function nameOf(target: ImportTarget): string {
  switch (target.kind) {
    case "member":
      return target.member;
    case "field":
      return `fields.${target.rule.key}`;
    case "ignored":
      return "ignore";
    case "tags":
    case "consent":
    case "consent_at":
      return target.kind;
  }
}

const consentView = (declared: ConsentDeclaration): NonNullable<ImportView["consent"]> => ({
  purpose: declared.purpose,
  statement: declared.statement,
  statement_language: declared.statementLanguage,
  source: declared.source,
  captured_at: told(declared.capturedAtMs),
  evidence_media_id: declared.evidenceMediaId,
  declared_by: declared.declaredBy,
});
