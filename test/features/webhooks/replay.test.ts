import { describe, test } from "vitest";

import { contacts, messages, numbers } from "#db/tenant/schema";
import { messageReceived } from "#features/messages/events";
import { forgetPersonInDeliveries } from "#features/webhooks/index";
import { replayWebhook } from "#features/webhooks/replay-webhook";
import { retryDelivery } from "#features/webhooks/retry-delivery";
import { newId } from "#platform/ids";

import { call, type Body } from "../../fixtures/call";
import { aContactRow, aMessageRow, aNumberRow } from "../../fixtures/message-rows";
import { aTenant } from "../../fixtures/tenant";
import { aHost, aStage, aWebhook, contactCreated, type Host } from "../../fixtures/webhooks";

const DAY_MS = 86_400_000;

/** A workspace in which a person has written, and a webhook that was told. */
async function aTold(over: Readonly<Record<string, unknown>> = {}) {
  const tenant = await aTenant();
  const { db } = tenant.ctx;
  const number = aNumberRow();
  const contact = aContactRow({ name: "Bruno Braga" });
  const message = aMessageRow({
    direction: "inbound",
    state: "received",
    numberId: number.id,
    contactId: contact.id,
    content: { body: "My name is Bruno" },
    wamid: "wamid.bruno",
    receivedAt: 1,
  });
  await db.batch([
    db.insert(numbers).values(number),
    db.insert(contacts).values(contact),
    db.insert(messages).values(message),
  ]);
  const host = aHost();
  const hook = await aWebhook(tenant, host, over);
  const stage = aStage(tenant);
  const subject = {
    id: message.id,
    numberId: number.id,
    contactId: contact.id,
    conversationId: null,
    campaignId: null,
    clientRef: null,
  };
  await stage.tell(messageReceived(subject, { type: "text", atMs: 1_000 }));
  await stage.run(hook);
  const deliveries = async () =>
    ((await call(tenant, `GET /webhooks/${hook.id}/deliveries`)).body.data ?? []) as Body[];
  return { tenant, host, hook, stage, contact, message, deliveries };
}

const bodies = ({ posts }: Host) => posts.map(({ body }) => body);
const ids = ({ posts }: Host) => posts.map(({ headers }) => headers.get("webhook-id"));

describe("what was posted once", () => {
  test.for(["full", "meta"])(
    "is posted again as it was, byte for byte, whatever the person is called now: %s",
    async (payload, { expect }) => {
      const { tenant, host, hook, stage, contact, deliveries } = await aTold({ payload });
      const [first = ""] = bodies(host);
      expect(first).toContain("Bruno Braga");
      await tenant.ctx.db.update(contacts).set({ name: "Somebody else" });
      const [delivery] = await deliveries();
      const retried = await retryDelivery(stage.ctx, String(delivery?.["id"]));
      expect([retried.attempt, retried.outcome]).toEqual([1, "pending"]);
      await stage.run(hook);
      expect((await replayWebhook(stage.ctx, hook.id, { after_seq: 0 })).to_seq).toBe(1);
      await stage.run(hook);
      expect(bodies(host)).toEqual([first, first, first]);
      expect(new Set(ids(host)).size).toBe(1);
      expect((await deliveries()).map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
        [1, "succeeded"],
        [2, "succeeded"],
        [1, "succeeded"],
      ]);

      await forgetPersonInDeliveries(stage.ctx, contact.id);
      await replayWebhook(stage.ctx, hook.id, { after_seq: 0 });
      await stage.run(hook);
      const last = bodies(host).at(-1) ?? "";
      expect(last).not.toMatch(/Bruno|wamid|34600111222/);
      expect(JSON.parse(last)).toMatchObject({
        id: ids(host)[0],
        seq: 1,
        type: "message.received",
      });
      const kept = JSON.stringify(await tenant.ctx.db.query.webhookLog.findMany());
      expect(kept).not.toContain(contact.id);
    },
  );

  test("leaves other people's bodies alone when one is forgotten", async ({ expect }) => {
    const { host, hook, stage } = await aTold();
    await forgetPersonInDeliveries(stage.ctx, newId("contact"));
    await replayWebhook(stage.ctx, hook.id, { after_seq: 0 });
    await stage.run(hook);
    expect(bodies(host)[1]).toBe(bodies(host)[0]);
  });

  test("tells of others the event alone where it is thin", async ({ expect }) => {
    const { host } = await aTold({ payload: "thin" });
    expect(bodies(host)[0]).not.toMatch(/Bruno/);
  });
});

