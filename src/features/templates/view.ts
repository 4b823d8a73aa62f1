import { marksOn } from "#core/template/marks";
import { withMarks } from "#core/template/opt-out-buttons";
import { variablesOf } from "#core/whatsapp/template";
import { metaComponents } from "#core/whatsapp/template-components";
import type { TemplateRow } from "#features/templates/queries";
import type { TemplateView } from "#features/templates/schemas";

/** A row on the wire. */
export const templateView = (row: TemplateRow): TemplateView => ({
  id: row.id,
  waba_id: row.wabaId,
  name: row.name,
  language: row.language,
  category: row.category,
  parameter_format: row.parameterFormat,
  components: withMarks(metaComponents(row.components), row.optOutButtons),
  status: row.status,
  meta_template_id: row.metaTemplateId,
  quality: row.quality,
  rejected_reason: row.rejectedReason,
  marks: [...marksOn(row.marks)],
  variables: variablesOf(row).map(({ key, kind, max }) => ({ key, kind, max })),
  archived_at: row.archivedAt === null ? null : new Date(row.archivedAt).toISOString(),
  paused_until: row.pausedUntil === null ? null : new Date(row.pausedUntil).toISOString(),
  created_at: new Date(row.createdAt).toISOString(),
});
