import { and, desc, eq, getTableColumns, lt } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { numbers, optInLinks } from "#db/tenant/schema";

export type LinkRow = typeof optInLinks.$inferSelect;

/** A link, and the number that it leads to as Meta displays it. */
export interface FoundLink {
  readonly link: LinkRow;
  readonly phone: string;
}

const found = (db: TenantDb) =>
  db
    .select({ link: getTableColumns(optInLinks), phone: numbers.displayPhoneNumber })
    .from(optInLinks)
    .innerJoin(numbers, eq(numbers.id, optInLinks.numberId));

export async function findLink(db: TenantDb, id: string): Promise<FoundLink | undefined> {
  if (!isId("optInLink", id)) return undefined;
  return found(db).where(eq(optInLinks.id, id)).get();
}

/** Links, newest first; of one number when it is named. */
export const findLinks = (
  db: TenantDb,
  page: {
    readonly number: string | undefined;
    readonly before: Id<"optInLink"> | undefined;
    readonly limit: number;
  },
): Promise<readonly FoundLink[]> =>
  found(db)
    .where(
      and(
        page.before === undefined ? undefined : lt(optInLinks.id, page.before),
        // Safe: a text that is no number's id is nobody's.
        page.number === undefined
          ? undefined
          : eq(optInLinks.numberId, page.number as Id<"number">),
      ),
    )
    .orderBy(desc(optInLinks.id))
    .limit(page.limit)
    .all();
