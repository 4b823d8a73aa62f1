import type { NewEvent } from "#core/event/catalogue";
import type { ImportProblem } from "#core/import/shapes";
import type { ReadyImport } from "#features/imports/queries";

type Counted = Pick<
  ReadyImport,
  "id" | "dryRun" | "created" | "updated" | "unchanged" | "rejected" | "file"
>;

const countsOf = ({ created, updated, unchanged, rejected }: Counted) => ({
  rows: created + updated + unchanged + rejected,
  created,
  updated,
  unchanged,
  rejected,
});

const named = ({ id, dryRun, file }: Counted) => ({
  import_id: id,
  dry_run: dryRun,
  total_rows: file.rows,
});

/** @param row As it stands after what is told. */
export const importProgress = (row: Counted): NewEvent => ({
  type: "import.progress",
  data: { ...named(row), ...countsOf(row) },
});

export const importCompleted = (row: Counted): NewEvent => ({
  type: "import.completed",
  data: { ...named(row), ...countsOf(row) },
});

export const importFailed = (row: Counted, { code }: ImportProblem): NewEvent => ({
  type: "import.failed",
  data: { ...named(row), ...countsOf(row), reason: code },
});

/** @param row As it stands when its last contact was looked at. */
export const importUndone = ({
  id,
  removed,
  kept,
}: Pick<ReadyImport, "id" | "removed" | "kept">): NewEvent => ({
  type: "import.undone",
  data: { import_id: id, removed, kept },
});
