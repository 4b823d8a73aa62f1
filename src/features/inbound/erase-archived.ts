import type { StepTurn } from "#core/privacy/erasure";
import { naming, stripPerson } from "#core/privacy/strip-person";
import { packDrained, readDrained, type ListedChange } from "#features/inbound/listed-change";
import { eraseFromLongChanges } from "#features/inbound/long-changes";
import type { ScopedContext } from "#platform/context";

/** Drains that one turn looks at. */
const DRAINS_MAX = 100;

/** The objects of long changes come behind the drains: their cursor begins so. */
const OBJECTS = "objects|";

/**
 * Take a person out of what Meta sent and is kept as it came, the next drains behind a cursor, newest first. A change that was
 * about them alone is gone; of the others what is about them.
 *
 * @param names What names the person in a text.
 * @param cursor That the turn before gave; null at the beginning.
 */
export async function eraseArchived(
  ctx: ScopedContext,
  names: readonly string[],
  cursor: string | null,
): Promise<StepTurn> {
  const isNamed = naming(names);
  if (!cursor?.startsWith(OBJECTS)) return eraseFromDrains(ctx, isNamed, cursor);
  const turn = await eraseFromLongChanges(ctx, isNamed, cursor.slice(OBJECTS.length));
  return { ...turn, cursor: turn.cursor === null ? null : OBJECTS + turn.cursor };
}

/** @param cursor The drain's sequence to begin at; null at the newest. */
async function eraseFromDrains(
  ctx: ScopedContext,
  isNamed: (text: string) => boolean,
  cursor: string | null,
): Promise<StepTurn> {
  const from = cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor);
  const { drains, hasMore } = await ctx.session.drained(from, DRAINS_MAX);
  const rewritten: { lastSeq: number; changes: Uint8Array<ArrayBuffer> | null }[] = [];
  let erased = 0;
  for (const { lastSeq, changes } of drains) {
    const listed = await readDrained(changes);
    const left = await Promise.all(listed.map((change) => strip(ctx, change, isNamed)));
    const touched = left.filter((change, i) => change !== listed[i]).length;
    if (touched === 0) continue;
    erased += touched;
    const kept = left.flatMap((change) => change ?? []);
    rewritten.push({ lastSeq, changes: kept.length === 0 ? null : await packDrained(kept) });
  }
  if (rewritten.length > 0) await ctx.session.rewriteDrained(rewritten);
  const last = drains.at(-1)?.lastSeq;
  return {
    cursor: hasMore && last !== undefined ? String(last - 1) : OBJECTS,
    counts: { raw_webhooks: erased },
  };
}

/** The same change when it does not name them; null when nothing else is in it. */
async function strip(
  ctx: ScopedContext,
  change: ListedChange,
  isNamed: (text: string) => boolean,
): Promise<ListedChange | null> {
  const raw = change.r2_key === null ? change.raw : await fromBucket(ctx, change.r2_key);
  if (!isNamed(JSON.stringify(raw ?? null))) return change;
  const left = stripPerson(raw, isNamed) ?? null;
  const text = JSON.stringify(left);
  const items = change.items.filter(({ wamid }) => wamid !== null && text.includes(wamid));
  if (change.r2_key !== null) await toBucket(ctx, change.r2_key, items.length === 0 ? null : left);
  if (items.length === 0) return null;
  return { ...change, items, raw: change.r2_key === null ? left : null };
}

async function fromBucket(ctx: ScopedContext, key: string): Promise<unknown> {
  const bytes = await ctx.bucket.get(key);
  return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as unknown);
}

const toBucket = (ctx: ScopedContext, key: string, left: unknown): Promise<void> =>
  left === null ? ctx.bucket.delete(key) : ctx.bucket.put(key, JSON.stringify(left));
