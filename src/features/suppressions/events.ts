import type { NewEvent } from "#core/event/catalogue";
import type { SuppressionRow } from "#features/suppressions/queries";

const of = ({ id, contactId, reason }: SuppressionRow) => ({
  suppression_id: id,
  contact_id: contactId,
  reason,
});

/** Somebody is not to be written to any more. */
export const suppressionAdded = (row: SuppressionRow): NewEvent => ({
  type: "suppression.added",
  data: of(row),
});

/** Somebody may be written to again. */
export const suppressionRemoved = (row: SuppressionRow): NewEvent => ({
  type: "suppression.removed",
  data: of(row),
});
