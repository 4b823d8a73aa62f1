import { inArray, or } from "drizzle-orm";

import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";
import { contactMerges, contacts, identities } from "#db/tenant/schema";

/** All contacts that a person is: the one that is left, and those that were merged into it. */
export async function findCluster(
  db: TenantDb,
  id: Id<"contact">,
): Promise<readonly Id<"contact">[]> {
  const { results } = await statement(
    db,
    "SELECT id FROM contacts WHERE id = ?1 UNION SELECT id FROM contacts WHERE merged_into = ?1 AND merged_into IS NOT NULL",
    id,
  ).all<{ id: Id<"contact"> }>();
  return results.map((row) => row.id);
}

/** What is known of a person under all their contacts: rows, identities now, and identities that merges have moved. */
export interface PersonRows {
  readonly contacts: readonly ContactRow[];
  readonly identities: readonly { readonly kind: string; readonly value: string }[];
}

export async function readPerson(db: TenantDb, ids: readonly Id<"contact">[]): Promise<PersonRows> {
  const [rows, now, merges] = await Promise.all([
    db
      .select()
      .from(contacts)
      .where(inArray(contacts.id, jsonList(ids)))
      .all(),
    db
      .select({ kind: identities.kind, value: identities.value })
      .from(identities)
      .where(inArray(identities.contactId, jsonList(ids)))
      .all(),
    db
      .select({ identities: contactMerges.identities })
      .from(contactMerges)
      .where(
        or(
          inArray(contactMerges.winner, jsonList(ids)),
          inArray(contactMerges.loser, jsonList(ids)),
        ),
      )
      .all(),
  ]);
  return { contacts: rows, identities: [...now, ...merges.flatMap((merge) => merge.identities)] };
}
