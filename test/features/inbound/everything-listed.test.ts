import { describe, test } from "vitest";

import { templates } from "#db/tenant/schema";
import { applyMail } from "#features/inbound/apply-mail";
import { readDrained } from "#features/inbound/listed-change";
import type { InboundChangePage } from "#features/inbound/schemas";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";
import { eachChange, type NamedChange } from "../../fixtures/webhooks/each-change.ts";
import { aConnectedNumber, deliverAndDrain, metaId } from "../../fixtures/webhooks/meta-webhook.ts";

/** A workspace with a number and an approved template, and one of each change for it. */
async function aTold(): Promise<{
  readonly tenant: TenantFixture;
  readonly wabaId: string;
  readonly each: readonly NamedChange[];
}> {
  const tenant = await aTenant();
  const number = await aConnectedNumber(tenant.ctx);
  const template = { metaTemplateId: metaId(), name: "offer" };
  await tenant.ctx.db.insert(templates).values({
    id: newId("template"),
    wabaId: number.wabaId,
    numberId: number.id,
    ...template,
    language: "en",
    category: "MARKETING",
    parameterFormat: "POSITIONAL",
    components: [],
    status: "approved",
    createdAt: 1,
    updatedAt: 1,
  });
  return { tenant, wabaId: number.wabaId, each: eachChange(number, template) };
}

/** Meta's body for one change that happened at an instant, Unix seconds. */
const bodyOf = (wabaId: string, { change }: NamedChange, time: number): object => ({
  object: "whatsapp_business_account",
  entry: [{ id: wabaId, time, changes: [change] }],
});

async function listedIn(tenant: TenantFixture): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let query = "?limit=100", more = true; more;) {
    const { body } = await call<InboundChangePage>(tenant, `GET /inbound-changes${query}`);
    texts.push(...body.data.map(({ raw }) => JSON.stringify(raw)));
    more = body.has_more;
    query = `?limit=100&after=${body.next_cursor}`;
  }
  return texts;
}

/** How often each change stands in the list, by its name. */
const timesListed = (each: readonly NamedChange[], listed: readonly string[]) =>
  Object.fromEntries(
    each.map(({ name, change }) => {
      const text = JSON.stringify(change);
      return [name, listed.filter((other) => other === text).length] as const;
    }),
  );

const times = (each: readonly NamedChange[], n: number | ((name: string) => number)) =>
  Object.fromEntries(each.map(({ name }) => [name, typeof n === "number" ? n : n(name)]));

describe("every kind of change that Meta was told 200 for", () => {
  test("is listed once, though it is delivered again", async ({ expect }) => {
    const { tenant, wabaId, each } = await aTold();
    for (const one of each)
      for (const _delivery of [1, 2])
        await deliverAndDrain(tenant.ctx, bodyOf(wabaId, one, 1_790_000_000));
    expect(timesListed(each, await listedIn(tenant))).toEqual(times(each, 1));
  });

  test("is listed again when it happens again, but for a message's own id", async ({ expect }) => {
    const { tenant, wabaId, each } = await aTold();
    for (const one of each)
      for (const time of [1_790_000_000, 1_790_000_060])
        await deliverAndDrain(tenant.ctx, bodyOf(wabaId, one, time));
    const expected = times(each, (name) => (name === "message" ? 1 : 2));
    expect(timesListed(each, await listedIn(tenant))).toEqual(expected);
  });

  test("is listed when the drain that applied it could not say so", async ({ expect }) => {
    const { tenant, wabaId, each } = await aTold();
    const listed: string[] = [];
    for (const [i, { change }] of each.entries()) {
      const body = JSON.stringify({ entry_id: wabaId, time: 1_790_000_000, change });
      // Delivered again before the first copy was applied.
      const mail = [2 * i + 1, 2 * i + 2].map((seq) => ({
        seq,
        receivedAtMs: Date.now(),
        body,
        r2Key: null,
      }));
      await applyMail(tenant.ctx, mail);
      const { drained } = await applyMail(tenant.ctx, mail);
      for (const { changes } of drained)
        listed.push(...(await readDrained(changes)).map(({ raw }) => JSON.stringify(raw)));
    }
    expect(timesListed(each, listed)).toEqual(times(each, 1));
  });
});
