import type { Id } from "#core/ids";
import { pack, unpack, type LoggedAttempt } from "#features/webhooks/packed-log";
import { findLogOf, type LogRow } from "#features/webhooks/queries-log";
import { replaceLog } from "#features/webhooks/writes-log";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

const PAGE_MAX = 20;

/**
 * Take a person's data out of everything that was posted and is kept to be posted again: of what the person stood in, the event
 * alone is left, and nothing of what the receiver answered. It reads every row of the log; told again it does nothing.
 */
export async function forgetPersonInDeliveries(
  ctx: ScopedContext,
  contactId: Id<"contact">,
): Promise<void> {
  let after: readonly [string, string] | null = null;
  for (;;) {
    const rows: readonly LogRow[] = await findLogOf(ctx.db, contactId, { after, limit: PAGE_MAX });
    const last = rows.at(-1);
    if (last === undefined) return;
    const statements = await Promise.all(rows.map((row) => without(ctx, row, contactId)));
    await commit(ctx, { statements });
    after = [last.webhookId, last.id];
  }
}

async function without(ctx: ScopedContext, row: LogRow, contactId: Id<"contact">) {
  const attempts = (await unpack(row.attempts)).map((attempt) =>
    attempt.contactId === contactId ? emptied(attempt) : attempt,
  );
  const contacts = new Set(attempts.flatMap((attempt) => attempt.contactId ?? []));
  return replaceLog(ctx.db, {
    webhookId: row.webhookId,
    id: row.id,
    contacts: [...contacts],
    attempts: await pack(attempts),
  });
}

/** The body without its object; what Meta would send holds nothing else, so of it the event's id is left. */
function emptied(attempt: LoggedAttempt): LoggedAttempt {
  const body = attempt.body === null ? null : JSON.stringify(withoutObject(attempt));
  return { ...attempt, body, contactId: null, response: null };
}

function withoutObject({ body, eventId, seq, type }: LoggedAttempt): object {
  // Safe: we made the body, as JSON of an object.
  const posted = JSON.parse(body ?? "{}") as { readonly data?: { readonly object?: unknown } };
  if (posted.data === undefined) return { id: eventId, seq, type, data: {} };
  const { object: _, ...data } = posted.data;
  return { ...posted, data };
}
