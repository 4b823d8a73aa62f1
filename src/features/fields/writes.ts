import type { Id } from "#core/ids";
import {
  guard,
  isGuardBroken,
  statement,
  toStatement,
  violatesUnique,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { contactFields } from "#db/tenant/schema";
import { misfitsSql, type FieldRow } from "#features/fields/queries";

/** Fields that a workspace may declare. */
export const FIELDS_MAX = 100;

const MANY = "field.number";

/** Declare a field: while there is room (`isFull`), and another one does not have the key (`isKeyTaken`). */
export const insertField = (db: TenantDb, row: FieldRow): Statement[] => [
  guard(db, MANY, `(SELECT count(*) FROM contact_fields) < ${FIELDS_MAX}`),
  ...guardFitting(db, row),
  toStatement(db, db.insert(contactFields).values(row)),
];

const VERSION = "field.version";

/** Change a field: while it is as it was read (`isFieldChanged`), and no contact holds a value that would not fit (`isMisfit`). */
export const updateFieldRow = (db: TenantDb, before: FieldRow, row: FieldRow): Statement[] => [
  guard(
    db,
    VERSION,
    "EXISTS (SELECT 1 FROM contact_fields WHERE id = ?1 AND updated_at = ?2)",
    row.id,
    before.updatedAt,
  ),
  ...(isSameRule(before, row) ? [] : guardFitting(db, row)),
  statement(
    db,
    "UPDATE contact_fields SET label = ?2, type = ?3, choices = ?4, pii = ?5, updated_at = ?6 WHERE id = ?1",
    row.id,
    row.label,
    row.type,
    JSON.stringify(row.choices),
    row.pii ? 1 : 0,
    row.updatedAt,
  ),
];

/** Whether every value of the one is one of the other. */
export const isSameRule = (before: FieldRow, after: FieldRow): boolean =>
  before.type === after.type && before.choices.every((choice) => after.choices.includes(choice));

const FITTING = "field.values";

const guardFitting = (db: TenantDb, row: FieldRow): Statement[] => [
  guard(
    db,
    FITTING,
    `NOT EXISTS (SELECT 1 ${misfitsSql(row)})`,
    row.key,
    JSON.stringify(row.choices),
  ),
];

/** Declare a field no longer; its values stay. */
export const deleteFieldRow = (db: TenantDb, id: Id<"field">): Statement =>
  statement(db, "DELETE FROM contact_fields WHERE id = ?1", id);

export const isKeyTaken = (error: unknown): boolean => violatesUnique(error, "contact_fields.key");
export const isFull = (error: unknown): boolean => isGuardBroken(error, MANY);
export const isFieldChanged = (error: unknown): boolean => isGuardBroken(error, VERSION);
export const isMisfit = (error: unknown): boolean => isGuardBroken(error, FITTING);
