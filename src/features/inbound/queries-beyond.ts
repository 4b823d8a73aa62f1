import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { MessageStatus } from "#core/whatsapp/envelope-status";
import { statement } from "#db/statement";
import { rootSql } from "#db/tenant/find-contact";
import { readWithdrawn } from "#features/consent/index";
import { hintsFor, type Known, type KnownContact, type Mentioned } from "#features/inbound/known";
import { replaces } from "#features/inbound/learn-person";
import { identityKeys, keysAfter, keysIn, personIn } from "#features/inbound/person-keys";
import { linkIn, readAct, type Hints, type LinkStatement } from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";
import type { ScopedContext } from "#platform/context";

/** The columns of a {@link KnownContact}, of contacts under the alias `c`. */
export const CONTACT = `c.id, c.phone, c.wa_id AS waId, c.bsuid, c.username, c.name, c.profile_named AS profileNamed, c.marketing, c.marketing_by_person AS marketingByPerson, (c.marketing_held_at IS NOT NULL) AS marketingHeld`;

const ACTED = `(SELECT max(n.captured_at) FROM consents n WHERE n.contact_id = c.id AND n.purpose = 'marketing' AND n.action = 'withdraw') AS withdrawnAtMs,
  (SELECT max(n.captured_at) FROM consents n WHERE n.contact_id = c.id AND n.purpose = 'marketing' AND n.action = 'grant' AND n.by_person = 1) AS grantedAtMs`;

const BY_CONTEXT = `SELECT 'context:' || m.wamid AS key, ${CONTACT}, ${ACTED}
FROM json_each(?1) k CROSS JOIN messages m ON m.wamid = k.value AND m.wamid IS NOT NULL AND m.direction = 'outbound'
CROSS JOIN contacts c ON c.id = coalesce(${rootSql("m.contact_id")}, m.contact_id)`;

const BY_CONTACT = `SELECT k.value AS key, ${CONTACT}, ${ACTED}
FROM json_each(?1) k CROSS JOIN contacts c ON c.id = coalesce(${rootSql("k.value")}, k.value)`;

const ACTS = `SELECT c.id, ${ACTED} FROM json_each(?1) k CROSS JOIN contacts c ON c.id = k.value`;

const USER_IDS = `SELECT i.contact_id AS id, i.value FROM json_each(?1) k
CROSS JOIN identities i ON i.contact_id = k.value AND i.kind = 'bsuid'`;

const LINKS = `SELECT o.id, o.statement, o.statement_language AS statementLanguage FROM json_each(?1) k
CROSS JOIN opt_in_links o ON o.id = k.value`;

/** By the ids of conversations, which are derived. */
const HEARD = `SELECT v.contact_id AS id, max(v.last_inbound_at) AS atMs FROM json_each(?1) k
CROSS JOIN conversations v ON v.id = k.value WHERE v.last_inbound_at IS NOT NULL GROUP BY v.contact_id`;

/**
 * What only the first look shows to be needed, in a second round trip that most drains do without: who answered, when they are
 * strangers or act on consent; when they acted before, of those who act by what only the number or a template tells; contacts that prove to be one; withdrawals of those who are no contact; and of contacts that are
 * named otherwise than they are known, which user ids they have and when they last wrote.
 */
export async function readBeyond(
  ctx: ScopedContext,
  changes: readonly ReadChange[],
  first: Mentioned,
): Promise<Known> {
  const asked = beyond(changes, first);
  const look = async <T>(sql: string, keys: Iterable<string>): Promise<readonly T[]> => {
    const list = [...keys];
    if (list.length === 0) return [];
    return (await statement(ctx.db, sql, JSON.stringify(list)).all<T>()).results;
  };
  const [answerers, acts, recipients, withdrawn, userIds, heard, links] = await Promise.all([
    look<KeyedContact>(BY_CONTEXT, asked.contexts),
    look<Acted>(ACTS, asked.actors),
    look<KeyedContact>(BY_CONTACT, asked.recipients),
    readWithdrawn(ctx, [...asked.strange]),
    look<{ id: Id<"contact">; value: string }>(USER_IDS, asked.renamed),
    look<{ id: Id<"contact">; atMs: number }>(HEARD, threadsOf(asked.renamed, first)),
    look<LinkStatement & { id: Id<"optInLink"> }>(LINKS, asked.links),
  ]);
  const acted = new Map(acts.map((row) => [row.id, row]));
  const people = [...first.people].map(
    ([key, row]) => [key, { ...row, ...acted.get(row.id) }] as const,
  );
  return {
    ...first,
    people: new Map([...people, ...answerers.map((row) => [row.key, row] as const)]),
    // Safe: the keys asked for are ids of contacts.
    recipients: new Map(recipients.map((row) => [row.key as Id<"contact">, row])),
    withdrawn,
    userIds: new Map(
      [...Map.groupBy(userIds, ({ id }) => id)].map(([id, of]) => [
        id,
        of.map(({ value }) => value),
      ]),
    ),
    links: new Map(links.map(({ id, ...said }) => [id, said])),
    heard: new Map(heard.map(({ id, atMs }) => [id, atMs])),
  };
}

