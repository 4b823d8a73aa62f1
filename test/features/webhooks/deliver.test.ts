import { Webhook } from "standardwebhooks";
import { describe, test } from "vitest";

import { sweepRetention } from "#features/retention/index";
import { sweepWebhooks } from "#features/webhooks/index";

import { call, type Body } from "../../fixtures/call";
import { eventsOf } from "../../fixtures/events";
import { rowsWritten } from "../../fixtures/rows-written";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import { until } from "../../fixtures/until";
import {
  aHost,
  aStage,
  aWebhook,
  contactCreated,
  type Host,
  type Made,
  type Post,
  type Stage,
} from "../../fixtures/webhooks";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const no = (status: number, headers: HeadersInit = {}) => new Response("no", { status, headers });

interface Scene {
  readonly tenant: TenantFixture;
  readonly host: Host;
  readonly hook: Made;
  readonly stage: Stage;
  /** What was posted, by sequence. */
  readonly seqs: () => number[];
  readonly log: (query?: string) => Promise<readonly Body[]>;
}

async function aScene(over: Readonly<Record<string, unknown>> = {}): Promise<Scene> {
  const tenant = await aTenant();
  const host = aHost();
  const hook = await aWebhook(tenant, host, { types: ["contact.*"], ...over });
  return {
    tenant,
    host,
    hook,
    stage: aStage(tenant),
    seqs: () => host.posts.map(({ body }) => (JSON.parse(body) as { seq: number }).seq),
    log: async (query = "") => {
      const { body } = await call(tenant, `GET /webhooks/${hook.id}/deliveries?limit=100${query}`);
      return (body.data ?? []) as readonly Body[];
    },
  };
}

const headersOf = ({ headers }: Post) => Object.fromEntries(headers);
test("an event comes to the receiver signed, by itself, once, with the id that the feed tells", async ({
  expect,
}) => {
  const { tenant, host, hook } = await aScene({ headers: { Authorization: "Bearer of mine" } });
  const made = await call(tenant, "POST /contacts", { phone: "+5511987650001", name: "Ana" });
  const post = await until(() => host.posts[0]);
  const [event] = (await call(tenant, "GET /events?types=contact.created")).body.data ?? [];
  expect(new Webhook(hook.secret).verify(post.body, headersOf(post))).toEqual({
    type: "contact.created",
    timestamp: event?.["created_at"],
    id: event?.["id"],
    seq: event?.["seq"],
    workspace_id: tenant.tenant.id,
    data: { contact_id: made.body["id"] },
  });
  expect(post.headers.get("webhook-id")).toBe(event?.["id"]);
  expect(post.headers.get("user-agent")).toBe("WaQtor-Webhooks/1");
  expect(post.headers.get("authorization")).toBe("Bearer of mine");
  expect(post.redirect).toBe("manual");
  const log = await until(async () => {
    const { body } = await call(tenant, `GET /webhooks/${hook.id}/deliveries`);
    return (body.data?.length ?? 0) > 0 && body.data;
  });
  expect(log).toMatchObject([
    {
      event_id: event?.["id"],
      attempt: 1,
      outcome: "succeeded",
      status_code: 200,
      error: null,
      response: "ok",
      next_attempt_at: null,
    },
  ]);
  expect(host.posts.length).toBe(1);
});

describe("a run", () => {
  test("posts what was told since the webhook was made, in order, and each once", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const stage = aStage(tenant);
    await stage.tell(contactCreated(), contactCreated());
    const host = aHost();
    const hook = await aWebhook(tenant, host, { types: ["contact.created"] });
    await stage.tell(...Array.from({ length: 120 }, contactCreated));
    await stage.run(hook);
    await stage.run(hook);
    const seqs = host.posts.map(({ body }) => (JSON.parse(body) as { seq: number }).seq);
    expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, i) => i + 3));
  });

  test("writes three rows for a lone event, and few for many", async ({ expect }) => {
    const { stage, hook, host } = await aScene();
    await stage.tell(contactCreated());
    const deliver = (on: Stage["ctx"]) =>
      import("#features/webhooks/deliver-webhook").then((m) => m.deliverWebhook(on, hook.id));
    expect(await rowsWritten(stage.ctx, deliver)).toBeLessThanOrEqual(3);
    await stage.tell(...Array.from({ length: 200 }, contactCreated));
    expect(await rowsWritten(stage.ctx, deliver)).toBeLessThanOrEqual(12);
    expect(host.posts.length).toBe(201);
  });

  test("tells no event of another number, nor of another type", async ({ expect }) => {
    const scene = await aScene();
    await scene.stage.tell({
      type: "campaign.paused",
      data: { campaign_id: "cmp_01k9zq3v6m8r2t4w6y8a0c2e4g", reason: null },
    });
    await scene.stage.tell(contactCreated());
    await scene.stage.run(scene.hook);
    expect(scene.seqs()).toEqual([2]);
  });
});

