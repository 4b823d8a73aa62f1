import type { PersonsStanding } from "#core/consent/person-act";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { rootSql } from "#db/tenant/find-contact";

/** @param id Whose standing it is, of the id asked for (`k.value`), as SQL. */
const standingOf = (id: string): string => `
SELECT k.value AS asked, c.id, c.marketing, c.marketing_by_person AS marketingByPerson,
  (SELECT max(captured_at) FROM consents WHERE contact_id = c.id AND purpose = 'marketing' AND action = 'withdraw') AS withdrawnAtMs,
  (SELECT max(captured_at) FROM consents WHERE contact_id = c.id AND purpose = 'marketing' AND action = 'grant'
    AND by_person = 1) AS grantedAtMs
FROM json_each(?1) k CROSS JOIN contacts c ON c.id = ${id}`;

const OWN = standingOf("k.value");
const AS_PERSON = standingOf(`coalesce(${rootSql("k.value")}, k.value)`);

type Row = PersonsStanding & { readonly asked: Id<"contact">; readonly id: Id<"contact"> };

/** Where contacts stand for marketing. Those that are gone are not there. */
export async function readStandings(
  db: TenantDb,
  contactIds: readonly Id<"contact">[],
): Promise<ReadonlyMap<Id<"contact">, PersonsStanding>> {
  const { results } = await statement(db, OWN, JSON.stringify(contactIds)).all<Row>();
  return new Map(results.map(({ asked, id: _id, ...standing }) => [asked, standing]));
}

/** A contact, or the one that it was merged into, and where that stands. */
export interface Person {
  readonly id: Id<"contact">;
  readonly standing: PersonsStanding;
}

/** As {@link readStandings}, of the persons that contacts are now. */
export async function readPersons(
  db: TenantDb,
  contactIds: readonly Id<"contact">[],
): Promise<ReadonlyMap<Id<"contact">, Person>> {
  const { results } = await statement(db, AS_PERSON, JSON.stringify(contactIds)).all<Row>();
  return new Map(results.map(({ asked, id, ...standing }) => [asked, { id, standing }]));
}
