import { and, desc, eq, inArray, lt, ne } from "drizzle-orm";

import type { NumberAccess } from "#core/account/number-access";
import { isId, type Id } from "#core/ids";
import { STATUSES_IN_USE } from "#core/number/in-use";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { numbers } from "#db/tenant/schema";
import { ofNumbers } from "#platform/number-access";

export type NumberRow = typeof numbers.$inferSelect;

/** A connected number by its id, whatever its status; a number whose connection never finished is not there. */
export async function findNumber(db: TenantDb, id: string): Promise<NumberRow | undefined> {
  if (!isId("number", id)) return undefined;
  const row = await db.select().from(numbers).where(eq(numbers.id, id)).get();
  return row?.status === "pending" ? undefined : row;
}

/** The workspace's numbers that are in use (neither pending nor disconnected), oldest first. */
export const numbersInUse = (db: TenantDb): Promise<NumberRow[]> =>
  db
    .select()
    .from(numbers)
    .where(inArray(numbers.status, STATUSES_IN_USE))
    .orderBy(numbers.id)
    .all();

/** The numbers of these accounts that are in use, oldest first. */
export const numbersOfAccounts = (db: TenantDb, wabaIds: readonly string[]): Promise<NumberRow[]> =>
  db
    .select()
    .from(numbers)
    .where(
      and(inArray(numbers.wabaId, jsonList(wabaIds)), inArray(numbers.status, STATUSES_IN_USE)),
    )
    .orderBy(numbers.id)
    .all();

/** The numbers of an account that are in use or about to be. */
export const numbersOfAccount = (db: TenantDb, wabaId: string): Promise<NumberRow[]> =>
  db
    .select()
    .from(numbers)
    .where(and(eq(numbers.wabaId, wabaId), ne(numbers.status, "disconnected")))
    .orderBy(numbers.id)
    .all();

/** Every row, pending and disconnected ones too. A workspace holds few. */
export const allNumbers = (db: TenantDb): Promise<NumberRow[]> => db.select().from(numbers).all();

/** One page of the numbers that were ever connected, newest first. */
export const pageOfNumbers = (
  db: TenantDb,
  page: {
    readonly before: Id<"number"> | null;
    readonly limit: number;
    readonly access: NumberAccess;
  },
): Promise<NumberRow[]> =>
  db
    .select()
    .from(numbers)
    .where(
      and(
        ne(numbers.status, "pending"),
        page.before === null ? undefined : lt(numbers.id, page.before),
        ofNumbers(page.access, numbers.id),
      ),
    )
    .orderBy(desc(numbers.id))
    .limit(page.limit)
    .all();

/** Whether the workspace ever sent or received anything. */
export async function hasMessages(db: TenantDb): Promise<boolean> {
  const found = await statement(db, "SELECT EXISTS (SELECT 1 FROM messages) AS found").first<{
    found: 0 | 1;
  }>();
  return found?.found === 1;
}

const BLOCKED_ELSEWHERE = `SELECT DISTINCT b.contact_id AS id FROM json_each(?1) k
CROSS JOIN blocked_people b ON b.contact_id = k.value
CROSS JOIN numbers n ON n.id = b.number_id
WHERE b.number_id <> ?2 AND n.status NOT IN ('pending', 'disconnected')`;

/** Which of these people another number that is in use blocks. */
export async function blockedElsewhere(
  db: TenantDb,
  numberId: Id<"number">,
  ids: readonly Id<"contact">[],
): Promise<ReadonlySet<Id<"contact">>> {
  const { results } = await statement(db, BLOCKED_ELSEWHERE, JSON.stringify(ids), numberId).all<{
    id: Id<"contact">;
  }>();
  return new Set(results.map(({ id }) => id));
}
