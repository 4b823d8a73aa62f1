import { isId } from "#core/ids";
import { changeMediaIds } from "#core/whatsapp/outgoing/media-ids";
import { mediaAtMeta, type AtMeta } from "#features/media/index";
import type { ClaimedRow } from "#features/messages/claim";
import { ownMediaOf } from "#features/messages/medium-of";
import type { ScopedContext } from "#platform/context";
import type { SendReply } from "#platform/meta/graph";

/** What becomes of a claimed row: what it says to Meta, or why it does not leave. */
export type Resolved =
  | { readonly type: "ready"; readonly content: unknown }
  | { readonly type: "unsent"; readonly afterMs: number }
  | Extract<SendReply, { type: "refused" }>;

/** Put Meta's ids in the place of ours. Rows without files, nearly all, cost nothing; all others share one read. */
export async function resolveMedia(
  ctx: ScopedContext,
  rows: readonly ClaimedRow[],
): Promise<(row: ClaimedRow) => Resolved> {
  const named = rows.filter((row) => ownMediaOf(row).length > 0);
  const [first] = named;
  if (first === undefined) return (row) => ({ type: "ready", content: leaving(row) });
  // Safe: a block is of one number.
  const media = await mediaAtMeta(ctx, first.numberId, [...new Set(named.flatMap(ownMediaOf))]);
  return (row) => resolved(row, media);
}

const leaving = ({ outgoing, content }: ClaimedRow): unknown => outgoing ?? content;

function resolved(row: ClaimedRow, media: ReadonlyMap<string, AtMeta>): Resolved {
  const standing = ownMediaOf(row).flatMap((id) => media.get(id) ?? []);
  const refused = standing.find((one) => one.type === "refused");
  if (refused !== undefined) return { type: "refused", error: refused.error };
  const waits = standing.flatMap((one) => (one.type === "waiting" ? [one.afterMs] : []));
  if (waits.length > 0) return { type: "unsent", afterMs: Math.max(...waits) };
  const idOf = (id: string): string => {
    const one = isId("media", id) ? media.get(id) : undefined;
    return one?.type === "known" ? one.metaMediaId : id;
  };
  return { type: "ready", content: changeMediaIds(row.type, leaving(row), idOf) };
}
