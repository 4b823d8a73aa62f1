/** Pages and counts of the inbox: what is looked at is taken by one index that has all the columns asked for. */
import type { NumberAccess } from "#core/account/number-access";
import type { ConversationFilter } from "#core/conversation/filter";
import { writtenOnly, type Asking } from "#core/conversation/passes-filter";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import { newBinder, type Binder } from "#db/tenant/binder";
import type { TenantDb } from "#db/tenant/client";
import { compileConversationFilter } from "#db/tenant/compile-conversation-filter";
import type { ConversationRow } from "#features/conversations/queries";

/** Conversations that a page looks at, at most. */
const SCAN_MAX = 1_000;

/** A place in the order of the list: newest activity first, then id. */
export type ConversationPosition = readonly [lastAt: number, id: string];

export interface ConversationRows {
  readonly rows: readonly ConversationRow[];
  /** The position to go on after; null when nothing is left to look at. */
  readonly next: ConversationPosition | null;
}

const COLUMNS = `v.id, v.contact_id contactId, v.number_id numberId, v.status, v.unread, v.last_message_id lastMessageId,
  v.last_at lastAt, v.last_inbound_at lastInboundAt, v.created_at createdAt, v.merged_into mergedInto, v.assignee, v.priority,
  v.snoozed_until snoozedUntil, v.tags, v.tag_keys tagKeys, v.bot_muted_until botMutedUntil`;

type PageRow = Omit<ConversationRow, "tags"> & { readonly tags: string };

/**
 * A page of conversations, newest activity first. The index is gone along from the place on until the page is full, but no
 * further than {@link SCAN_MAX}, so that what a page costs does not grow with the inbox, whatever the filter meets.
 */
export async function pageOfConversations(
  db: TenantDb,
  filter: ConversationFilter,
  page: Asking & { readonly after: ConversationPosition | null; readonly limit: number },
): Promise<ConversationRows> {
  const binder = newBinder();
  const written = writtenOnly(filter);
  const condition = compileConversationFilter(filter, page, binder);
  // The rows of the scan come in its order, one at a time: the page ends it when it is full.
  const sql = `SELECT ${COLUMNS} FROM (SELECT id, last_at FROM (${scannedSql(written, page.after, binder)})
  WHERE merged_into IS NULL AND ${condition} LIMIT ${binder.bind(page.limit + 1)}) s
JOIN conversations v ON v.id = s.id ORDER BY s.last_at DESC, s.id DESC`;
  const { results } = await statement(db, sql, ...binder.params).all<PageRow>();
  const rows = results.map(({ tags, ...row }) => ({
    ...row,
    // Safe: the column holds a list of tags.
    tags: JSON.parse(tags) as readonly string[],
  }));
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  if (last !== undefined) return { rows: shown, next: [last.lastAt, last.id] };
  return { rows: shown, next: await endOfScan(db, written, page.after) };
}

/** The last place that a whole scan looks at; null when it comes to the end of the inbox. */
async function endOfScan(
  db: TenantDb,
  written: boolean | null,
  after: ConversationPosition | null,
): Promise<ConversationPosition | null> {
  const binder = newBinder();
  const sql = `SELECT last_at, id FROM (${scannedSql(written, after, binder)}) LIMIT 1 OFFSET ${SCAN_MAX - 1}`;
  const [end] = await statement(db, sql, ...binder.params).raw<[number, string]>();
  return end ?? null;
}

const SCANNED =
  "id, last_at, status, unread, last_inbound_at, number_id, merged_into, assignee, priority, tag_keys";

/** The newest conversations behind a place, of the index alone: those in which the person has written, the others, or both. */
function scannedSql(
  written: boolean | null,
  after: ConversationPosition | null,
  { bind }: Binder,
): string {
  const behind = after === null ? "" : `AND (last_at, id) < (${bind(after[0])}, ${bind(after[1])})`;
  const of = (half: 0 | 1) =>
    `SELECT ${SCANNED} FROM conversations WHERE has_written = ${half} ${behind}`;
  const ordered = `ORDER BY last_at DESC, id DESC LIMIT ${SCAN_MAX}`;
  if (written !== null) return `${of(written ? 1 : 0)} ${ordered}`;
  return `${of(1)} UNION ALL ${of(0)} ${ordered}`;
}

/** How many conversations are in each view. Of `mine` none when nobody asks as a person. */
export interface InboxCounts {
  readonly all: number;
  readonly written: number;
  readonly open: number;
  readonly unread: number;
  readonly needsReply: number;
  readonly unassigned: number;
  readonly mine: number;
}

/** Count the views of the inbox, of one number or of all: a row is read for each number and each member with conversations. */
export async function countInbox(
  db: TenantDb,
  {
    number,
    me,
    access,
  }: {
    readonly number: Id<"number"> | undefined;
    readonly me: Id<"user"> | null;
    /** The numbers that are counted at all. */
    readonly access: NumberAccess;
  },
): Promise<InboxCounts> {
  const binder = newBinder();
  const mine = binder.bind(me ?? "-");
  const one = number === undefined ? "1" : `number_id = ${binder.bind(number)}`;
  const some =
    access === null
      ? "1"
      : `number_id IN (SELECT value FROM json_each(${binder.bind(JSON.stringify(access))}))`;
  const sum = (column: string, name: string) => `coalesce(sum(${column}), 0) "${name}"`;
  const sql = `SELECT ${sum("n_all", "all")}, ${sum("n_written", "written")}, ${sum("n_open", "open")},
  ${sum("n_unread", "unread")}, ${sum("n_needs_reply", "needsReply")},
  ${sum("n_open * (assignee = '')", "unassigned")}, ${sum(`n_open * (assignee = ${mine})`, "mine")}
FROM conversation_counts WHERE ${one} AND ${some}`;
  const counts = await statement(db, sql, ...binder.params).first<InboxCounts>();
  if (counts === null) throw new RangeError("sums are one row");
  return counts;
}
