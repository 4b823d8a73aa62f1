import type { z } from "@hono/zod-openapi";
import { asc, sql } from "drizzle-orm";

import { messages } from "#db/tenant/schema";
import type { MessageView } from "#features/messages/schemas";
import { messageViews } from "#features/messages/view";
import type { ScopedContext } from "#platform/context";

/** Messages behind an id, in the order of their ids, as the API shows them without links. @param page.after "" at the beginning. */
export async function readMessagesForExport(
  ctx: ScopedContext,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly z.infer<typeof MessageView>[]> {
  const rows = await ctx.db
    .select()
    .from(messages)
    .where(sql`${messages.id} > ${after}`)
    .orderBy(asc(messages.id))
    .limit(limit)
    .all();
  return messageViews(ctx, rows, { links: false });
}
