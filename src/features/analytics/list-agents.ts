import type { Counts } from "#core/analytics/tally";
import { authorKind, type MessageAuthor } from "#core/message/author";
import { byMiddle, meanOf } from "#features/analytics/figures";
import type { AgentList, ReportQuery } from "#features/analytics/schemas";
import { spanOf, sumsOf, toldSpan, total } from "#features/analytics/span";
import { requireScope, type TenantContext } from "#platform/context";

/** What each user, API key and automation sent and answered. @throws AppError `out_of_range`. */
export async function listAgents(ctx: TenantContext, query: ReportQuery): Promise<AgentList> {
  requireScope(ctx, "analytics:read");

  const span = spanOf(ctx, query);
  const agents = byMiddle(total(await sumsOf(ctx, span, "a:")));
  // Safe: the middle of such a name is an author's id.
  const data = ([...agents] as [MessageAuthor, Counts][]).map(([id, counts]) => {
    const replies = counts["replies"] ?? 0;
    return {
      kind: authorKind(id),
      id,
      sent: counts["sent"] ?? 0,
      replies,
      mean_reply_seconds: meanOf(counts["reply_seconds"] ?? 0, replies),
    };
  });
  return { ...toldSpan(span), data: data.toSorted((a, b) => b.sent - a.sent) };
}
