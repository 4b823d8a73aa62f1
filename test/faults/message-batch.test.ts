import { describe, test } from "vitest";

import { messages } from "#db/tenant/schema";
import { sendBatch } from "#features/messages/send-batch";
import type { ScopedContext } from "#platform/context";

import { text, inbox } from "../features/messages/inbox.ts";
import { quiet } from "../fixtures/campaign.ts";
import { mortal } from "./mortal.ts";

/** A batch of this size makes fewer calls than this. */
const CALLS_MAX = 120;

const withKey = (ctx: ScopedContext, key: string): ScopedContext => ({
  ...quiet(ctx),
  idempotency: { keyHash: key, fingerprint: "body" },
});

describe("whoever dies at any step of a batch", { timeout: 120_000 }, () => {
  test("has sent nothing twice, and the call made again sends what is left", async ({ expect }) => {
    const { ctx, contact } = await inbox();
    const items = [text(contact.id), text("+34600777666"), text(contact.id), { to: 1 }];
    const wrong: object[] = [];
    let atCall = 0;
    for (let alive = false; !alive;) {
      atCall += 1;
      if (atCall > CALLS_MAX) throw new Error("no batch came to its end");
      for (const afterEffect of [false, true]) {
        await ctx.db.delete(messages);
        const own = withKey(ctx, `${atCall}${String(afterEffect)}`);
        const victim = mortal(own, { atCall, afterEffect });
        await sendBatch(victim.ctx, { items }).catch(() => undefined);
        alive = victim.calls() < atCall;
        const { results } = await sendBatch(own, { items }).catch(() => ({ results: null }));
        const sent = await ctx.db.query.messages.findMany();
        const told = results?.map(({ status }) => status).join();
        // Whoever died behind the last commit has answered: the edge gives that answer again.
        if (sent.length !== 2 || (told !== undefined && told !== "accepted,failed,accepted,failed"))
          wrong.push({ atCall, afterEffect, sent: sent.length, told });
        if (told === undefined && !afterEffect && !alive) wrong.push({ atCall, lost: true });
      }
    }
    expect(atCall).toBeGreaterThan(8);
    expect(wrong).toEqual([]);
  });
});