describe("what fails", () => {
  test("comes again at the times of the schedule, ten times in all, with the same id and body and a new timestamp", async ({
    expect,
  }) => {
    const scene = await aScene();
    const { host, stage, hook } = scene;
    host.answer = () => no(500);
    await stage.tell(contactCreated());
    const startMs = stage.nowMs;
    await stage.run(hook);
    const atMs = [0];
    while (host.posts.length < 10) {
      const { length } = host.posts;
      await stage.wake(hook);
      if (host.posts.length > length) atMs.push(stage.nowMs - startMs);
    }
    const waits = atMs.slice(1).map((ms, i) => (ms - (atMs[i] ?? 0)) / 1_000);
    for (const [i, base] of [
      5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(0.8 * base);
      expect(waits[i]).toBeLessThanOrEqual(1.2 * base);
    }
    expect(new Set(host.posts.map(({ body }) => body)).size).toBe(1);
    expect(new Set(host.posts.map(({ headers }) => headers.get("webhook-id"))).size).toBe(1);
    expect(host.posts.map(({ headers }) => Number(headers.get("webhook-timestamp")))).toEqual(
      atMs.map((ms) => Math.floor((startMs + ms) / 1_000)),
    );
    const log = await scene.log();
    expect(log.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [10, "abandoned"],
      ...[9, 8, 7, 6, 5, 4, 3, 2, 1].map((attempt) => [attempt, "failed"]),
    ]);
    stage.pass(DAY_MS);
    await stage.run(hook);
    expect(host.posts.length).toBe(10);
  });

  test("is heard when it asks for a wait, up to twice the schedule's", async ({ expect }) => {
    const { host, stage, hook, log } = await aScene();
    host.answer = () => no(429, { "retry-after": "999999" });
    await stage.tell(contactCreated());
    await stage.run(hook);
    const [waiting] = await log();
    expect(waiting).toMatchObject({ outcome: "pending", status_code: 429, error: "http_status" });
    expect(Date.parse(String(waiting?.["next_attempt_at"])) - stage.nowMs).toBe(10_000);
  });

  test("ends at once where the receiver is gone, and the others hear of it", async ({ expect }) => {
    const { tenant, host, stage, hook } = await aScene();
    host.answer = () => no(410);
    await stage.tell(contactCreated(), contactCreated());
    await stage.run(hook);
    await stage.run(hook);
    const { body } = await call(tenant, `GET /webhooks/${hook.id}`);
    expect(body).toMatchObject({ status: "disabled", disabled_reason: "gone" });
    expect((await eventsOf(tenant.ctx)).at(-1)).toEqual({
      type: "webhook.disabled",
      data: { webhook_id: hook.id, reason: "gone" },
    });
    const { length } = host.posts;
    stage.pass(DAY_MS);
    await stage.run(hook);
    expect(host.posts.length).toBe(length);
  });

  test("does not end a webhook before five days of nothing else, and then does", async ({
    expect,
  }) => {
    const scene = await aScene();
    const { tenant, host, stage, hook } = scene;
    host.answer = () => no(503);
    const status = async () => (await call(tenant, `GET /webhooks/${hook.id}`)).body["status"];
    for (let hours = 0; hours < 119; hours += 7) {
      await stage.tell(contactCreated());
      await stage.run(hook);
      expect([hours, await status()]).toEqual([hours, "enabled"]);
      stage.pass(7 * HOUR_MS);
    }
    stage.pass(2 * HOUR_MS);
    await stage.tell(contactCreated());
    await stage.run(hook);
    expect(await status()).toBe("disabled");
    expect((await eventsOf(tenant.ctx)).at(-1)).toMatchObject({
      type: "webhook.disabled",
      data: { reason: "failing" },
    });
  });

  test("is asked ever more rarely while everything fails; what waits comes oldest first when it is back", async ({
    expect,
  }) => {
    const scene = await aScene();
    const { host, stage, hook } = scene;
    host.answer = () => no(500);
    await stage.tell(...Array.from({ length: 100 }, contactCreated));
    await stage.run(hook);
    expect(host.posts.length).toBe(5);
    await stage.run(hook);
    expect(host.posts.length).toBe(5);
    const endMs = stage.nowMs + HOUR_MS;
    while (Math.min(...stage.wakes.filter((atMs) => atMs > stage.nowMs)) < endMs)
      await stage.wake(hook);
    expect(host.posts.length).toBeLessThan(25);
    host.answer = () => new Response(null, { status: 204 });
    host.posts.length = 0;
    stage.pass(6 * MINUTE_MS);
    await stage.run(hook);
    while (new Set(scene.seqs()).size < 100) await stage.wake(hook);
    const seen = scene.seqs();
    const backlog = [...new Set(seen)].filter((seq) => seq > 30);
    expect(backlog).toEqual(backlog.toSorted((a, b) => a - b));
    expect(seen.length).toBe(new Set(seen).size);
  });

  test("holds up nothing else: the next event is posted and the failed one waits its time", async ({
    expect,
  }) => {
    const { host, stage, hook, seqs } = await aScene();
    host.answer = ({ body }) => (body.includes('"seq":1,') ? no(500) : new Response("ok"));
    await stage.tell(contactCreated(), contactCreated(), contactCreated());
    await stage.run(hook);
    expect(seqs()).toEqual([1, 2, 3]);
    await stage.tell(contactCreated());
    await stage.run(hook);
    expect(seqs()).toEqual([1, 2, 3, 4]);
    stage.pass(10_000);
    host.answer = () => new Response("ok");
    await stage.run(hook);
    expect(seqs()).toEqual([1, 2, 3, 4, 1]);
  });
});

