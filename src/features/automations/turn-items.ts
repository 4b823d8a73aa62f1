import { z } from "zod";

import { idSchema } from "#core/id-schema";
import type { Id } from "#core/ids";
import type { RunRow } from "#features/automations/queries-runs";
import type { ScopedContext } from "#platform/context";

/** What lies in a person's lane: ids, never content. */
const Item = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message"),
    seq: z.int(),
    /** When it was committed, Unix ms. */
    atMs: z.int(),
    messageId: idSchema("message"),
  }),
  z.object({ type: z.literal("wake"), runId: idSchema("run"), revision: z.int() }),
]);
export type TurnItem = z.infer<typeof Item>;
export type MessageItem = Extract<TurnItem, { type: "message" }>;

/** The items of a turn; what an earlier version wrote otherwise is left out. */
export const itemsOf = (bodies: readonly string[]): readonly TurnItem[] =>
  bodies.flatMap((body) => {
    const read = Item.safeParse(JSON.parse(body));
    return read.success ? [read.data] : [];
  });

/** A message for its person's next turn. */
export const messageArrival = (
  contactId: Id<"contact">,
  item: Omit<MessageItem, "type">,
  dueAtMs: number,
) => ({
  contactId,
  key: `m:${item.seq}`,
  dueAtMs,
  body: JSON.stringify({ type: "message", ...item }),
});

/** Have runs go on whose time has come: each once for where it stands. */
export async function arriveWakes(
  ctx: ScopedContext,
  runs: readonly Pick<RunRow, "id" | "contactId" | "revision">[],
): Promise<void> {
  if (runs.length === 0) return;
  await ctx.session.arriveTurns(
    runs.map(({ id, contactId, revision }) => ({
      contactId,
      key: `w:${id}:${revision}`,
      dueAtMs: 0,
      body: JSON.stringify({ type: "wake", runId: id, revision }),
    })),
  );
}
