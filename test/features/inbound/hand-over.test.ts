import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { numbers } from "#db/tenant/schema";
import { connectNumber } from "#features/numbers/connect-number";
import { disconnectNumber } from "#features/numbers/disconnect-number";
import type { ScopedContext } from "#platform/context";

import { call } from "../../fixtures/call.ts";
import { aMetaNumber, connectAnswers, mockGraph } from "../../fixtures/graph.ts";
import { aNumberRow } from "../../fixtures/message-rows.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  deliverAndDrain,
  drain,
  envelope,
  mailIn,
  type ConnectedNumber,
} from "../../fixtures/webhooks/meta-webhook.ts";

const wamidsOf = async ({ db }: ScopedContext) =>
  (await db.query.messages.findMany()).map(({ wamid }) => wamid);

/** The number is given up here, and connected there a moment later: isolates still believe that it is the former owner's. */
async function moveNumber(from: ScopedContext, to: ScopedContext, number: ConnectedNumber) {
  await from.db.update(numbers).set({ status: "disconnected" });
  const row = aNumberRow({ phoneNumberId: number.phoneNumberId, wabaId: number.wabaId });
  await to.db.insert(numbers).values(row);
  await env.CONTROL_DB.batch([
    env.CONTROL_DB.prepare(
      "UPDATE number_routes SET tenant_id = ?1, number_id = ?2 WHERE phone_number_id = ?3",
    ).bind(to.tenant.id, row.id, number.phoneNumberId),
    env.CONTROL_DB.prepare("UPDATE waba_routes SET tenant_id = ?1 WHERE waba_id = ?2").bind(
      to.tenant.id,
      number.wabaId,
    ),
  ]);
}

describe("mail for a number that has just moved to another workspace", () => {
  test("is applied there and nowhere else, though it came to the former owner", async ({
    expect,
  }) => {
    const [former, owner] = [await aTenant(), await aTenant()];
    const number = await aConnectedNumber(former.ctx);
    const [before, after] = [aText(), aText()];
    const webhook = (text: object) => envelope(number.wabaId, change(number, { messages: [text] }));
    await deliverAndDrain(former.ctx, webhook(before));
    await moveNumber(former.ctx, owner.ctx, number);
    await deliver(webhook(after));
    await drain(former.ctx);
    await drain(owner.ctx);
    expect(await wamidsOf(former.ctx)).toEqual([before.id]);
    expect(await wamidsOf(owner.ctx)).toEqual([after.id]);
    const listed = async (tenant: typeof owner) =>
      JSON.stringify((await call(tenant, "GET /inbound-changes")).body.data);
    expect(await listed(former)).not.toContain(after.id);
    expect(await listed(owner)).toContain(after.id);
    expect(await mailIn(former.ctx)).toBe(0);
  });

  test("is set aside when nobody has the number any more", async ({ expect }) => {
    const { ctx } = await aTenant();
    const number = await aConnectedNumber(ctx);
    const webhook = (text: object) => envelope(number.wabaId, change(number, { messages: [text] }));
    await deliverAndDrain(ctx, webhook(aText()));
    await ctx.db.update(numbers).set({ status: "disconnected" });
    await env.CONTROL_DB.prepare("DELETE FROM number_routes WHERE phone_number_id = ?1")
      .bind(number.phoneNumberId)
      .run();
    await deliverAndDrain(ctx, webhook(aText()));
    expect(await wamidsOf(ctx)).toHaveLength(1);
    const aside = await env.CONTROL_DB.prepare(
      "SELECT reason FROM quarantine WHERE phone_number_id = ?1",
    )
      .bind(number.phoneNumberId)
      .all();
    expect(aside.results).toEqual([{ reason: "unknown_number" }]);
  });

  test("can only be there after everybody has forgotten the former owner", async ({ expect }) => {
    const [former, owner] = [await aTenant(), await aTenant()];
    const meta = aMetaNumber();
    mockGraph(connectAnswers(meta));
    const input = {
      kind: "cloud" as const,
      waba_id: meta.wabaId,
      phone_number_id: meta.phoneNumberId,
      access_token: "EAAG-token-of-a-test",
    };
    const { id } = await connectNumber(former.ctx, input);
    await disconnectNumber(former.ctx, id);
    await expect(connectNumber(owner.ctx, input)).rejects.toMatchObject({
      code: "number_taken",
      extras: { retryAfterSeconds: 120 },
    });
    // The former owner may take it back at once.
    expect((await connectNumber(former.ctx, input)).id).toBe(id);
    await disconnectNumber(former.ctx, id);
    await env.CONTROL_DB.prepare(
      "UPDATE released_routes SET released_at = released_at - 120000 WHERE tenant_id = ?1",
    )
      .bind(former.tenant.id)
      .run();
    expect(await connectNumber(owner.ctx, input)).toMatchObject({ status: "connected" });
  });
});
