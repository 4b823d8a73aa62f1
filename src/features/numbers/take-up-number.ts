import { isInUse } from "#core/number/in-use";
import { allNumbers, type NumberRow } from "#features/numbers/queries";
import { numberTaken, requireFree } from "#features/numbers/routing";
import type { ScopedContext } from "#platform/context";

/** Which row a connection writes, and what that row has been before. */
interface Place extends Pick<
  NumberRow,
  "id" | "createdAt" | "updatedAt" | "autoRead" | "keywords" | "linkWords"
> {
  /** Whether the number was connected before. */
  readonly isReturning: boolean;
}

/**
 * The row for a number: its own when it was here before, else a new one. A number that is pending is taken up too, because a
 * call was cut short or is still at work; whichever of the two finishes first wins then.
 *
 * @param known The workspace's numbers.
 * @returns With an `updatedAt` that is later than the row's last.
 * @throws AppError `number_taken` when it is in use, here or elsewhere, `waba_taken`, and `invalid_state` when
 *   its account is connected with another Meta app.
 */
export const takeUpNumber = async (
  ctx: ScopedContext,
  place: Pick<NumberRow, "phoneNumberId" | "wabaId" | "appId">,
  known: readonly NumberRow[],
): Promise<Place> => {
  const routed = await requireFree(ctx, place);
  // A call that took the route since the rows were read wrote its row first.
  const isNews = routed !== null && !known.some(({ id }) => id === routed);
  const before = rowOf(place, routed, isNews ? await allNumbers(ctx.db) : known);
  const nowMs = ctx.nowMs();
  const fresh = {
    createdAt: nowMs,
    updatedAt: nowMs,
    autoRead: "never",
    keywords: null,
    linkWords: null,
    isReturning: false,
  } as const;
  if (before === undefined) return { ...fresh, id: routed ?? ctx.newId("number") };
  return {
    id: routed ?? before.id,
    createdAt: before.createdAt,
    autoRead: before.autoRead,
    keywords: before.keywords,
    linkWords: before.linkWords,
    updatedAt: Math.max(nowMs, before.updatedAt + 1),
    isReturning: before.pendingAct?.isReturning ?? before.status === "disconnected",
  };
};

/** The one that holds the route comes first. */
function rowOf(
  { phoneNumberId }: Pick<NumberRow, "phoneNumberId">,
  routed: NumberRow["id"] | null,
  rows: readonly NumberRow[],
): NumberRow | undefined {
  const same = rows.filter((row) => row.phoneNumberId === phoneNumberId);
  const row = same.find(({ id }) => id === routed) ?? same[0];
  if (row === undefined || !isInUse(row.status)) return row;
  throw numberTaken();
}
