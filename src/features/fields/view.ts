import type { FieldRow } from "#features/fields/queries";
import type { FieldView } from "#features/fields/schemas";
import { etagOf } from "#platform/http/etag";

/** The wire shape of a declared field. */
export const fieldView = (row: FieldRow): FieldView => ({
  id: row.id,
  key: row.key,
  label: row.label,
  type: row.type,
  choices: [...row.choices],
  pii: row.pii,
  created_at: new Date(row.createdAt).toISOString(),
  updated_at: new Date(row.updatedAt).toISOString(),
});

/** The entity tag of a field: it changes with every change. */
export const fieldEtag = ({ updated_at }: Pick<FieldView, "updated_at">): string =>
  etagOf(updated_at);
