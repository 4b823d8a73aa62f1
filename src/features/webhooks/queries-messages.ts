import type { Id } from "#core/ids";
import type { PostedMessage } from "#core/webhook/posted";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const READ = `
SELECT m.id, m.direction, m.type, m.content, m.context_wamid contextWamid, m.wamid, m.metadata, m.created_at createdAt,
  m.received_at receivedAt, c.id contactId, c.phone, c.wa_id waId, c.bsuid, c.username, c.name,
  n.waba_id wabaId, n.phone_number_id phoneNumberId, n.display_phone_number displayPhoneNumber
FROM json_each(?1) k CROSS JOIN messages m ON m.id = k.value
LEFT JOIN contacts c ON c.id = m.contact_id LEFT JOIN numbers n ON n.id = m.number_id`;

interface Row {
  readonly id: Id<"message">;
  readonly direction: "inbound" | "outbound";
  readonly type: string;
  readonly content: string | null;
  readonly contextWamid: string | null;
  readonly wamid: string | null;
  readonly metadata: string | null;
  readonly createdAt: number;
  readonly receivedAt: number | null;
  readonly contactId: Id<"contact"> | null;
  readonly phone: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly username: string | null;
  readonly name: string | null;
  readonly wabaId: string | null;
  readonly phoneNumberId: string | null;
  readonly displayPhoneNumber: string | null;
}

/** Messages with their people and numbers, by their ids, as far as they are here. */
export async function readPosted(
  db: TenantDb,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PostedMessage>> {
  if (ids.length === 0) return new Map();
  const { results } = await statement(db, READ, JSON.stringify(ids)).all<Row>();
  return new Map(results.map((row) => [row.id, postedOf(row)]));
}

const postedOf = ({ content, metadata, contactId, ...row }: Row): PostedMessage => ({
  ...row,
  content: content === null ? null : (JSON.parse(content) as unknown),
  // Safe: only objects are stored.
  metadata: metadata === null ? null : (JSON.parse(metadata) as Record<string, unknown>),
  contact: contactId === null ? null : { ...row, id: contactId },
  number:
    row.wabaId === null || row.phoneNumberId === null
      ? null
      : {
          wabaId: row.wabaId,
          phoneNumberId: row.phoneNumberId,
          displayPhoneNumber: row.displayPhoneNumber ?? "",
        },
});
