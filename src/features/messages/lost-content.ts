import { STATE_RANK } from "#core/conversation/status";
import { withRendering } from "#core/whatsapp/rendered-template";
import { buildTemplateContent } from "#core/whatsapp/template";
import type { TenantDb } from "#db/tenant/client";
import { findTemplatesById, type MessageRow } from "#features/messages/queries";

/**
 * A campaign's row gets its content when the outcome of its send is recorded. A run that died in between left none, though the
 * message may have been sent: it is built again from the variables that the plan froze, which is what was posted, because no
 * template is edited while a campaign may send it. Without the template the content stays null. No read when no row is such.
 *
 * @returns The same rows in the same order.
 */
export async function withLostContent(
  db: TenantDb,
  rows: readonly MessageRow[],
): Promise<readonly MessageRow[]> {
  const ids = [...new Set(rows.flatMap((row) => (isLost(row) ? (row.templateId ?? []) : [])))];
  if (ids.length === 0) return rows;
  const found = await findTemplatesById(db, ids);
  const byId = new Map(found.map((template) => [template.id, template]));
  return rows.map((row) => {
    const template = isLost(row) && row.templateId !== null ? byId.get(row.templateId) : undefined;
    if (template === undefined) return row;
    const content = buildTemplateContent(template, row.variables ?? {});
    return { ...row, content: withRendering(template.components, content) };
  });
}

/** Without content, and yet it may have been, or was, sent. */
const isLost = (row: MessageRow): boolean =>
  row.content === null &&
  row.campaignId !== null &&
  (row.state === "unknown" || STATE_RANK[row.state] > 0);
