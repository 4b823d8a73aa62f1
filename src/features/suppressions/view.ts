import type { SuppressionRow } from "#features/suppressions/queries";
import type { SuppressionView } from "#features/suppressions/schemas";

/** The wire shape of a suppression. */
export const suppressionView = (row: SuppressionRow): SuppressionView => ({
  id: row.id,
  contact_id: row.contactId,
  kinds: [...row.kinds],
  reason: row.reason,
  actor: row.actor,
  created_at: new Date(row.createdAt).toISOString(),
});
