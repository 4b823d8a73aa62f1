import { shownReason } from "#core/campaign/eligibility";
import { seen } from "#core/contact/mask";
import { displayPhone } from "#core/contact/phone";
import { countedState } from "#core/message/counted-state";
import { findPeople, pageOfRecipients, requireCampaign } from "#features/campaigns/queries";
import type { RecipientView } from "#features/campaigns/report-schemas";
import type { RecipientsQuery } from "#features/campaigns/schemas";
import { sightOf } from "#features/contacts/index";
import { messageViews, storedError, type MessageRow } from "#features/messages/index";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { encodeCursor, idAfter } from "#platform/http/cursor";

/** Rows read for one page: a state that few rows have makes a short page, never a long read. */
const SCANNED_MAX = 1_000;

/**
 * The messages of a campaign, skipped ones included, newest ordinal first. A filtered page may be short, or empty, while more
 * follow.
 *
 * @throws AppError `not_found`, `invalid_cursor`.
 */
export async function listRecipients(ctx: TenantContext, id: string, query: RecipientsQuery) {
  requireScope(ctx, "campaigns:read");
  const campaign = await requireCampaign(ctx, id);
  const { status, code, limit } = query;
  const list = { name: `recipients/${id}`, kind: "message", filters: { status, code } } as const;
  const rows = await pageOfRecipients(ctx.db, campaign, {
    before: (await idAfter(ctx, list, query.after)) ?? null,
    limit: SCANNED_MAX + 1,
  });
  const matching = rows.slice(0, SCANNED_MAX).filter((row) => matches(row, query));
  const shown = matching.slice(0, limit);
  const isCut = matching.length > limit;
  const last = isCut ? shown.at(-1) : rows[SCANNED_MAX - 1];
  const hasMore = isCut || rows.length > SCANNED_MAX;
  return {
    data: await recipientViews(ctx, shown),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? await encodeCursor(ctx, list, [last.id]) : null,
  };
}

/** Messages with whom they are for; a person who was merged since is who they are now. */
async function recipientViews(
  ctx: ScopedContext,
  rows: readonly MessageRow[],
): Promise<RecipientView[]> {
  const [sight, views, people] = await Promise.all([
    sightOf(ctx),
    messageViews(ctx, rows),
    findPeople(
      ctx.db,
      rows.map(({ contactId }) => contactId),
    ),
  ]);
  return views.map((view) => {
    const known = people.get(view.contact_id);
    const person = known && seen(known, sight);
    return {
      ...view,
      contact:
        person === undefined
          ? null
          : {
              id: person.id,
              name: person.name,
              phone: person.phone,
              phone_display: person.phone === null ? null : displayPhone(person.phone),
            },
    };
  });
}

function matches(row: MessageRow, { status, code }: RecipientsQuery): boolean {
  if (status !== undefined && countedState(row) !== status) return false;
  if (code === undefined || row.skipReason === code) return true;
  if (row.skipReason !== null && shownReason(row.skipReason) === code) return true;
  return (
    row.state === "failed" && storedError(row.error)?.code === code.replace(/^(?=\d)/, "meta_")
  );
}
