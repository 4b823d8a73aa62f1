import type { PersonsStanding } from "#core/consent/person-act";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const STANDING = `
SELECT c.id, c.marketing, c.marketing_by_person AS marketingByPerson,
  (SELECT max(captured_at) FROM consents WHERE contact_id = c.id AND purpose = 'marketing' AND action = 'withdraw') AS withdrawnAtMs,
  (SELECT max(captured_at) FROM consents WHERE contact_id = c.id AND purpose = 'marketing' AND action = 'grant'
    AND by_person = 1) AS grantedAtMs
FROM json_each(?1) k CROSS JOIN contacts c ON c.id = k.value`;

/** Where people stand for marketing, by contact. Those that are gone are not there. */
export async function readStandings(
  db: TenantDb,
  contactIds: readonly Id<"contact">[],
): Promise<ReadonlyMap<Id<"contact">, PersonsStanding>> {
  const { results } = await statement(db, STANDING, JSON.stringify(contactIds)).all<
    PersonsStanding & { readonly id: Id<"contact"> }
  >();
  return new Map(results.map(({ id, ...standing }) => [id, standing]));
}
