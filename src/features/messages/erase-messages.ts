import type { Id } from "#core/ids";
import type { StepTurn } from "#core/privacy/erasure";
import { applyFacts } from "#db/tenant/apply-facts";
import { dropMedia } from "#features/media/index";
import { mediumOf, ownMediaOf } from "#features/messages/medium-of";
import {
  findMessagesOf,
  findSharedFiles,
  type ErasableRow,
} from "#features/messages/queries-erasure";
import { forgetParked } from "#features/messages/writes";
import {
  deleteMessages,
  emptyCampaignRows,
  rememberErased,
} from "#features/messages/writes-erased";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Messages that one commit erases. */
const SLICE = 200;

/**
 * Erase the next messages of contacts behind a cursor: those of conversations go, with their files, and a campaign's rows stay as
 * counts of nobody. What waits is not sent any more; what is just being sent is left, and counted as `sending`. Told again it
 * does nothing.
 *
 * @param cursor The id of the last message that was looked at; null at the beginning.
 */
export async function eraseMessages(
  ctx: ScopedContext,
  contactIds: readonly Id<"contact">[],
  cursor: string | null,
): Promise<StepTurn & { readonly sending: number }> {
  const found = await findMessagesOf(ctx.db, contactIds, { after: cursor ?? "", limit: SLICE });
  const rows = found.rows.filter(({ state }) => state !== "sending");
  const sending = found.rows.length - rows.length;
  const talks = rows.filter(({ campaignId }) => campaignId === null);
  const sent = rows.filter((row) => row.campaignId !== null && !isEmptied(row));
  const media = await filesOfThem(ctx, talks, contactIds);
  const ids = [...talks, ...sent].map(({ id }) => id);
  if (ids.length > 0)
    await commit(ctx, {
      statements: [
        ...rememberErased(ctx, [
          ...ids,
          ...[...talks, ...sent].flatMap(({ wamid }) => (wamid === null ? [] : [wamid])),
        ]),
        ...withdrawn(ctx, sent),
        ...emptyCampaignRows(ctx.db, sent.map(idOf)),
        ...deleteMessages(ctx.db, talks.map(idOf)),
        ...forgetParked(ctx.db, ids),
        ...dropMedia(ctx.db, media, ctx.nowMs()),
      ],
    });
  const counts = { messages: talks.length, campaign_rows: sent.length, files: media.length };
  return { cursor: found.next, counts, sending };
}

const idOf = ({ id }: ErasableRow): Id<"message"> => id;

/** A row of a campaign whose person was taken out before. */
const isEmptied = ({ wamid }: ErasableRow): boolean => wamid?.startsWith("erased:") ?? false;

/** A campaign's rows that still wait are skipped first, so that its counts stay exact. */
function withdrawn(ctx: ScopedContext, rows: readonly ErasableRow[]) {
  const waiting = rows.filter(({ state }) => state === "queued");
  return applyFacts(
    ctx.db,
    waiting.map(({ id }) => ({ id, state: "skipped" as const, skipReason: "suppressed" })),
    ctx.nowMs(),
  );
}

/** The files that came with the person's messages, and those that were sent to them alone. */
async function filesOfThem(
  ctx: ScopedContext,
  rows: readonly ErasableRow[],
  contactIds: readonly Id<"contact">[],
): Promise<readonly Id<"media">[]> {
  const given = rows.filter((row) => row.direction === "outbound" && row.sentFrom === null);
  const sent = [...new Set(given.flatMap(ownMediaOf))];
  const shared = await findSharedFiles(ctx.db, sent, contactIds);
  const came = rows.filter((row) => !given.includes(row)).flatMap((row) => mediumOf(row) ?? []);
  return [...came, ...sent.filter((id) => !shared.has(id))];
}
