import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const REMEMBER = `
INSERT INTO seen_changes (key, at) SELECT k.value, CAST(?2 AS INTEGER) FROM json_each(?1) k WHERE true ON CONFLICT DO NOTHING`;

/** Remember changes that only their hash can recognise when Meta delivers them again. */
export const rememberChanges = (
  db: TenantDb,
  keys: readonly string[],
  nowMs: number,
): Statement[] => jsonParameters(keys).map((json) => statement(db, REMEMBER, json, nowMs));

/** Forget the changes that were seen before an instant, Unix ms. */
export const forgetChangesBefore = (db: TenantDb, beforeMs: number): Statement =>
  statement(db, "DELETE FROM seen_changes WHERE at < ?1", beforeMs);
