/**
 * Every column that holds a sealed text, so that a rotation of `ENCRYPTION_KEYS` finds all of them. A test holds the list against the
 * data map. A sealed text begins with `v1.<kid>.`: which key it needs can be told without one.
 */
import { statement, type Statement } from "#db/statement";

interface Connected {
  readonly $client: D1Database;
}

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The column of its row's key. */
  readonly key: string;
  /** The column of the workspace that it is bound to; left out: that of the database, or the control plane itself. */
  readonly tenant?: string;
}

/** Of a workspace's database. */
export const TENANT_SEALED: readonly SealedColumn[] = [
  { table: "numbers", column: "token_sealed", key: "id" },
  { table: "numbers", column: "pin_sealed", key: "id" },
  { table: "triggers", column: "secret_sealed", key: "id" },
  { table: "webhooks", column: "secret_sealed", key: "id" },
  { table: "webhooks", column: "old_secret_sealed", key: "id" },
  { table: "webhooks", column: "headers_sealed", key: "id" },
];

/** Of the control plane's. */
export const CONTROL_SEALED: readonly SealedColumn[] = [
  { table: "meta_apps", column: "secrets_sealed", key: "app_id", tenant: "tenant_id" },
  { table: "meta_apps", column: "verify_token_sealed", key: "app_id", tenant: "tenant_id" },
  { table: "second_factors", column: "seed_sealed", key: "user_id" },
];

/** A sealed text in its place. */
export interface SealedRow {
  readonly row: string;
  /** The workspace that its row names; null when the column's rows name none. */
  readonly tenant: string | null;
  readonly sealed: string;
}

/** Texts of a column that were sealed with another key than `kid`, in the order of their rows, behind one of them. */
export async function findOtherwiseSealed(
  db: Connected,
  { table, column, key, tenant }: SealedColumn,
  page: { readonly kid: string; readonly after: string; readonly limit: number },
): Promise<readonly SealedRow[]> {
  const { results } = await statement(
    db,
    `SELECT ${key} "row", ${tenant ?? "NULL"} tenant, ${column} sealed FROM ${table}
     WHERE ${key} > ?1 AND ${column} IS NOT NULL AND substr(${column}, 1, length(?2)) <> ?2 ORDER BY ${key} LIMIT ?3`,
    page.after,
    `v1.${page.kid}.`,
    page.limit,
  ).all<SealedRow>();
  return results;
}

/** Put a text in the place of another, unless that was changed meanwhile. */
export const replaceSealed = (
  db: Connected,
  { table, column, key }: SealedColumn,
  change: { readonly row: string; readonly from: string; readonly to: string },
): Statement =>
  statement(
    db,
    `UPDATE ${table} SET ${column} = ?3 WHERE ${key} = ?1 AND ${column} = ?2`,
    change.row,
    change.from,
    change.to,
  );

/** How many texts each key has sealed in a column: `kid`, `n`. */
export const countByKey = ({ table, column }: SealedColumn): string =>
  `SELECT '${table}.${column}' place, substr(${column}, 4, instr(substr(${column}, 4), '.') - 1) kid, count(*) n
FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 2`;
