import { describe, test } from "vitest";

import { deliverWebhook } from "#features/webhooks/deliver-webhook";

import { aTenant } from "../fixtures/tenant.ts";
import { aHost, aStage, aWebhook, contactCreated } from "../fixtures/webhooks.ts";
import { mortal } from "./mortal.ts";

/** A run makes fewer calls than this. */
const CALLS_MAX = 60;

describe("whoever dies at any step of posting to a webhook", { timeout: 120_000 }, () => {
  test("is followed by a run that posts what is left: each event ends as delivered, under one id", async ({
    expect,
  }) => {
    const wrong: object[] = [];
    for (let atCall = 1, isOver = false; !isOver && atCall < CALLS_MAX; atCall++)
      for (const afterEffect of [false, true]) {
        const tenant = await aTenant();
        const host = aHost();
        const hook = await aWebhook(tenant, host, { types: ["contact.*"] });
        const stage = aStage(tenant);
        await stage.tell(contactCreated(), contactCreated(), contactCreated());
        host.answer = ({ body }) =>
          body.includes('"seq":2,') && host.posts.length < 6
            ? new Response("no", { status: 500 })
            : new Response("ok");
        const victim = mortal(stage.ctx, { atCall, afterEffect });
        const dying = { ...victim.ctx, nowMs: stage.ctx.nowMs };
        await deliverWebhook(dying, hook.id).catch(() => undefined);
        isOver = victim.calls() < atCall;

        // Whoever comes later: the sweep rings, the clock goes on.
        for (let run = 0; run < 6; run++) {
          await stage.run(hook);
          stage.pass(45 * 60_000);
        }
        const idsBySeq = new Map<number, Set<string>>();
        for (const { body, headers } of host.posts) {
          const { seq } = JSON.parse(body) as { readonly seq: number };
          const ids = idsBySeq.get(seq) ?? new Set();
          idsBySeq.set(seq, ids.add(headers.get("webhook-id") ?? ""));
        }
        const left = await tenant.ctx.db.query.webhookRetries.findMany();
        const [row] = await tenant.ctx.db.query.webhooks.findMany();
        const isRight =
          [1, 2, 3].every((seq) => idsBySeq.get(seq)?.size === 1) &&
          left.length === 0 &&
          row?.cursor === 3 &&
          row.failedRuns === 0;
        if (!isRight) wrong.push({ atCall, afterEffect, left, row, posts: host.posts.length });
      }
    expect(wrong).toEqual([]);
  });
});
