import { and, asc, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";

import { contacts } from "#db/tenant/schema";
import { drivenBy, filterOf } from "#features/contacts/audience";
import { embedded } from "#features/contacts/queries-page";
import type { ContactView } from "#features/contacts/schemas";
import { sightOf } from "#features/contacts/sight";
import { contactView } from "#features/contacts/view";
import type { ScopedContext } from "#platform/context";

/**
 * Contacts behind an id, oldest first, as the API shows them but for when they last wrote; of a filter, those who pass.
 *
 * @param page.after "" at the beginning. @param page.filter JSON that `AudienceFilter` accepted.
 * @throws AppError like {@link filterOf}.
 */
export async function readContactsForExport(
  ctx: ScopedContext,
  page: { readonly after: string; readonly limit: number; readonly filter: unknown },
): Promise<readonly (ContactView & { readonly id: string })[]> {
  const c = alias(contacts, "c");
  const { tag, condition } = drivenBy(undefined, filterOf(page.filter ?? {}));
  const rows = await ctx.db
    .select()
    .from(c)
    .where(
      and(
        sql`${c.id} > ${page.after}`,
        isNull(c.mergedInto),
        tag === undefined
          ? undefined
          : sql`EXISTS (SELECT 1 FROM contact_tags t WHERE t.tag = ${tag} AND t.contact_id = c.id)`,
        condition === undefined ? undefined : embedded(condition),
      ),
    )
    .orderBy(asc(c.id))
    .limit(page.limit)
    .all();
  const sight = await sightOf(ctx);
  return rows.map((row) => contactView(row, sight));
}