describe("a replay", () => {
  test("posts what was told between two instants, what was never posted included, slower than what happens now", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const stage = aStage(tenant);
    await stage.tell(contactCreated());
    stage.pass(60_000);
    const since = new Date(stage.nowMs).toISOString();
    await stage.tell(...Array.from({ length: 60 }, contactCreated));
    stage.pass(60_000);
    const until = new Date(stage.nowMs).toISOString();
    await stage.tell(contactCreated());
    const host = aHost();
    const hook = await aWebhook(tenant, host);
    expect(await replayWebhook(stage.ctx, hook.id, { since, until })).toEqual({
      webhook_id: hook.id,
      after_seq: 1,
      to_seq: 61,
    });
    const busy = await call(tenant, `POST /webhooks/${hook.id}/replay`, { since });
    expect([busy.status, busy.body["code"]]).toEqual([409, "invalid_state"]);
    await stage.run(hook);
    expect(host.posts.length).toBeLessThanOrEqual(50);
    expect(stage.wakes.at(-1)).toBe(stage.nowMs + 2_000);
    await stage.run(hook);
    const seqs = bodies(host).map((body) => (JSON.parse(body) as { seq: number }).seq);
    expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 2));
    const { body } = await call(tenant, `GET /webhooks/${hook.id}`);
    expect(body["replaying"]).toBe(false);
  });

  test("is refused for what is too old, for a span that is none, and for a disabled webhook", async ({
    expect,
  }) => {
    const { tenant, hook } = await aTold();
    const path = `POST /webhooks/${hook.id}/replay` as const;
    const old = new Date(Date.now() - 15 * DAY_MS).toISOString();
    for (const [body, status, pointer] of [
      [{ since: old }, 400, "/since"],
      [{}, 400, "/since"],
      [{ since: old, after_seq: 1 }, 400, "/since"],
      [{ after_seq: 0, until: old, to_seq: 1 }, 400, "/until"],
      [{ after_seq: -1 }, 400, "/after_seq"],
    ] as const) {
      const refused = await call(tenant, path, body);
      expect([body, refused.status, refused.body.errors?.[0]?.pointer]).toEqual([
        body,
        status,
        pointer,
      ]);
    }
    await tenant.ctx.db.$client.prepare("UPDATE events SET at = 1 WHERE seq = 1").run();
    expect((await call(tenant, path, { after_seq: 0 })).body.errors?.[0]?.pointer).toBe(
      "/after_seq",
    );
    await call(tenant, `PATCH /webhooks/${hook.id}`, { status: "disabled" });
    expect((await call(tenant, path, { after_seq: 1 })).body["code"]).toBe("invalid_state");
  });
});

test("deliveries are found by outcome and by event, page by page, and no other workspace's", async ({
  expect,
}) => {
  const { tenant, host, hook, stage } = await aTold();
  host.answer = () => new Response("no", { status: 500 });
  await stage.tell(...Array.from({ length: 7 }, contactCreated));
  await stage.run(hook);
  const list = async (query: string) =>
    (await call(tenant, `GET /webhooks/${hook.id}/deliveries${query}`)).body;
  const failed = await list("?outcome=pending");
  expect(failed.data?.length).toBe(5);
  const eventId = String(failed.data?.[2]?.["event_id"]);
  expect((await list(`?event_id=${eventId}`)).data).toEqual([failed.data?.[2]]);
  const seen: string[] = [];
  for (let query = "?limit=2", more = true; more;) {
    const page = await list(query);
    seen.push(...(page.data ?? []).map(({ id }) => String(id)));
    more = page["has_more"] === true;
    query = `?limit=2&after=${page.next_cursor}`;
  }
  expect(seen.length).toBe(6);
  expect(new Set(seen).size).toBe(6);
  expect(seen).toEqual(seen.toSorted((a, b) => (a < b ? 1 : -1)));
  const other = await aTenant();
  const id = String(failed.data?.[0]?.["id"]);
  expect((await call(other, `POST /deliveries/${id}/retry`)).status).toBe(404);
});
