import type { Id } from "#core/ids";
import type { MESSAGE_DIRECTIONS } from "#core/message/states";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { MessageRow } from "#features/messages/queries";

/** What one side of a conversation says to a message with one sign. */
export interface Reaction {
  readonly direction: (typeof MESSAGE_DIRECTIONS)[number];
  readonly emoji: string;
  /** The message that says it. */
  readonly messageId: Id<"message">;
  /** Unix ms. */
  readonly atMs: number;
}

/** One of ours counts once Meta has taken it. */
const COUNTS = `(m.direction = 'inbound' OR m.state IN ('accepted', 'held', 'sent', 'delivered', 'read', 'played'))`;
const MADE_AT = "coalesce(m.received_at, m.accepted_at, m.sent_at, m.created_at)";

/** The newest of each side, in whatever order they came: of one instant the one with the greater id of Meta. */
const REACTIONS = `
SELECT k.value AS wamid, m.direction, m.id AS messageId, m.content ->> 'emoji' AS emoji, ${MADE_AT} AS atMs,
  max(format('%015d', ${MADE_AT}) || coalesce(m.wamid, '')) AS newest
FROM json_each(?1) k CROSS JOIN messages m ON m.content ->> 'message_id' = k.value AND m.type = 'reaction'
WHERE ${COUNTS} GROUP BY k.value, m.direction ORDER BY m.direction`;

/** The reactions to messages, by Meta's id: one query by index for all, which reads a row for each reaction. */
export async function readReactions(
  db: TenantDb,
  rows: readonly Pick<MessageRow, "wamid">[],
): Promise<ReadonlyMap<string, readonly Reaction[]>> {
  const wamids = rows.flatMap(({ wamid }) => wamid ?? []);
  if (wamids.length === 0) return new Map();
  const { results } = await statement(db, REACTIONS, JSON.stringify(wamids)).all<
    Omit<Reaction, "emoji"> & { readonly wamid: string; readonly emoji: string | null }
  >();
  const byWamid = new Map<string, Reaction[]>();
  for (const { wamid, direction, emoji, messageId, atMs } of results) {
    // Without a sign it takes the one before back.
    if (emoji === null || emoji === "") continue;
    byWamid.set(wamid, [...(byWamid.get(wamid) ?? []), { direction, emoji, messageId, atMs }]);
  }
  return byWamid;
}
