import { changeIdOf } from "#core/inbound/change-id";
import { readDrained, type ListedChange } from "#features/inbound/listed-change";
import type {
  InboundChangePage,
  InboundChangeQuery,
  InboundChangeView,
} from "#features/inbound/schemas";
import {
  holdsScope,
  requireScope,
  type ScopedContext,
  type TenantContext,
} from "#platform/context";
import { decodeCursor, encodeCursor } from "#platform/http/cursor";
import { seesNumber } from "#platform/number-access";

/** A page looks at so many drains, however few of their changes it shows. */
const DRAINS_MAX = 200;

/** A change and where it stands: in which drain, and where in it. */
interface Placed {
  readonly lastSeq: number;
  readonly index: number;
  readonly change: ListedChange;
}

/**
 * What Meta sent, newest first. It is archived drain by drain, and a page looks at a bounded stretch of them: it may be short
 * while there is more.
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
  const { drains, hasMore } = await ctx.session.drained(fromSeq, DRAINS_MAX);
  const found = (await Promise.all(drains.map(placed)))
    .flat()
    .filter((place) => place.lastSeq < fromSeq || place.index < belowIndex)
    .filter(({ change }) => seesNumber(ctx, change.number_id))
    .filter(({ change }) => query.field === undefined || change.field === query.field)
    .filter(({ change }) => query.state === undefined || change.state === query.state);
  const shown = found.slice(0, query.limit);
  const scannedTo = hasMore ? (drains.at(-1)?.lastSeq ?? null) : null;
  const next = nextPosition({ found, shown, scannedTo });
  return {
    data: await Promise.all(shown.map(({ change }) => viewOf(ctx, change))),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, next),
  };
}

/** The changes of a drain, the last one first: within a drain they stand in the order of the mailbox. */
async function placed(drain: {
  readonly lastSeq: number;
  readonly changes: Uint8Array<ArrayBuffer>;
}): Promise<Placed[]> {
  const listed = await readDrained(drain.changes);
  return listed.map((change, index) => ({ lastSeq: drain.lastSeq, index, change })).toReversed();
}

/** After the last one shown when there are more; else where the scan ended; null when it ended at the oldest. */
function nextPosition(scan: {
  readonly found: readonly Placed[];
  readonly shown: readonly Placed[];
  readonly scannedTo: number | null;
}): readonly [number, number] | null {
  const last = scan.shown.at(-1);
  if (last !== undefined && scan.found.length > scan.shown.length)
    return [last.lastSeq, last.index];
  return scan.scannedTo === null ? null : [scan.scannedTo, 0];
}

async function viewOf(ctx: ScopedContext, change: ListedChange): Promise<InboundChangeView> {
  return {
    id: changeIdOf(ctx.tenant.id, { receivedAtMs: change.received_at, seq: change.seq }),
    received_at: new Date(change.received_at).toISOString(),
    waba_id: change.waba_id,
    number_id: change.number_id,
    field: change.field,
    state: change.state,
    sha256: change.sha256,
    items: [...change.items],
    raw: await rawOf(ctx, change),
  };
}

/** What Meta says is of the person: null to who may not see personal data. */
async function rawOf(ctx: ScopedContext, change: ListedChange): Promise<unknown> {
  if (!holdsScope(ctx.actor, "contacts:pii")) return null;
  return change.r2_key === null ? change.raw : rawFromBucket(ctx, change.r2_key);
}

/** Null when the raw change has been deleted since. */
async function rawFromBucket(ctx: ScopedContext, key: string): Promise<unknown> {
  const bytes = await ctx.bucket.get(key);
  if (bytes === null) return null;
  // Safe: the bucket holds what the way in stored there.
  const stored = JSON.parse(new TextDecoder().decode(bytes)) as { readonly change: unknown };
  return stored.change;
}