type Acted = Pick<KnownContact, "id" | "withdrawnAtMs" | "grantedAtMs">;
type KeyedContact = KnownContact & { readonly key: string };

/** Every conversation that these contacts may have. */
const threadsOf = (ids: ReadonlySet<Id<"contact">>, { numbers }: Mentioned): readonly string[] =>
  [...ids].flatMap((id) => [...numbers.values()].map((number) => conversationIdOf(id, number)));

interface Beyond {
  /** Ids of messages of ours that were answered. */
  readonly contexts: Set<string>;
  /** Contacts that act by what only their number or a template tells. */
  readonly actors: Set<Id<"contact">>;
  readonly recipients: Set<string>;
  /** Opt-in links whose phrases were written. */
  readonly links: Set<Id<"optInLink">>;
  /** Identity keys that no contact has. */
  readonly strange: Set<string>;
  /** Contacts that are named otherwise than they are known. */
  readonly renamed: Set<Id<"contact">>;
}

function beyond(changes: readonly ReadChange[], first: Mentioned): Beyond {
  const asked: Beyond = {
    contexts: new Set(),
    actors: new Set(),
    recipients: new Set(),
    links: new Set(),
    strange: new Set(),
    renamed: new Set(),
  };
  for (const [item, hints] of itemsIn(changes, first)) {
    beyondActs(asked, [item, hints], first);
    if (item.kind === "status") beyondStatus(asked, item, first);
    else renamedIn(asked, item, first);
  }
  return asked;
}

/** Who it is that acts: somebody under identities that no contact has, an answerer, or who is known to have acted before. */
function beyondActs(
  asked: Beyond,
  [item, hints]: readonly [ChangeItem, Hints],
  first: Mentioned,
): void {
  const keys = keysIn(item);
  const strange = keys.filter((key) => !first.people.has(key) && !first.owners.has(key));
  if (item.kind !== "status") for (const key of strange) asked.strange.add(key);
  const isTheirs = lookAtAct(asked, [item, hints], first);
  if (item.kind === "message" && item.contextWamid !== null)
    if (strange.length === keys.length || isTheirs) asked.contexts.add(item.contextWamid);
}

/**
 * What the first look could not tell of an act is asked for.
 *
 * @returns whether whom we had written to acts as well. Not where a request is confirmed: that is who was asked, by their own keys.
 */
function lookAtAct(
  { links, actors }: Beyond,
  [item, hints]: readonly [ChangeItem, Hints],
  { people }: Mentioned,
): boolean {
  const link = linkIn(item, hints);
  if (link !== null) links.add(link);
  const act = readAct(item, hints);
  if ((link !== null || act !== null) && readAct(item) === null)
    for (const { id } of keysIn(item).flatMap((key) => people.get(key) ?? [])) actors.add(id);
  return link !== null || (act !== null && act.asked === undefined);
}

/** Every item, and what tells whether it is an act. */
const itemsIn = (changes: readonly ReadChange[], first: Mentioned) =>
  changes.flatMap((change) =>
    change.items.map((item) => [item, hintsFor(first, change, item)] as const),
  );

/** Who is named with what differs from what is known of them, or with a user id that does not lead to them. */
function renamedIn({ renamed }: Beyond, item: ChangeItem, { people }: Mentioned): void {
  const person = personIn(item);
  if (person === null) return;
  const named = identityKeys(person).flatMap((key) => people.get(key) ?? []);
  const byUserId = people.get(`bsuid:${person.bsuid}`)?.id;
  for (const contact of named) {
    const isOthers = person.bsuid !== null && byUserId !== contact.id;
    if (isOthers || replaces(contact, person)) renamed.add(contact.id);
  }
  for (const key of keysAfter(item)) {
    const contact = people.get(key);
    if (contact !== undefined) renamed.add(contact.id);
  }
}

function beyondStatus(asked: Beyond, item: MessageStatus, first: Mentioned): void {
  const message = first.byWamid.get(item.wamid ?? "") ?? first.byId.get(item.opaqueId ?? "");
  if (message === undefined || item.recipient === null) return;
  for (const key of identityKeys(item.recipient)) {
    const owner = first.owners.get(key);
    if (owner === message.contactId) continue;
    asked.recipients.add(message.contactId);
    asked.renamed.add(message.contactId);
    if (owner === undefined) asked.strange.add(key);
    else asked.recipients.add(owner);
  }
}
