import type { LinkWords } from "#core/consent/opt-in-link";
import { ownPhrases, type OwnWords } from "#core/consent/own-words";
import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { rootSql } from "#db/tenant/find-contact";
import type { Known, KnownContact, KnownMessage, Mentioned } from "#features/inbound/known";
import { mentioned } from "#features/inbound/mentioned";
import { CONTACT, readBeyond } from "#features/inbound/queries-beyond";
import type { ConsentRequest } from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";
import type { ScopedContext } from "#platform/context";

const ERASED = "SELECT 1 FROM erased_messages LIMIT 1";
const DRAINED = "SELECT drained FROM events ORDER BY seq DESC LIMIT 1";
/** A number that is given up may be another workspace's by now. */
const NUMBERS = `SELECT id, phone_number_id AS key, waba_id AS wabaId, portfolio_id AS portfolioId, app_id AS appId, keywords, link_words AS linkWords FROM numbers WHERE status <> 'disconnected'`;

const IDENTITIES = `json_each(?1) k
CROSS JOIN identities i ON i.value = substr(k.value, instr(k.value, ':') + 1) AND i.kind = substr(k.value, 1, instr(k.value, ':') - 1)`;

const PEOPLE = `
SELECT i.kind || ':' || i.value AS key, ${CONTACT}, NULL AS withdrawnAtMs, NULL AS grantedAtMs
FROM ${IDENTITIES}
CROSS JOIN contacts c ON c.id = i.contact_id`;

const OWNERS = `SELECT i.kind || ':' || i.value AS key, i.contact_id AS id FROM ${IDENTITIES}`;

/** Over all of a person's ledger, which is short: what a business recorded last may have happened first. */
const ACTS = `
SELECT n.contact_id AS id, max(CASE WHEN n.action = 'withdraw' THEN n.captured_at END) AS withdrawnAtMs,
  max(CASE WHEN n.action = 'grant' AND n.by_person = 1 THEN n.captured_at END) AS grantedAtMs
FROM consents n
WHERE n.contact_id IN (SELECT i.contact_id FROM ${IDENTITIES}) AND n.purpose = 'marketing'
GROUP BY n.contact_id`;

const MESSAGE = `m.id, m.direction, m.number_id AS numberId, m.contact_id AS contactId, m.conversation_id AS conversationId,
  m.campaign_id AS campaignId, m.wamid, m.type, m.sent_from AS sentFrom,
  CASE WHEN m.sent_from IS NULL THEN m.received_at ELSE m.sent_at END AS writtenAt, m.client_ref AS clientRef, m.sent_at AS sentAt, m.delivered_at AS deliveredAt, m.read_at AS readAt,
  m.played_at AS playedAt, m.failed_at AS failedAt, m.template_id AS templateId, m.claimed_at AS claimedAt,
  m.edited_at AS editedAt, m.revoked_at AS revokedAt,
  m.edited_at IS NOT NULL AND m.original IS NULL AND m.revoked_at IS NULL AS lacksOriginal`;

const BY_WAMID = `SELECT ${MESSAGE} FROM json_each(?1) k CROSS JOIN messages m ON m.wamid = k.value AND m.wamid IS NOT NULL`;
const BY_ID = `SELECT ${MESSAGE} FROM json_each(?1) k CROSS JOIN messages m ON m.id = k.value`;
/** Of the template that a tap answers, also when it was deleted since. */
const STOP_BUTTONS = `SELECT m.wamid AS key, coalesce(
  (SELECT t.opt_out_buttons FROM templates t WHERE t.id = m.template_id),
  (SELECT g.texts FROM gone_opt_out_buttons g WHERE g.template_id = m.template_id), '[]') AS texts
FROM json_each(?1) k CROSS JOIN messages m ON m.wamid = k.value AND m.wamid IS NOT NULL
WHERE m.direction = 'outbound' AND m.template_id IS NOT NULL`;
/** By key: 30 characters of the request's id, a space, and the wamid of the message that asked, or that was sent again for it. One that was confirmed, or before a withdrawal, is over. */
const REQUESTS = `SELECT k.value AS key, n.id, coalesce(${rootSql("n.contact_id")}, n.contact_id) AS contactId, n.statement,
  n.statement_language AS statementLanguage, n.statement_version AS statementVersion, n.recorded_at AS askedAtMs
FROM json_each(?1) k CROSS JOIN consents n ON n.id = substr(k.value, 1, 30)
CROSS JOIN messages m ON m.wamid = substr(k.value, 32) AND m.wamid IS NOT NULL
WHERE n.action = 'request' AND n.purpose = 'marketing' AND n.statement IS NOT NULL AND m.direction = 'outbound'
  AND (m.id = n.message_id OR m.retry_of = n.message_id)
  AND NOT EXISTS (SELECT 1 FROM consents g WHERE g.contact_id IN (n.contact_id, ${rootSql("n.contact_id")}) AND g.seq > n.seq
    AND g.purpose = n.purpose AND (g.action = 'withdraw' OR (g.action = 'grant' AND g.source = n.id)))`;
const SEEN = "SELECT s.key FROM json_each(?1) k CROSS JOIN seen_changes s ON s.key = k.value";