describe("what a crash leaves", () => {
  test("is found by the sweep: what nobody rang for, and what became due", async ({ expect }) => {
    const { host, stage, hook } = await aScene();
    const rung: string[][] = [];
    const ctx = {
      ...stage.ctx,
      session: {
        ringWebhooks: (ids: string[]) => Promise.resolve(void rung.push(ids)),
        wakeAt: (_kind: string, atMs: number) => Promise.resolve(void stage.wakes.push(atMs)),
      } as unknown as Stage["ctx"]["session"],
    };
    await sweepWebhooks(ctx);
    expect(rung).toEqual([]);
    await stage.tell(contactCreated());
    await sweepWebhooks(ctx);
    expect(rung).toEqual([[hook.id]]);
    host.answer = () => no(500);
    await stage.run(hook);
    stage.wakes.length = 0;
    await sweepWebhooks(ctx);
    expect(rung.length).toBe(1);
    expect(stage.wakes.length).toBe(1);
    stage.pass(7_000);
    await sweepWebhooks(ctx);
    expect(rung).toEqual([[hook.id], [hook.id]]);
  });

  test("is forgotten by days, as the workspace set them; of a deleted webhook nothing is left", async ({
    expect,
  }) => {
    const { tenant, stage, hook, log } = await aScene();
    await stage.tell(contactCreated());
    await stage.run(hook);
    stage.pass(29 * DAY_MS);
    await sweepRetention(stage.ctx);
    expect((await log()).length).toBe(1);
    stage.pass(2 * DAY_MS);
    await sweepRetention(stage.ctx);
    expect((await log()).length).toBe(0);
    await stage.tell(contactCreated());
    await stage.run(hook);
    expect((await call(tenant, `DELETE /webhooks/${hook.id}`)).status).toBe(204);
    await sweepWebhooks(stage.ctx);
    const { db } = tenant.ctx;
    expect(await db.query.webhooks.findMany()).toEqual([]);
    expect(await db.query.webhookLog.findMany()).toEqual([]);
    expect(await db.query.webhookRetries.findMany()).toEqual([]);
  });
});
