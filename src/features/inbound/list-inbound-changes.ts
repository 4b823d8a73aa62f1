import { scanDrains } from "#features/inbound/queries";
import type {
  InboundChangePage,
  InboundChangeQuery,
  InboundChangeView,
} from "#features/inbound/schemas";
import type { ListedChange } from "#features/inbound/write-drain";
import { requireScope, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";

/** A change and where it stands: in which events row, and where in it. */
interface Placed {
  readonly seq: number;
  readonly index: number;
  readonly change: ListedChange;
}

/** The oldest row of all; nothing stands before it. */
const FIRST_SEQ = 0;

/**
 * What Meta sent, newest first. Drains are kept in the events ledger, so a page looks at a bounded stretch of it: it may be
 * short while there is more.
 */
export async function listInboundChanges(
  ctx: TenantContext,
  query: InboundChangeQuery,
): Promise<InboundChangePage> {
  requireScope(ctx, "inbox:read");

  const list = {
    name: "inbound_changes",
    filters: { field: query.field, state: query.state },
  };
  const position = query.after === undefined ? [] : await decodeCursor(ctx, list, query.after);
  const fromSeq = Number(position[0] ?? Number.MAX_SAFE_INTEGER);
  const belowIndex = Number(position[1] ?? Infinity);
  const rows = await scanDrains(ctx.db, fromSeq);
  const found = rows
    .flatMap((row) => placed(row.seq, row.changes))
    .filter((place) => place.seq < fromSeq || place.index < belowIndex)
    .filter(({ change }) => query.field === undefined || change.field === query.field)
    .filter(({ change }) => query.state === undefined || change.state === query.state);
  const shown = found.slice(0, query.limit);
  const next = nextPosition({ found, shown, lastSeq: rows.at(-1)?.seq ?? FIRST_SEQ });
  return {
    data: await Promise.all(shown.map(({ change }) => viewOf(ctx, change))),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, next),
  };
}

/** The changes of a row, the last one first: within a row they stand in the order of the mailbox. */
function placed(seq: number, changes: string | null): Placed[] {
  if (changes === null) return [];
  // Safe: only a drain writes this column, and it writes ListedChange.
  const listed = JSON.parse(changes) as ListedChange[];
  return listed.map((change, index) => ({ seq, index, change })).toReversed();
}

/** After the last one shown when there are more; else where the scan ended; null when it ended at the beginning. */
function nextPosition(scan: {
  readonly found: readonly Placed[];
  readonly shown: readonly Placed[];
  readonly lastSeq: number;
}): readonly [number, number] | null {
  const last = scan.shown.at(-1);
  if (last !== undefined && scan.found.length > scan.shown.length) return [last.seq, last.index];
  return scan.lastSeq <= FIRST_SEQ ? null : [scan.lastSeq, 0];
}

async function viewOf(ctx: TenantContext, change: ListedChange): Promise<InboundChangeView> {
  return {
    id: change.id,
    received_at: new Date(change.received_at).toISOString(),
    waba_id: change.waba_id,
    number_id: change.number_id,
    field: change.field,
    state: change.state,
    sha256: change.sha256,
    items: [...change.items],
    raw: change.r2_key === null ? change.raw : await rawFromBucket(ctx, change.r2_key),
  };
}

/** Null when the raw change has been deleted since. */
async function rawFromBucket(ctx: TenantContext, key: string): Promise<unknown> {
  const bytes = await ctx.bucket.get(key);
  if (bytes === null) return null;
  // Safe: the bucket holds what the way in stored there.
  const stored = JSON.parse(new TextDecoder().decode(bytes)) as { readonly change: unknown };
  return stored.change;
}
