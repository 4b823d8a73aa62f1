import type { PersonsStanding } from "#core/consent/person-act";
import { phoneKey } from "#core/contact/phone";
import { isId, type Id } from "#core/ids";
import type { MESSAGE_DIRECTIONS } from "#core/message/states";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { Person } from "#core/whatsapp/envelope-person";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { readAct } from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";
import type { StatusSubject } from "#features/messages/index";

/** What a drain needs to know of a contact. When they acted before is known of those who act in the drain, by their own keys. */
export interface KnownContact extends PersonsStanding {
  readonly id: Id<"contact">;
  readonly phone: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly username: string | null;
  readonly name: string | null;
}

/** What a drain needs to know of a message that is stored. */
export interface KnownMessage extends StatusSubject {
  readonly direction: (typeof MESSAGE_DIRECTIONS)[number];
  readonly wamid: string | null;
  readonly templateId: Id<"template"> | null;
  /** When it was last taken for sending, Unix ms. */
  readonly claimedAt: number | null;
}

/** The part of the database that a drain is about, as it was before. */
export interface Known {
  /** By Meta's phone number id. */
  readonly numbers: ReadonlyMap<string, Id<"number">>;
  /** The accounts of these numbers. */
  readonly wabaIds: ReadonlySet<string>;
  /** By identity key. */
  readonly people: ReadonlyMap<string, KnownContact>;
  readonly byWamid: ReadonlyMap<string, KnownMessage>;
  readonly byId: ReadonlyMap<string, KnownMessage>;
  /** Keys of changes that were applied or stored before. */
  readonly seen: ReadonlySet<string>;
  /** The mailbox sequence up to which mail was applied. */
  readonly drainedSeq: number;
}

/** The keys under which a person may be known, strongest first. */
export const identityKeys = (person: Person): readonly string[] => [
  ...(person.bsuid === null ? [] : [`bsuid:${person.bsuid}`]),
  ...(person.waId === null ? [] : [`phone:${phoneKey(person.waId)}`]),
  ...(person.parentBsuid === null ? [] : [`parent_bsuid:${person.parentBsuid}`]),
];

const DRAINED = "SELECT drained FROM events ORDER BY seq DESC LIMIT 1";
/** A number that is given up may be another workspace's by now. */
const NUMBERS = `SELECT id, phone_number_id AS key, waba_id AS wabaId FROM numbers WHERE status <> 'disconnected'`;

const IDENTITIES = `json_each(?1) k
CROSS JOIN identities i ON i.value = substr(k.value, instr(k.value, ':') + 1) AND i.kind = substr(k.value, 1, instr(k.value, ':') - 1)`;

const PEOPLE = `
SELECT i.kind || ':' || i.value AS key, c.id, c.phone, c.wa_id AS waId, c.bsuid, c.username, c.name, c.marketing,
  c.marketing_by_person AS marketingByPerson, NULL AS withdrawnAtMs, NULL AS grantedAtMs
FROM ${IDENTITIES}
CROSS JOIN contacts c ON c.id = i.contact_id`;

/** Over all of a person's ledger, which is short: what a business recorded last may have happened first. */
const ACTS = `
SELECT n.contact_id AS id, max(CASE WHEN n.action = 'withdraw' THEN n.captured_at END) AS withdrawnAtMs,
  max(CASE WHEN n.action = 'grant' AND n.by_person = 1 THEN n.captured_at END) AS grantedAtMs
FROM consents n
WHERE n.contact_id IN (SELECT i.contact_id FROM ${IDENTITIES}) AND n.purpose = 'marketing'
GROUP BY n.contact_id`;

const MESSAGE = `m.id, m.direction, m.number_id AS numberId, m.contact_id AS contactId, m.conversation_id AS conversationId,
  m.campaign_id AS campaignId, m.wamid, m.client_ref AS clientRef, m.sent_at AS sentAt, m.delivered_at AS deliveredAt, m.read_at AS readAt,
  m.played_at AS playedAt, m.failed_at AS failedAt, m.template_id AS templateId, m.claimed_at AS claimedAt`;

