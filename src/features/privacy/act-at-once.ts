import { consentStatements } from "#features/consent/index";
import { erasedPerson, reachedBy } from "#features/privacy/erased-person";
import { requestCompleted } from "#features/privacy/events";
import type { RequestRow } from "#features/privacy/queries";
import { suppressPerson } from "#features/suppressions/index";
import type { Commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A request as it is taken up, and what holds from the same commit on. */
type TakenUp = Required<Pick<Commit, "statements" | "events">> & { readonly row: RequestRow };

/**
 * What a request does at once: to whoever is to be erased, or to be left alone, nothing is sent any more; an objection withdraws
 * marketing, by the person's own will.
 */
export async function actAtOnce(ctx: ScopedContext, row: RequestRow): Promise<TakenUp> {
  switch (row.kind) {
    case "erase":
      return { row, ...(await suppressed(ctx, row, "erased")) };
    case "restrict":
      return completed(ctx, row, await suppressed(ctx, row, "legal"));
    case "object":
      return completed(ctx, row, objection(ctx, row));
    case "access":
    case "rectify":
      return { row, statements: [], events: [] };
  }
}

const suppressed = async (ctx: ScopedContext, row: RequestRow, reason: "erased" | "legal") =>
  suppressPerson(ctx, {
    contactId: row.contactId,
    reached: reachedBy(await erasedPerson(ctx, row)),
    reason,
  });

const objection = (ctx: ScopedContext, row: RequestRow) =>
  consentStatements(ctx, {
    contactId: row.contactId,
    action: "withdraw",
    purpose: "marketing",
    method: "verbal",
    byPerson: true,
    source: `privacy_request:${row.id}`,
    capturedAtMs: row.createdAt,
  });

const completed = (
  ctx: ScopedContext,
  row: RequestRow,
  { statements, events }: Omit<TakenUp, "row">,
): TakenUp => ({
  row: { ...row, status: "completed", endedAt: ctx.nowMs() },
  statements,
  events: [...events, requestCompleted(row)],
});
