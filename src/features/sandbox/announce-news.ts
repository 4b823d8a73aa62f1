import type { NewsBody, NewsView } from "#features/sandbox/news-schemas";
import { requireSandboxNumber } from "#features/sandbox/require-sandbox-number";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Let Meta say something of a sandbox number or its account: that it is flagged, renamed, restricted, … It comes in by webhook
 * as from Meta, and what the sandbox itself shows of the number follows it.
 *
 * @throws AppError `not_found` for a number that is not of the sandbox.
 */
export async function announceNews(
  ctx: TenantContext,
  numberId: string,
  { field, value }: NewsBody,
): Promise<NewsView> {
  requireScope(ctx, "sandbox:write");
  const number = await requireSandboxNumber(ctx, numberId);
  const view: NewsView = { number_id: number.id, field };
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.news", target: number.id, changes: { field } },
    answer: { status: 202, body: view },
  });
  const news = { phone_number_id: number.phoneNumberId, field, value: value ?? {} };
  await ctx.sandbox.announce(news);
  return view;
}
