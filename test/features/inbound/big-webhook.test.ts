import { runInDurableObject } from "cloudflare:test";
import { test } from "vitest";

import { messages, numbers } from "#db/tenant/schema";

import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  drain,
} from "../../fixtures/webhooks/meta-webhook.ts";

/** As many updates as Meta puts into one webhook, and as long as it may be, bytes. */
const UPDATES = 1_000;
const BODY_BYTES = 3_000_000;
const VALUE_BYTES_MAX = 1_048_576;

test("a webhook of 3 MB with a thousand updates for several accounts is kept in small values and applied whole", async ({
  expect,
}) => {
  const workspaces = await Promise.all(
    [1, 2].map(async () => {
      const { ctx } = await aTenant();
      return { ctx, own: [await aConnectedNumber(ctx), await aConnectedNumber(ctx)] };
    }),
  );
  const all = workspaces.flatMap(({ own }) => own);
  const perNumber = UPDATES / all.length;
  const filler = "ä".repeat(1_380);
  const body = {
    object: "whatsapp_business_account",
    entry: all.map((number, n) => ({
      id: number.wabaId,
      time: 1_790_000_000 + n,
      changes: [
        change(number, {
          messages: Array.from({ length: perNumber - 1 }, (_, i) =>
            aText({ from: String(34_600_000_000 + (i % 50)), text: { body: `${i} ${filler}` } }),
          ),
        }),
        {
          field: "business_capability_update",
          value: { max_daily_conversations_per_business: 2_000 + n },
        },
      ],
    })),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
  expect(Math.abs(bytes - BODY_BYTES)).toBeLessThan(150_000);

  expect((await deliver(body)).status).toBe(200);
  for (const { ctx } of workspaces) {
    const kept = await runInDurableObject(ctx.session, (_object, state) =>
      state.storage.sql
        .exec<{ n: number; longest: number }>(
          "SELECT count(*) n, max(length(CAST(body AS BLOB))) longest FROM mail",
        )
        .one(),
    );
    // Two numbers, each of which three parts of messages and a limit are about, unless a drain was quicker.
    expect(kept.n).toBeLessThanOrEqual(8);
    expect(kept.longest ?? 0).toBeLessThanOrEqual(VALUE_BYTES_MAX);
  }
  for (const { ctx, own } of workspaces) {
    await drain(ctx);
    expect(await ctx.db.$count(messages)).toBe((perNumber - 1) * own.length);
    const archived = await runInDurableObject(ctx.session, (_object, state) =>
      state.storage.sql
        .exec<{ longest: number }>("SELECT max(length(changes)) longest FROM drained")
        .one(),
    );
    expect(archived.longest).toBeLessThanOrEqual(VALUE_BYTES_MAX);
    const limits = (await ctx.db.select().from(numbers)).map(
      ({ messagingLimit }) => messagingLimit,
    );
    expect(limits.every((limit) => limit !== null && limit >= 2_000)).toBe(true);
    const longest = await ctx.db.$client
      .prepare("SELECT max(length(CAST(body AS BLOB))) n FROM events")
      .first<{ n: number }>();
    expect(longest?.n).toBeLessThanOrEqual(VALUE_BYTES_MAX);
  }
}, 120_000);
