import { and, desc, eq, inArray, isNotNull, lt, lte } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { RequestStatus } from "#core/privacy/requests";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { numbers, privacyRequests, webhooks } from "#db/tenant/schema";

export type RequestRow = typeof privacyRequests.$inferSelect;

export async function findRequest(db: TenantDb, id: string): Promise<RequestRow | undefined> {
  if (!isId("privacyRequest", id)) return undefined;
  return db.select().from(privacyRequests).where(eq(privacyRequests.id, id)).get();
}

/** Which of these requests there are. */
export async function findKnown(
  db: TenantDb,
  ids: readonly Id<"privacyRequest">[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: privacyRequests.id })
    .from(privacyRequests)
    .where(inArray(privacyRequests.id, jsonList(ids)))
    .all();
  return new Set(rows.map(({ id }) => id));
}

/** Requests, newest first. */
export const findRequests = (
  db: TenantDb,
  ask: {
    readonly before: Id<"privacyRequest"> | undefined;
    readonly status: RequestStatus | undefined;
    readonly limit: number;
  },
): Promise<readonly RequestRow[]> =>
  db
    .select()
    .from(privacyRequests)
    .where(
      and(
        ask.before === undefined ? undefined : lt(privacyRequests.id, ask.before),
        ask.status === undefined ? undefined : eq(privacyRequests.status, ask.status),
      ),
    )
    .orderBy(desc(privacyRequests.id))
    .limit(ask.limit)
    .all();

/** Requests that are under way, oldest first. */
export const findRunning = (db: TenantDb, limit: number): Promise<readonly RequestRow[]> =>
  db
    .select()
    .from(privacyRequests)
    .where(eq(privacyRequests.status, "running"))
    .orderBy(privacyRequests.id)
    .limit(limit)
    .all();

/** Requests whose copy in the bucket has had its time. */
export const findOldCopies = (
  db: TenantDb,
  nowMs: number,
  limit: number,
): Promise<readonly RequestRow[]> =>
  db
    .select()
    .from(privacyRequests)
    .where(and(isNotNull(privacyRequests.copyEndsAt), lte(privacyRequests.copyEndsAt, nowMs)))
    .orderBy(privacyRequests.copyEndsAt)
    .limit(limit)
    .all();

/** Requests of a person whose copy is in the bucket. */
export const findCopiesOf = (
  db: TenantDb,
  contactIds: RequestRow["contactIds"],
): Promise<readonly RequestRow[]> =>
  db
    .select()
    .from(privacyRequests)
    .where(
      and(
        isNotNull(privacyRequests.copyEndsAt),
        inArray(privacyRequests.contactId, jsonList(contactIds)),
      ),
    )
    .all();

/** Every number that the workspace has or had. */
export async function findNumberIds(db: TenantDb): Promise<readonly Id<"number">[]> {
  const rows = await db.select({ id: numbers.id }).from(numbers).all();
  return rows.map(({ id }) => id);
}

/** Where events are posted to, or were until the log of it is gone. */
export const findEndpoints = (
  db: TenantDb,
): Promise<readonly { readonly id: Id<"webhook">; readonly url: string }[]> =>
  db.select({ id: webhooks.id, url: webhooks.url }).from(webhooks).orderBy(webhooks.id).all();
