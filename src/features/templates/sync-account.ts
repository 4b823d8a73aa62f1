import { actionFor } from "#core/whatsapp/error-action";
import { numbersInUse, refusedCall, type NumberRow } from "#features/numbers/index";
import { markMissing } from "#features/templates/mark-missing";
import { takeListed } from "#features/templates/take-listed";
import type { ScopedContext } from "#platform/context";
import { graphOf, type GraphReply } from "#platform/meta/graph";
import type { JobOf, JobOutcome } from "#platform/queue/jobs";

/** An account holds 6,000 templates at most; the bound only ends a list that Meta would never end. */
const PAGES_MAX = 100;

/**
 * Read all of an account's templates from Meta, page by page: unknown ones are taken in, of every kind; changed ones are changed.
 * None is ever deleted: what the whole list did not hold is `missing_upstream`, until it is seen again. It may run twice, and beside
 * webhooks: of each subject Meta's last word counts.
 */
export async function syncAccount(
  ctx: ScopedContext,
  { wabaId }: JobOf<"templates.sync">,
): Promise<JobOutcome> {
  const number = (await numbersInUse(ctx.db)).find(
    (one) => one.wabaId === wabaId && one.status !== "needs_reauth",
  );
  if (number === undefined) return { type: "drop", reason: "no_number" };
  const graph = await graphOf(ctx, number);
  const startedAtMs = ctx.nowMs();
  const seen = new Set<string>();
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const asOfMs = ctx.nowMs();
    const reply: Awaited<ReturnType<typeof graph.listTemplates>> = await graph.listTemplates(
      wabaId,
      after,
    );
    if (reply.type !== "ok") return failed(ctx, reply, { number, asOfMs });
    await takeListed(ctx, reply.value.data, { wabaId, numberId: number.id, atMs: asOfMs });
    for (const { id } of reply.value.data) seen.add(id);
    ({ after } = reply.value);
    if (after === null) {
      await markMissing(ctx, { wabaId, seen, startedAtMs });
      return { type: "done" };
    }
  }
  return { type: "drop", reason: "too_many_pages" };
}

/** What passes is asked again; what does not stops the number where it must. */
async function failed(
  ctx: ScopedContext,
  reply: Exclude<GraphReply<unknown>, { type: "ok" }>,
  of: { readonly number: NumberRow; readonly asOfMs: number },
): Promise<JobOutcome> {
  if (reply.type === "unknown") return { type: "retry" };
  const { code, isTransient, subcode, retryAfterMs } = reply.error;
  if (actionFor(code, isTransient, subcode).action === "requeue")
    return retryAfterMs == null
      ? { type: "retry" }
      : { type: "retry", afterSeconds: Math.ceil(retryAfterMs / 1000) };
  await refusedCall(ctx, reply, { ...of, refusedAs: "meta_error" });
  return { type: "drop", reason: `meta_${code}` };
}
