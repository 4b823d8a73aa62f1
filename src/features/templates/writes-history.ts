import type { Id } from "#core/ids";
import { differencesOf, type Difference } from "#core/template/diff";
import { marksOn } from "#core/template/marks";
import { withMarks } from "#core/template/opt-out-buttons";
import { metaComponents } from "#core/whatsapp/template-components";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { HistoryRow, TemplateRow } from "#features/templates/queries";

/** What is kept of a change: who brought it about, when (Unix ms), and the template before and after. */
export interface Recorded {
  readonly act: HistoryRow["act"];
  readonly atMs: number;
  /** Null of a template that was not here. */
  readonly before: TemplateRow | null;
  readonly after: TemplateRow;
}

/** Keep a change in the template's history; nothing when nothing of it is told there. */
export function recordChange(db: TenantDb, recorded: Recorded): Statement[] {
  const changes = changesOf(recorded);
  if (changes.length === 0) return [];
  return [
    statement(
      db,
      `INSERT INTO template_history (template_id, seq, at, act, changes)
       SELECT ?1, coalesce(max(seq), 0) + 1, ?2, ?3, ?4 FROM template_history WHERE template_id = ?1`,
      recorded.after.id,
      recorded.atMs,
      recorded.act,
      JSON.stringify(changes),
    ),
  ];
}

const changesOf = ({ before, after }: Recorded): readonly Difference[] =>
  differencesOf(before === null ? {} : told(before), told(after));

/** What of a template the history tells, as the wire names it. */
const told = (row: TemplateRow): object => ({
  name: row.name,
  language: row.language,
  category: row.category,
  status: row.status,
  quality: row.quality,
  rejected_reason: row.rejectedReason,
  marks: marksOn(row.marks),
  components: withMarks(metaComponents(row.components), row.optOutButtons),
});

/** Forget what became of a template. */
export const deleteHistory = (db: TenantDb, id: Id<"template">): Statement =>
  statement(db, "DELETE FROM template_history WHERE template_id = ?1", id);
