import { instantOfChars } from "#core/derived-id";
import { ID_PREFIXES, type Id } from "#core/ids";
import type { Statement } from "#db/statement";
import { packRows, spansOf, unpackRows, type ArchivedRow } from "#features/archive/packed";
import { findLeft, findObjectAt, findObjectsAfter } from "#features/archive/queries";
import type { ArchiveObjectRow } from "#features/archive/queries";
import { beginObject, dropObject, forgetObjects, keepObject } from "#features/archive/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** An object with fewer messages is filled up by what comes next, so that a quiet workspace does not get one a day. */
const FILLED_FROM = 500;
/** Sorts behind every id. */
const END = `${ID_PREFIXES.message}_~`;
/** What is left so long after it was begun was broken off, ms. */
const BROKEN_OFF_MS = 60 * 60_000;
const LEFT_MAX = 50;

/** What is to be committed so that rows are in the archive; then they may be deleted. */
export interface StoredRows {
  readonly ids: readonly Id<"message">[];
  readonly statements: readonly Statement[];
}

/**
 * Put messages into the archive: as many of them as go into one object, whose ids overlap no other's. The bytes are in the bucket
 * when it answers, and hold when the statements are committed; else the sweep takes them out again.
 *
 * @param rows At least one, in the order of their ids.
 */
export async function storeRows(
  ctx: ScopedContext,
  rows: readonly [ArchivedRow, ...ArchivedRow[]],
): Promise<StoredRows> {
  const near = await findObjectAt(ctx.db, rows[0].id);
  const isWithin = near !== undefined && near.lastId >= rows[0].id;
  const [next] = isWithin
    ? []
    : await findObjectsAfter(ctx.db, { after: rows[0].id, before: END, limit: 1 });
  const taken = rows.filter(({ id }) =>
    isWithin ? id <= near.lastId : id < (next?.firstId ?? END),
  );
  const old = isWithin || (near?.messages ?? FILLED_FROM) < FILLED_FROM ? near : undefined;
  const before = old === undefined ? [] : await rowsIn(ctx, old.objectKey);
  const merged = new Map([...before, ...taken].map((row) => [row.id, row]));
  const statements = await replaceObject(ctx, {
    old: old === undefined ? null : { key: old.objectKey, rows: before },
    rows: [...merged.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  });
  return { ids: taken.map(({ id }) => id), statements };
}

/** An object that was in the database's list is not in the bucket: another took its place meanwhile, or it is lost. */
export class ObjectGone extends Error {
  override readonly name = "ObjectGone";
}

/** The messages of an object. @throws ObjectGone. */
export async function rowsIn(ctx: ScopedContext, key: string): Promise<readonly ArchivedRow[]> {
  const bytes = await ctx.bucket.get(key);
  if (bytes === null) throw new ObjectGone();
  return unpackRows(bytes);
}

/** Put an object in another's place, or none when no row is left; it holds when the statements are committed. */
export async function replaceObject(
  ctx: ScopedContext,
  of: {
    readonly old: { readonly key: string; readonly rows: readonly ArchivedRow[] } | null;
    readonly rows: readonly ArchivedRow[];
  },
): Promise<readonly Statement[]> {
  const dropped = of.old === null ? [] : dropObject(ctx.db, of.old.key, spansOf(of.old.rows));
  const [first] = of.rows;
  const last = of.rows.at(-1);
  if (first === undefined || last === undefined) return dropped;
  const { bytes, sha256 } = await packRows(of.rows);
  const row: ArchiveObjectRow = {
    objectKey: keyOf(first.id),
    state: "writing",
    firstId: first.id,
    lastId: last.id,
    messages: of.rows.length,
    bytes: bytes.length,
    sha256,
    oldestAt: Math.min(...of.rows.map(({ createdAt }) => createdAt)),
    writtenAt: ctx.nowMs(),
  };
  await commit(ctx, { statements: [beginObject(ctx.db, row)] });
  await ctx.bucket.put(row.objectKey, bytes);
  return [...dropped, ...keepObject(ctx.db, row.objectKey, spansOf(of.rows))];
}

/** By month and first id; the end tells an object from the one whose place it takes. */
function keyOf(id: Id<"message">): string {
  const month = new Date(instantOfChars(id.slice(ID_PREFIXES.message.length + 1)));
  return `archive/messages/${month.toISOString().slice(0, 7)}/${id}-${crypto.randomUUID().slice(0, 8)}.ndjson.gz`;
}

/** Take out of the bucket what is nobody's. */
export async function sweepLeft(ctx: ScopedContext): Promise<void> {
  const left = await findLeft(ctx.db, ctx.nowMs() - BROKEN_OFF_MS, LEFT_MAX);
  if (left.length === 0) return;
  const keys = left.map(({ objectKey }) => objectKey);
  for (const key of keys) await ctx.bucket.delete(key);
  await commit(ctx, { statements: forgetObjects(ctx.db, keys) });
}
