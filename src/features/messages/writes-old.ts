/** The SQL that lets old messages go. */
import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const DELETE = `
DELETE FROM messages WHERE id IN (SELECT value FROM json_each(?1)) AND state NOT IN ('scheduled', 'queued', 'sending')`;

/** Delete messages that are over. What a campaign and the reports counted of them stays counted. */
export const deleteMessages = (db: TenantDb, ids: readonly Id<"message">[]): Statement[] =>
  jsonParameters(ids).map((json) => statement(db, DELETE, json));
