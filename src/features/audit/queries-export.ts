import { statement } from "#db/statement";
import { TRAIL_ROW, type TrailRow } from "#features/audit/queries-trail";
import { auditView } from "#features/audit/view";
import type { ScopedContext } from "#platform/context";

/** The workspace's trail behind a sequence, oldest first, as it is exported. @param page.after "" at the beginning. */
export async function readAuditForExport(
  { db }: ScopedContext,
  { after, limit }: { readonly after: string; readonly limit: number },
) {
  const { results } = await statement(
    db,
    `SELECT ${TRAIL_ROW} FROM audit_logs WHERE seq > ?1 ORDER BY seq LIMIT ?2`,
    after === "" ? 0 : Number(after),
    limit,
  ).all<TrailRow>();
  return results.map((row) => auditView("workspace", row));
}
