import type { Id } from "#core/ids";
import type { ChangeItem } from "#core/whatsapp/envelope-change";
import type { MessageStatus } from "#core/whatsapp/envelope-status";
import { statement } from "#db/statement";
import { rootSql } from "#db/tenant/find-contact";
import { readWithdrawn } from "#features/consent/index";
import type { Known, KnownContact, Mentioned } from "#features/inbound/known";
import { identityKeys, keysIn } from "#features/inbound/person-keys";
import { readAct } from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";
import type { ScopedContext } from "#platform/context";

/** The columns of a {@link KnownContact}, of contacts under the alias `c`. */
export const CONTACT = `c.id, c.phone, c.wa_id AS waId, c.bsuid, c.username, c.name, c.profile_named AS profileNamed, c.marketing, c.marketing_by_person AS marketingByPerson`;

const ACTED = `(SELECT max(n.captured_at) FROM consents n WHERE n.contact_id = c.id AND n.purpose = 'marketing' AND n.action = 'withdraw') AS withdrawnAtMs,
  (SELECT max(n.captured_at) FROM consents n WHERE n.contact_id = c.id AND n.purpose = 'marketing' AND n.action = 'grant' AND n.by_person = 1) AS grantedAtMs`;

const BY_CONTEXT = `SELECT 'context:' || m.wamid AS key, ${CONTACT}, ${ACTED}
FROM json_each(?1) k CROSS JOIN messages m ON m.wamid = k.value AND m.wamid IS NOT NULL AND m.direction = 'outbound'
CROSS JOIN contacts c ON c.id = coalesce(${rootSql("m.contact_id")}, m.contact_id)`;

const BY_CONTACT = `SELECT k.value AS key, ${CONTACT}, ${ACTED}
FROM json_each(?1) k CROSS JOIN contacts c ON c.id = coalesce(${rootSql("k.value")}, k.value)`;

/**
 * What only the first look shows to be needed, in a second round trip that most drains do without: who answered, when they are
 * strangers or act on consent; contacts that prove to be one; withdrawals of those who are no contact.
 */
export async function readBeyond(
  ctx: ScopedContext,
  changes: readonly ReadChange[],
  first: Mentioned,
): Promise<Known> {
  const items = changes.flatMap((change) => change.items);
  const asked = beyond(items, first);
  const look = async (sql: string, keys: ReadonlySet<string>) => {
    if (keys.size === 0) return [];
    const list = JSON.stringify([...keys]);
    return (await statement(ctx.db, sql, list).all<KnownContact & { key: string }>()).results;
  };
  const [answerers, recipients, withdrawn] = await Promise.all([
    look(BY_CONTEXT, asked.contexts),
    look(BY_CONTACT, asked.recipients),
    readWithdrawn(ctx, [...asked.strange]),
  ]);
  return {
    ...first,
    people: new Map([...first.people, ...answerers.map((row) => [row.key, row] as const)]),
    // Safe: the keys asked for are ids of contacts.
    recipients: new Map(recipients.map((row) => [row.key as Id<"contact">, row])),
    withdrawn,
  };
}

interface Beyond {
  /** Ids of messages of ours that were answered. */
  readonly contexts: Set<string>;
  readonly recipients: Set<string>;
  /** Identity keys that no contact has. */
  readonly strange: Set<string>;
}

function beyond(items: readonly ChangeItem[], first: Mentioned): Beyond {
  const asked: Beyond = { contexts: new Set(), recipients: new Set(), strange: new Set() };
  for (const item of items) {
    const keys = keysIn(item);
    const strange = keys.filter((key) => !first.people.has(key) && !first.owners.has(key));
    if (item.kind !== "status") for (const key of strange) asked.strange.add(key);
    if (item.kind === "message" && item.contextWamid !== null)
      if (strange.length === keys.length || readAct(item) !== null)
        asked.contexts.add(item.contextWamid);
    if (item.kind === "status") beyondStatus(asked, item, first);
  }
  return asked;
}

function beyondStatus(asked: Beyond, item: MessageStatus, first: Mentioned): void {
  const message = first.byWamid.get(item.wamid ?? "") ?? first.byId.get(item.opaqueId ?? "");
  if (message === undefined || item.recipient === null) return;
  for (const key of identityKeys(item.recipient)) {
    const owner = first.owners.get(key);
    if (owner === message.contactId) continue;
    asked.recipients.add(message.contactId);
    if (owner === undefined) asked.strange.add(key);
    else asked.recipients.add(owner);
  }
}
