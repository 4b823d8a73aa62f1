import { and, asc, eq, gt } from "drizzle-orm";

import type { Id } from "#core/ids";
import { EDIT_WINDOW_MS } from "#core/template/edit-limit";
import type { TenantDb } from "#db/tenant/client";
import { templateHistory } from "#db/tenant/schema";
import type { HistoryRow } from "#features/templates/queries";

/** What became of a template after a sequence number, oldest first. */
export const historyOf = (
  db: TenantDb,
  id: Id<"template">,
  page: { readonly afterSeq: number; readonly limit: number },
): Promise<HistoryRow[]> =>
  db
    .select()
    .from(templateHistory)
    .where(and(eq(templateHistory.templateId, id), gt(templateHistory.seq, page.afterSeq)))
    .orderBy(asc(templateHistory.seq))
    .limit(page.limit)
    .all();

/** When an approved template was edited lately, Unix ms. */
export async function editsOf(
  db: TenantDb,
  id: Id<"template">,
  nowMs: number,
): Promise<readonly number[]> {
  const rows = await db
    .select({ at: templateHistory.at, changes: templateHistory.changes })
    .from(templateHistory)
    .where(
      and(
        eq(templateHistory.templateId, id),
        eq(templateHistory.act, "edited"),
        gt(templateHistory.at, nowMs - EDIT_WINDOW_MS),
      ),
    )
    .all();
  // Edits of rejected and paused templates do not count.
  return rows
    .filter(({ changes }) =>
      changes.some(({ pointer, from }) => pointer === "/status" && from === "approved"),
    )
    .map(({ at }) => at);
}
