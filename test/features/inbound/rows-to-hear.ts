import { readKnown } from "#features/inbound/queries-known";
import { readMail } from "#features/inbound/read-mail";
import type { ScopedContext } from "#platform/context";

import { rowsRead } from "../../fixtures/rows-read.ts";
import { change, type aConnectedNumber } from "../../fixtures/webhooks/meta-webhook.ts";

/** How many rows are read to know what a message means that comes to a number. */
export async function rowsToHear(
  ctx: ScopedContext,
  number: Awaited<ReturnType<typeof aConnectedNumber>>,
  message: object,
): Promise<number> {
  const body = JSON.stringify({
    change: change(number, { messages: [message] }),
    entry_id: number.wabaId,
    time: 1,
  });
  const [piece] = await readMail(ctx, [{ receivedAtMs: Date.now(), body, r2Key: null, seq: 1 }]);
  if (piece === undefined) throw new Error("one piece of mail is one change");
  return rowsRead(ctx, (on) => readKnown(on, [piece]));
}
