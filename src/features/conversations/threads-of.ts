import type { Id } from "#core/ids";
import { readMergedThreads } from "#features/conversations/queries";
import { requireConversation } from "#features/conversations/require-conversation";
import type { ScopedContext } from "#platform/context";

/** A conversation, and those that go on in it. @throws AppError `not_found`. */
export async function threadsOf(
  ctx: ScopedContext,
  id: string,
): Promise<readonly Id<"conversation">[]> {
  const row = await requireConversation(ctx, id);
  const merged = await readMergedThreads(ctx.db, row.id);
  return merged.length === 0 ? [row.id] : merged;
}
