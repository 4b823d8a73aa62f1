import { asc, eq, inArray, max, sql } from "drizzle-orm";

import type { ContactSelector } from "#core/contact/selector";
import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { contactIs, type ContactRow } from "#db/tenant/find-contact";
import { consents, contacts, conversations, identities, numbers } from "#db/tenant/schema";
import { readWithdrawnAmong, type AllWithdrawn } from "#features/consent/index";
import { identityKey, type Identity } from "#features/contacts/identity-rows";
import { rulesAmong, type FieldKeys, type KnownRule } from "#features/contacts/queries-fields";
import { mergesInto, type MergeRow } from "#features/contacts/queries-merge";
import { readSuppressed } from "#features/suppressions/index";
import type { ScopedContext } from "#platform/context";

/** Rows of `identities` that are among the given keys, by primary key. */
const isAmong = (keys: readonly Identity[]) =>
  sql`(${identities.value}, ${identities.kind}) IN (SELECT k.value->>0, k.value->>1 FROM json_each(${pairs(keys)}) k)`;

const pairs = (keys: readonly Identity[]): string =>
  JSON.stringify(keys.map(({ value, kind }) => [value, kind]));

/** What a call needs to know before it decides: who has the identities it names, and where the consent ledger ends. */
export interface Known {
  readonly target: ContactRow | undefined;
  /** Who was merged into the target. */
  readonly merges: readonly MergeRow[];
  readonly contacts: readonly ContactRow[];
  readonly owners: readonly (Identity & { readonly contactId: Id<"contact"> })[];
  /** External ids of merged contacts, and whom they are now. */
  readonly aliases: ReadonlyMap<string, Id<"contact">>;
  /** Of the identities named: those that no contact has and under which a person withdrew. Unix ms by identity key. */
  readonly withdrawn: ReadonlyMap<string, number>;
  /** All that are withdrawn, by hash, when there are few; else null. */
  readonly allWithdrawn: AllWithdrawn | null;
  /** Suppressed identities, by identity key. */
  readonly suppressed: ReadonlySet<string>;
  /** Those of the declared fields that the call writes, by key. */
  readonly rules: ReadonlyMap<string, KnownRule>;
  readonly nextSeq: number;
  readonly numberIds: readonly Id<"number">[];
}

/** Read {@link Known}: all as of one moment but what is withdrawn, which a guard of the batch holds, and who is suppressed, which a trigger does. */
export async function readKnown(
  ctx: ScopedContext,
  ask: {
    readonly keys: readonly Identity[];
    readonly externalIds: readonly string[];
    /** The contact to change, when the call names one. */
    readonly target?: ContactSelector;
    readonly fieldKeys: FieldKeys;
  },
): Promise<Known> {
  const externalIds = jsonList(ask.externalIds);
  const named = sql`${contacts.id} IN (
    SELECT coalesce(x.merged_into, x.id) FROM contacts x WHERE x.external_id IN ${externalIds})`;
  const { db } = ctx;
  const reads = db.batch([
    // A join may stand in a batch where no two of its columns have one name.
    db
      .select({ value: identities.value, kind: identities.kind, contact: contacts })
      .from(identities)
      .innerJoin(contacts, eq(contacts.id, identities.contactId))
      .where(isAmong(ask.keys)),
    db.select().from(contacts).where(named),
    db.select({ seq: max(consents.seq) }).from(consents),
    db.select({ id: numbers.id }).from(numbers),
    db
      .select()
      .from(contacts)
      .where(ask.target === undefined ? sql`0` : contactIs(db, ask.target)),
    db
      .select({ externalId: contacts.externalId, contactId: contacts.mergedInto })
      .from(contacts)
      .where(sql`${contacts.externalId} IN ${externalIds} AND ${contacts.mergedInto} IS NOT NULL`),
    mergesInto(db, ask.target ?? null),
    rulesAmong(db, ask.fieldKeys),
  ]);
  const keys = ask.keys.map(identityKey);
  const [[held, found, ends, numberRows, target, aliases, merges, rules], among, suppressed] =
    await Promise.all([reads, readWithdrawnAmong(ctx, keys), readSuppressed(ctx, keys)]);
  return {
    target: target[0],
    merges,
    contacts: eachOnce([...held.map(({ contact }) => contact), ...found]),
    owners: held.map(({ value, kind, contact }) => ({ value, kind, contactId: contact.id })),
    aliases: aliasesOf(aliases),
    withdrawn: among.withdrawn,
    allWithdrawn: among.all,
    suppressed,
    rules: new Map(rules.map((rule) => [rule.key, rule])),
    nextSeq: (ends[0]?.seq ?? 0) + 1,
    numberIds: numberRows.map(({ id }) => id),
  };
}

const eachOnce = (rows: readonly ContactRow[]): readonly ContactRow[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

const aliasesOf = (
  rows: readonly { readonly externalId: string | null; readonly contactId: Id<"contact"> | null }[],
): Known["aliases"] =>
  new Map(
    rows.flatMap(({ externalId, contactId }) =>
      externalId === null || contactId === null ? [] : [[externalId, contactId]],
    ),
  );

/** A contact, who was merged into it, and the workspace's numbers, in one round trip. */
export async function readContact(
  db: TenantDb,
  selector: ContactSelector,
): Promise<{
  readonly contact: ContactRow | undefined;
  readonly numberIds: Id<"number">[];
  readonly merges: readonly MergeRow[];
}> {
  const [found, numberRows, merges] = await db.batch([
    db.select().from(contacts).where(contactIs(db, selector)),
    db.select({ id: numbers.id }).from(numbers),
    mergesInto(db, selector),
  ]);
  return { contact: found[0], numberIds: numberRows.map(({ id }) => id), merges };
}

/** D1 binds no more to one statement; a list of rows in JSON would be read twice. */
const PARAMETERS_MAX = 100;

const chunksOf = <T>(values: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, i) =>
    values.slice(i * size, (i + 1) * size),
  );

/** When each of the contacts last wrote on any of the numbers, Unix ms. Nobody who never wrote is in it. One query by key. */
export async function lastInboundOf(
  db: TenantDb,
  contactIds: readonly Id<"contact">[],
  numberIds: readonly Id<"number">[],
): Promise<Map<Id<"contact">, number>> {
  const ids = contactIds.flatMap((contact) =>
    numberIds.map((number) => conversationIdOf(contact, number)),
  );
  if (ids.length === 0) return new Map();
  const [first, ...others] = chunksOf(ids, PARAMETERS_MAX).map((chunk) =>
    db
      .select({ contactId: conversations.contactId, at: max(conversations.lastInboundAt) })
      .from(conversations)
      .where(inArray(conversations.id, chunk))
      .groupBy(conversations.contactId),
  );
  const rows = first === undefined ? [] : (await db.batch([first, ...others])).flat();
  return new Map(rows.flatMap((row) => (row.at === null ? [] : [[row.contactId, row.at]])));
}

/** A contact and the rows by which it is found, in one round trip. */
export async function readIdentities(db: TenantDb, selector: ContactSelector) {
  const own = db.select({ id: contacts.id }).from(contacts).where(contactIs(db, selector));
  const [found, rows] = await db.batch([
    db.select().from(contacts).where(contactIs(db, selector)),
    db
      .select()
      .from(identities)
      .where(inArray(identities.contactId, own))
      .orderBy(asc(identities.createdAt), asc(identities.kind)),
  ]);
  return { contact: found[0], identities: rows };
}
