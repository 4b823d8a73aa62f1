import type { NewEvent } from "#core/event/catalogue";
import type { ExportRow } from "#features/exports/queries";

export const exportReady = ({
  id,
  resource,
  rowCount,
}: Pick<ExportRow, "id" | "resource" | "rowCount">): NewEvent => ({
  type: "export.ready",
  data: { export_id: id, resource, rows: rowCount },
});
