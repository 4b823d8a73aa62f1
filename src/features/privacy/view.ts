import type { RequestRow } from "#features/privacy/queries";
import type { RequestView } from "#features/privacy/schemas";

const instant = (ms: number): string => new Date(ms).toISOString();

/** The wire shape of a request. @param nowMs By which it is overdue or not. */
export const requestView = (row: RequestRow, nowMs: number): RequestView => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  law: row.law,
  contact_id: row.contactId,
  note: row.note,
  due_at: instant(row.dueAt),
  overdue: row.endedAt === null && row.dueAt < nowMs,
  created_at: instant(row.createdAt),
  ended_at: row.endedAt === null ? null : instant(row.endedAt),
  reason: row.outcome?.reason ?? null,
  counts: { ...(row.outcome?.counts ?? row.place?.counts) },
});
