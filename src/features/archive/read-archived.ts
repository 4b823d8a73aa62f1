import { isId, type Id } from "#core/ids";
import { threadOf, type ArchivedRow } from "#features/archive/packed";
import { findObjectAt, findSpans } from "#features/archive/queries";
import { ObjectGone, rowsIn } from "#features/archive/store-rows";
import type { ScopedContext } from "#platform/context";

/** Objects that one page of a thread reads, at most. */
const OBJECTS_MAX = 6;

/** Messages of a thread that are in the archive. */
export interface ArchivedPage {
  /** Newest first. */
  readonly rows: readonly ArchivedRow[];
  /** Whether older ones are there that were not looked at. */
  readonly isCut: boolean;
}

/** Which page is read of conversations that are read as one. */
export interface ArchivedAsk {
  readonly threads: readonly Id<"conversation">[];
  readonly before: Id<"message"> | null;
  readonly limit: number;
}

/** One message of the archive; undefined when it is not there. One row is read, and one object when the id lies in its range. */
export async function findArchived(
  ctx: ScopedContext,
  id: string,
): Promise<ArchivedRow | undefined> {
  if (!isId("message", id)) return undefined;
  return onceMore(async () => {
    const object = await findObjectAt(ctx.db, id);
    if (object === undefined || object.lastId < id) return undefined;
    return (await rowsIn(ctx, object.objectKey)).find((row) => row.id === id);
  });
}

/** Where messages of the page lie, newest first: a row that is not there where nothing is archived. */
export const findArchivedSpans = async (ctx: ScopedContext, { threads, ...page }: ArchivedAsk) =>
  (
    await Promise.all(
      threads.map((thread) => findSpans(ctx.db, thread, { ...page, limit: OBJECTS_MAX + 1 })),
    )
  )
    .flat()
    .toSorted((a, b) => (a.lastId < b.lastId ? 1 : -1));

/**
 * The messages of the page that are newer than `downTo`, which is the last one that the database has for it.
 *
 * @param spans Of {@link findArchivedSpans}, so that they are read beside the database's own messages.
 */
export async function findArchivedThread(
  ctx: ScopedContext,
  ask: ArchivedAsk & {
    readonly downTo: Id<"message"> | null;
    readonly spans: Awaited<ReturnType<typeof findArchivedSpans>>;
  },
): Promise<ArchivedPage> {
  let known: typeof ask.spans | undefined = ask.spans;
  return onceMore(async () => {
    const spans = known ?? (await findArchivedSpans(ctx, ask));
    known = undefined;
    const wanted = spans.filter(({ lastId }) => ask.downTo === null || lastId > ask.downTo);
    const keys = [...new Set(wanted.map(({ objectKey }) => objectKey))];
    const read = await Promise.all(keys.slice(0, OBJECTS_MAX).map((key) => rowsIn(ctx, key)));
    const among = new Set<string>(ask.threads);
    const rows = read
      .flat()
      .filter((row) => among.has(threadOf(row)) && (ask.before === null || row.id < ask.before))
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
    return { rows: rows.slice(0, ask.limit), isCut: keys.length > OBJECTS_MAX };
  });
}

/** An object whose place was taken between the look at the database and that into the bucket: look again. */
async function onceMore<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ObjectGone) return read();
    throw error;
  }
}
