import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { messages, privacyRequests } from "#db/tenant/schema";
import { runErasure, sweepPrivacy } from "#features/privacy/index";

import { call } from "../fixtures/call.ts";
import { findEverywhere } from "../fixtures/everything.ts";
import { aMessageRow } from "../fixtures/message-rows.ts";
import { aTenant } from "../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliverAndDrain,
  envelope,
} from "../fixtures/webhooks/meta-webhook.ts";
import { mortal } from "./mortal.ts";

/** A run makes fewer calls than this. */
const CALLS_MAX = 120;

describe("whoever dies at any step of an erasure", { timeout: 300_000 }, () => {
  test("is followed by a run that erases what is left", async ({ expect }) => {
    const wrong: object[] = [];
    let atCall = 1;
    for (let isOver = false; !isOver && atCall < CALLS_MAX; atCall += 3) {
      const afterEffect = atCall % 2 === 0;
      const from = `346009${String(atCall).padStart(5, "0")}`;
      const { t, id } = await anErasure(from);
      const victim = mortal(t.ctx, { atCall, afterEffect }, t.ctx);
      await runErasure(victim.ctx, id).catch(() => undefined);
      isOver = victim.calls() < atCall;

      for (let run = 0; run < 3; run++) await runErasure(t.ctx, id);
      await sweepPrivacy(t.ctx);
      const [row] = await t.ctx.db.select().from(privacyRequests).all();
      const left = await findEverywhere(t.ctx, [from, `palabra${from}`]);
      if (row?.status !== "completed" || left.length > 0)
        wrong.push({ atCall, afterEffect, status: row?.status, left });
    }
    expect(wrong).toEqual([]);
    expect(atCall).toBeGreaterThan(20);
    expect(atCall).toBeLessThan(CALLS_MAX);
  });
});

/** Somebody who wrote, was written to, and asks to be erased; nobody has begun. */
async function anErasure(from: string) {
  const t = await aTenant();
  const number = await aConnectedNumber(t.ctx);
  const messagesIn = [aText({ from, text: { body: `palabra${from}` } })];
  await deliverAndDrain(t.ctx, envelope(number.wabaId, change(number, { messages: messagesIn })));
  const [heard] = await t.ctx.db.select().from(messages).all();
  if (heard === undefined) throw new Error("nobody wrote");
  await t.ctx.db
    .insert(messages)
    .values(aMessageRow({ contactId: heard.contactId, state: "sent", wamid: `wamid.${from}` }));
  const { body } = await call(t, "POST /privacy/requests", {
    kind: "erase",
    contact: heard.contactId,
  });
  return { t, id: body["id"] as Id<"privacyRequest"> };
}