const BY_WAMID = `SELECT ${MESSAGE} FROM json_each(?1) k CROSS JOIN messages m ON m.wamid = k.value AND m.wamid IS NOT NULL`;
const BY_ID = `SELECT ${MESSAGE} FROM json_each(?1) k CROSS JOIN messages m ON m.id = k.value`;
const SEEN = "SELECT s.key FROM json_each(?1) k CROSS JOIN seen_changes s ON s.key = k.value";

/** Everything that the changes mention and the database knows, in one round trip. What is not mentioned is not asked. */
export async function readKnown(db: TenantDb, changes: readonly ReadChange[]): Promise<Known> {
  const asked = mentioned(changes);
  const statements: Statement[] = [statement(db, NUMBERS), statement(db, DRAINED)];
  const ask = (sql: string, keys: ReadonlySet<string>): number | null => {
    if (keys.size === 0) return null;
    statements.push(statement(db, sql, JSON.stringify([...keys])));
    return statements.length - 1;
  };
  const people = ask(PEOPLE, asked.people);
  const acts = ask(ACTS, asked.actors);
  const wamids = ask(BY_WAMID, asked.wamids);
  const ids = ask(BY_ID, asked.ids);
  const seen = ask(SEEN, asked.changes);
  const results = await db.$client.batch(statements);
  /** Safe: each statement above selects exactly the columns of the type that it is read as. */
  const rows = <T>(index: number | null): T[] =>
    index === null ? [] : ((results[index]?.results ?? []) as T[]);
  const numbers = rows<{ key: string; id: Id<"number">; wabaId: string }>(0);
  const acted = new Map(rows<Acted>(acts).map((row) => [row.id, row]));
  return {
    numbers: new Map(numbers.map((row) => [row.key, row.id])),
    wabaIds: new Set(numbers.map(({ wabaId }) => wabaId)),
    people: new Map(
      rows<KnownContact & { key: string }>(people).map((row) => [
        row.key,
        { ...row, ...acted.get(row.id) },
      ]),
    ),
    byWamid: new Map(rows<KnownMessage>(wamids).map((row) => [row.wamid ?? "", row])),
    byId: new Map(rows<KnownMessage>(ids).map((row) => [row.id, row])),
    drainedSeq: rows<{ drained: number }>(1)[0]?.drained ?? 0,
    seen: new Set(rows<{ key: string }>(seen).map((row) => row.key)),
  };
}

type Acted = Pick<KnownContact, "id" | "withdrawnAtMs" | "grantedAtMs">;

interface Asked {
  readonly people: Set<string>;
  /** Keys of those who act on consent. */
  readonly actors: Set<string>;
  readonly wamids: Set<string>;
  readonly ids: Set<string>;
  readonly changes: Set<string>;
}

function mentioned(changes: readonly ReadChange[]): Asked {
  const asked: Asked = {
    people: new Set(),
    actors: new Set(),
    wamids: new Set(),
    ids: new Set(),
    changes: new Set(),
  };
  for (const change of changes)
    for (const item of change.items) {
      if (item.kind !== "message") asked.changes.add(change.key);
      mention(asked, item);
    }
  return asked;
}

function mention(asked: Asked, item: ChangeItem): void {
  mentionPerson(asked, item);
  if (item.kind !== "message" && item.kind !== "status") return;
  if (item.wamid !== null) asked.wamids.add(item.wamid);
  const opaqueId = item.kind === "status" ? item.opaqueId : null;
  if (opaqueId !== null && isId("message", opaqueId)) asked.ids.add(opaqueId);
}

function mentionPerson(asked: Asked, item: ChangeItem): void {
  const person = personIn(item);
  const keys = person === null ? [] : identityKeys(person);
  for (const key of keys) asked.people.add(key);
  if (readAct(item) !== null) for (const key of keys) asked.actors.add(key);
}

function personIn(item: ChangeItem): Person | null {
  if (item.kind === "message") return item.from;
  return item.kind === "preference" ? item.person : null;
}

/** Which of these conversations exist. */
export async function existingConversations(
  db: TenantDb,
  ids: readonly Id<"conversation">[],
): Promise<ReadonlySet<string>> {
  const { results } = await statement(
    db,
    "SELECT v.id FROM json_each(?1) k CROSS JOIN conversations v ON v.id = k.value",
    JSON.stringify(ids),
  ).all<{ id: string }>();
  return new Set(results.map((row) => row.id));
}
