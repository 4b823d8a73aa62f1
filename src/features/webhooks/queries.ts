import { and, desc, eq, isNull, lt, type SQL } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { webhooks } from "#db/tenant/schema";

export type WebhookRow = typeof webhooks.$inferSelect;

/** A webhook that is not deleted. */
export async function findWebhook(db: TenantDb, id: string): Promise<WebhookRow | undefined> {
  if (!isId("webhook", id)) return undefined;
  return db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, id), isNull(webhooks.deletedAt)))
    .get();
}

/** A page of the webhooks, newest first. */
export const findWebhooks = (
  db: TenantDb,
  page: { readonly before: Id<"webhook"> | undefined; readonly limit: number },
): Promise<WebhookRow[]> =>
  listed(db, page.before === undefined ? undefined : lt(webhooks.id, page.before), page.limit);

const listed = (db: TenantDb, where: SQL | undefined, limit: number): Promise<WebhookRow[]> =>
  db
    .select()
    .from(webhooks)
    .where(and(isNull(webhooks.deletedAt), where))
    .orderBy(desc(webhooks.id))
    .limit(limit)
    .all();

/** Those that are sent something; a workspace has few. */
export const findEnabled = (db: TenantDb): Promise<WebhookRow[]> =>
  db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.status, "enabled"), isNull(webhooks.deletedAt)))
    .all();

/** Every row, those included that are deleted and have a log left. */
export const findAllWebhooks = (db: TenantDb): Promise<WebhookRow[]> =>
  db.select().from(webhooks).all();

/** Those of the numbers that the workspace has. */
export async function findNumbers(
  db: TenantDb,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { results } = await statement(
    db,
    "SELECT id FROM numbers WHERE id IN (SELECT value FROM json_each(?1))",
    JSON.stringify(ids),
  ).all<{ id: string }>();
  return new Set(results.map(({ id }) => id));
}

/** The last sequence of the ledger. */
export async function readHeadSeq(db: TenantDb): Promise<number> {
  const head = await statement(db, "SELECT seq FROM events ORDER BY seq DESC LIMIT 1").first<{
    seq: number;
  }>();
  return head?.seq ?? 0;
}

/** The last sequence that was committed before an instant, Unix ms; 0 when none is kept. It reads what was committed since. */
export async function readSeqBefore(db: TenantDb, beforeMs: number): Promise<number> {
  const found = await statement(
    db,
    "SELECT seq FROM events WHERE at < ?1 ORDER BY seq DESC LIMIT 1",
    beforeMs,
  ).first<{ seq: number }>();
  return found?.seq ?? 0;
}

/** When the first event behind a sequence was committed, Unix ms; null when none was, or it is no longer kept. */
export async function readFirstAt(db: TenantDb, afterSeq: number): Promise<number | null> {
  const found = await statement(
    db,
    "SELECT at, seq - count AS before FROM events WHERE seq > ?1 ORDER BY seq LIMIT 1",
    afterSeq,
  ).first<{ at: number; before: number }>();
  return found === null || found.before > afterSeq ? null : found.at;
}

/** What a webhook is owed: when its next attempt is due, Unix ms. */
export interface NextDue {
  readonly webhookId: Id<"webhook">;
  readonly dueAtMs: number;
}

/** Of each enabled webhook with failed deliveries the earliest next attempt. */
export async function findNextDue(db: TenantDb): Promise<readonly NextDue[]> {
  const { results } = await statement(
    db,
    `SELECT w.id webhookId, (SELECT min(r.next_attempt_at) FROM webhook_retries r WHERE r.webhook_id = w.id) dueAtMs
     FROM webhooks w WHERE w.status = 'enabled' AND w.deleted_at IS NULL`,
  ).all<{ webhookId: Id<"webhook">; dueAtMs: number | null }>();
  return results.flatMap(({ webhookId, dueAtMs }) =>
    dueAtMs === null ? [] : [{ webhookId, dueAtMs }],
  );
}
