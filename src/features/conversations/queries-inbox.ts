/** Pages and counts of the inbox: what is looked at is taken by one index that has all the columns asked for. */
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import { newBinder, type Binder } from "#db/tenant/binder";
import type { TenantDb } from "#db/tenant/client";
import type { ConversationRow } from "#features/conversations/queries";

/** Conversations that a filtered page, or a count, looks at, at most. */
export const SCAN_MAX = 1_000;
/** Merged conversations that a page without filters may step over and be whole. */
const MERGED_SLACK = 10;

/** A place in the order of the list: newest activity first, then id. */
export type ConversationPosition = readonly [lastAt: number, id: string];

export interface ConversationFilters {
  readonly status?: ConversationRow["status"] | undefined;
  readonly number?: string | undefined;
  readonly unread?: boolean | undefined;
  readonly has_written?: boolean | undefined;
  readonly needs_reply?: boolean | undefined;
}

export interface ConversationRows {
  readonly rows: readonly ConversationRow[];
  /** The position to go on after; null when nothing is left to look at. */
  readonly next: ConversationPosition | null;
}

/** `needsReply` of core. */
const NEEDS_REPLY =
  "(status = 'open' AND last_inbound_at IS NOT NULL AND last_inbound_at >= last_at)";

const COLUMNS = `v.id, v.contact_id contactId, v.number_id numberId, v.status, v.unread, v.last_message_id lastMessageId,
  v.last_at lastAt, v.last_inbound_at lastInboundAt, v.created_at createdAt, v.merged_into mergedInto`;

/** With the last place that was looked at, when there may be more behind it. */
type PageRow = ConversationRow & { readonly edge: string | null };

/**
 * A page of conversations, newest activity first. Rows are taken by the index first and filtered afterwards, so what a page
 * costs does not depend on what the filter meets.
 */
export async function pageOfConversations(
  db: TenantDb,
  filters: ConversationFilters,
  page: { readonly after: ConversationPosition | null; readonly limit: number },
): Promise<ConversationRows> {
  const binder = newBinder();
  const tests = testsOf(filters, binder);
  const scan = tests.length === 0 ? page.limit + 1 + MERGED_SLACK : SCAN_MAX;
  const sql = `WITH scanned AS MATERIALIZED (${scannedSql(filters, page.after, { scan, binder })}),
shown AS (SELECT id, last_at FROM scanned WHERE ${["merged_into IS NULL", ...tests].join(" AND ")}
  ORDER BY last_at DESC, id DESC LIMIT ${binder.bind(page.limit + 1)})
SELECT ${COLUMNS}, (SELECT json_array(last_at, id) FROM scanned
  ORDER BY last_at DESC, id DESC LIMIT 1 OFFSET ${binder.bind(scan - 1)}) edge
FROM (SELECT 1) LEFT JOIN shown s LEFT JOIN conversations v ON v.id = s.id ORDER BY s.last_at DESC, s.id DESC`;
  const { results } = await statement(db, sql, ...binder.params).all<PageRow>();
  const rows = results.flatMap(({ edge: _edge, ...row }) =>
    // A page of nobody is one row of nothing.
    (row.id as string | null) === null ? [] : [row],
  );
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  if (last !== undefined) return { rows: shown, next: [last.lastAt, last.id] };
  const edge = results[0]?.edge ?? null;
  // Safe: the statement makes the array.
  return { rows: shown, next: edge === null ? null : (JSON.parse(edge) as ConversationPosition) };
}

const SCANNED = "id, last_at, status, unread, last_inbound_at, number_id, merged_into";

/** The newest conversations behind a place, of the index alone: those in which the person has written, the others, or both. */
function scannedSql(
  { has_written, unread, needs_reply }: ConversationFilters,
  after: ConversationPosition | null,
  { scan, binder }: { readonly scan: number; readonly binder: Binder },
): string {
  const { bind } = binder;
  const limit = bind(scan);
  const behind = after === null ? "" : `AND (last_at, id) < (${bind(after[0])}, ${bind(after[1])})`;
  const of = (written: 0 | 1) => `SELECT * FROM (SELECT ${SCANNED} FROM conversations
    WHERE has_written = ${written} ${behind} ORDER BY last_at DESC, id DESC LIMIT ${limit})`;
  // Only where the person has written is anything to be read or replied to.
  if (has_written !== undefined) return of(has_written ? 1 : 0);
  if (unread === true || needs_reply === true) return of(1);
  return `${of(1)} UNION ALL ${of(0)} ORDER BY last_at DESC, id DESC LIMIT ${limit}`;
}

function testsOf(filters: ConversationFilters, { bind }: Binder): readonly string[] {
  const { status, number, unread, needs_reply } = filters;
  return [
    ...(status === undefined ? [] : [`status = ${bind(status)}`]),
    ...(number === undefined ? [] : [`number_id = ${bind(number)}`]),
    ...(unread === undefined ? [] : [unread ? "unread > 0" : "unread = 0"]),
    ...(needs_reply === undefined ? [] : [needs_reply ? NEEDS_REPLY : `NOT ${NEEDS_REPLY}`]),
  ];
}

/** How many conversations are in each view, among the newest {@link SCAN_MAX} of one kind. */
export interface InboxCounts {
  readonly all: number;
  readonly unread: number;
  readonly needsReply: number;
  /** How many were looked at. */
  readonly scanned: number;
}

const NONE: InboxCounts = { all: 0, unread: 0, needsReply: 0, scanned: 0 };

/** Count the views of the inbox, of one number or of all: where the person has written, and where not. One round trip. */
export async function countInbox(
  db: TenantDb,
  number: Id<"number"> | undefined,
): Promise<{ readonly written: InboxCounts; readonly silent: InboxCounts }> {
  const binder = newBinder();
  const limit = binder.bind(SCAN_MAX);
  const ofNumber = number === undefined ? "" : ` AND number_id = ${binder.bind(number)}`;
  const is = `merged_into IS NULL${ofNumber}`;
  const counts = (written: 0 | 1) => `SELECT count(*) scanned, coalesce(sum(${is}), 0) "all",
  coalesce(sum(${is} AND unread > 0), 0) unread, coalesce(sum(${is} AND ${NEEDS_REPLY}), 0) needsReply
FROM (SELECT ${SCANNED} FROM conversations WHERE has_written = ${written} ORDER BY last_at DESC, id DESC LIMIT ${limit})`;
  const [written, silent] = await db.$client.batch<InboxCounts>(
    ([1, 0] as const).map((one) => statement(db, counts(one), ...binder.params)),
  );
  return { written: written?.results[0] ?? NONE, silent: silent?.results[0] ?? NONE };
}