/** Everything that the changes mention and the database knows. What is not mentioned is not asked. */
export async function readKnown(
  ctx: ScopedContext,
  changes: readonly ReadChange[],
): Promise<Known> {
  const first = await readMentioned(ctx.db, changes);
  return readBeyond(ctx, changes, first);
}

/** In one round trip. */
async function readMentioned(db: TenantDb, changes: readonly ReadChange[]): Promise<Mentioned> {
  const asked = mentioned(changes);
  const statements: Statement[] = [
    statement(db, NUMBERS),
    statement(db, DRAINED),
    statement(db, ERASED),
  ];
  const ask = (sql: string, keys: ReadonlySet<string>): number | null => {
    if (keys.size === 0) return null;
    statements.push(statement(db, sql, JSON.stringify([...keys])));
    return statements.length - 1;
  };
  const people = ask(PEOPLE, asked.people);
  const acts = ask(ACTS, asked.actors);
  const owners = ask(OWNERS, asked.recipients);
  const wamids = ask(BY_WAMID, asked.wamids);
  const ids = ask(BY_ID, asked.ids);
  const tapped = ask(STOP_BUTTONS, asked.tapped);
  const requests = ask(REQUESTS, asked.requests);
  const seen = ask(SEEN, asked.changes);
  const results = await db.$client.batch(statements);
  /** Safe: each statement above selects exactly the columns of the type that it is read as. */
  const rows = <T>(index: number | null): T[] =>
    index === null ? [] : ((results[index]?.results ?? []) as T[]);
  const acted = new Map(rows<Acted>(acts).map((row) => [row.id, row]));
  return {
    ...factsOf(rows<NumberKey>(0)),
    requests: new Map(
      rows<ConsentRequest & { key: string }>(requests).map(({ key, ...request }) => [key, request]),
    ),
    stopButtons: textsOf(rows(tapped)),
    people: new Map(
      rows<KnownContact & { key: string }>(people).map((row) => [
        row.key,
        { ...row, ...acted.get(row.id) },
      ]),
    ),
    owners: new Map(
      rows<{ key: string; id: Id<"contact"> }>(owners).map((row) => [row.key, row.id]),
    ),
    byWamid: new Map(rows<KnownMessage>(wamids).map((row) => [row.wamid ?? "", row])),
    byId: new Map(rows<KnownMessage>(ids).map((row) => [row.id, row])),
    remembersErased: rows(2).length > 0,
    drainedSeq: rows<{ drained: number }>(1)[0]?.drained ?? 0,
    seen: new Set(rows<{ key: string }>(seen).map((row) => row.key)),
  };
}

interface NumberKey {
  readonly key: string;
  readonly id: Id<"number">;
  readonly wabaId: string;
  readonly portfolioId: string | null;
  readonly appId: string | null;
  /** JSON. */
  readonly keywords: string | null;
  readonly linkWords: string | null;
}

/** What is known of the numbers themselves. */
const factsOf = (numbers: readonly NumberKey[]) => ({
  numbers: new Map(numbers.map((row) => [row.key, row.id])),
  appOfNumber: new Map(numbers.map((row) => [row.key, row.appId])),
  appOfAccount: new Map(numbers.map((row) => [row.wabaId, row.appId])),
  wordsOfNumber: wordsOf(numbers),
  linkWordsOfNumber: linkWordsOf(numbers),
  isOnePortfolio: areOnePortfolio(numbers),
});

/** What numbers have people write beside the built-in words. */
const wordsOf = (numbers: readonly NumberKey[]): Known["wordsOfNumber"] =>
  new Map(
    numbers
      .filter(({ keywords }) => keywords !== null)
      // Safe: nothing but the numbers' own writes fill the column.
      .map(({ key, keywords }) => [
        key,
        ownPhrases(JSON.parse(keywords ?? "null") as OwnWords | null),
      ]),
  );

/** The phrases of the numbers' opt-in links. */
const linkWordsOf = (numbers: readonly NumberKey[]): Known["linkWordsOfNumber"] =>
  new Map(
    numbers.flatMap(({ key, linkWords }) =>
      // Safe: nothing but the numbers' own writes fill the column.
      linkWords === null ? [] : [[key, JSON.parse(linkWords) as LinkWords] as const],
    ),
  );

/** What the buttons that stop marketing say, by the message that shows them. */
const textsOf = (buttons: readonly { key: string; texts: string }[]): Known["stopButtons"] =>
  // Safe: nothing but the templates' own writes fill the columns.
  new Map(buttons.map(({ key, texts }) => [key, JSON.parse(texts) as string[]]));

/** An account is of one portfolio; several are when Meta has told the same one of each. */
const areOnePortfolio = (numbers: readonly NumberKey[]): boolean =>
  new Set(numbers.map(({ wabaId }) => wabaId)).size <= 1 ||
  (numbers.every(({ portfolioId }) => portfolioId !== null) &&
    new Set(numbers.map(({ portfolioId }) => portfolioId)).size === 1);

type Acted = Pick<KnownContact, "id" | "withdrawnAtMs" | "grantedAtMs">;

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
