import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { describe, test } from "vitest";

import { newId } from "#platform/ids";

import { aKey, call } from "../../fixtures/call";
import { eventTypes } from "../../fixtures/events";
import { aTenant, type TenantFixture } from "../../fixtures/tenant";
import { aHost, aStage, aWebhook, contactCreated, type Post } from "../../fixtures/webhooks";

const BODY = { url: "https://shop.example/hook", types: ["message.*"] };
const create = (tenant: TenantFixture, over: Readonly<Record<string, unknown>> = {}, key = {}) =>
  call(tenant, "POST /webhooks", { ...BODY, ...over }, key);
const signaturesOf = ({ headers }: Post) =>
  (headers.get("webhook-signature") ?? "").split(" ").map((text) => text.split(",")[0]);
/** Whether a receiver that has this secret takes a post. */
const isTakenWith = (secret: string, { body, headers }: Post): boolean => {
  try {
    new Webhook(secret).verify(body, Object.fromEntries(headers));
    return true;
  } catch {
    return false;
  }
};

describe("a webhook", () => {
  test("is made with a secret that is shown once, and lies sealed with the headers", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const key = aKey();
    const made = await create(tenant, { headers: { Authorization: "Bearer of-mine" } }, key);
    expect([made.status, made.body["status"], made.body["payload"]]).toEqual([
      201,
      "enabled",
      "full",
    ]);
    const secret = String(made.body["secret"]);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(made.body["header_names"]).toEqual(["authorization"]);
    const again = await create(tenant, { headers: { Authorization: "Bearer of-mine" } }, key);
    expect([again.body["id"], again.body["secret"]]).toEqual([made.body["id"], null]);
    const stored = JSON.stringify(await tenant.ctx.db.query.webhooks.findMany());
    const shown = JSON.stringify((await call(tenant, "GET /webhooks")).body);
    for (const value of [secret, secret.slice(6), "of-mine"]) {
      expect(stored).not.toContain(value);
      expect(shown).not.toContain(value);
    }
    expect((await call(tenant, "GET /webhooks")).body.data).toMatchObject([
      { id: made.body["id"] },
    ]);
  });

  test("is refused with the field that is wrong", async ({ expect }) => {
    const tenant = await aTenant();
    for (const [over, status, code, pointer, rule] of [
      [{ url: "http://shop.example/" }, 422, "url_not_allowed", "/url", "not_public_https"],
      [{ url: "https://a.nip.io/" }, 422, "url_not_allowed", "/url", "name_not_allowed"],
      [{ url: "https://8.8.8.8/" }, 422, "url_not_allowed", "/url", "address_not_allowed"],
      [{ url: "https://shop.example:22/" }, 422, "url_not_allowed", "/url", "port_not_allowed"],
      [{ url: "x".repeat(2_049) }, 400, "invalid_request", "/url", "too_big"],
      [{ types: [] }, 400, "invalid_request", "/types", "too_small"],
      [{ types: ["message.gone"] }, 400, "invalid_request", "/types/0", "custom"],
      [{ numbers: [newId("number")] }, 404, "not_found", "/numbers/0", "not_found"],
      [{ payload: "raw" }, 400, "invalid_request", "/payload", "invalid_value"],
      [{ headers: { Host: "x" } }, 400, "invalid_request", "/headers/Host", "custom"],
      [{ headers: { "x-a": "b\nc" } }, 400, "invalid_request", "/headers/x-a", "custom"],
    ] as const) {
      const refused = await create(tenant, over);
      expect([over, refused.status, refused.body["code"]]).toEqual([over, status, code]);
      expect(refused.body.errors?.[0]).toMatchObject({ pointer, code: rule });
    }
  });

  test("shows a name in other letters as it is called", async ({ expect }) => {
    const tenant = await aTenant();
    const made = await create(tenant, { url: "https://bücher.example/hook" });
    expect(made.body["url"]).toBe("https://xn--bcher-kva.example/hook");
  });

  test("is one of twenty; a deleted one makes room", async ({ expect }) => {
    const tenant = await aTenant();
    const made = await Promise.all(Array.from({ length: 20 }, () => create(tenant)));
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    const refused = await create(tenant);
    expect([refused.status, refused.body["code"]]).toEqual([429, "quota_exceeded"]);
    await call(tenant, `DELETE /webhooks/${String(made[0]?.body["id"])}`);
    expect((await create(tenant)).status).toBe(201);
  });

  test("is changed, disabled and enabled, and each is told", async ({ expect }) => {
    const tenant = await aTenant();
    const { body } = await create(tenant);
    const path = `/webhooks/${String(body["id"])}`;
    const moved = await call(tenant, `PATCH ${path}`, {
      url: "https://other.example/",
      types: ["*"],
    });
    expect(moved.body).toMatchObject({
      url: "https://other.example/",
      types: ["*"],
      status: "enabled",
    });
    expect((await call(tenant, `PATCH ${path}`, { url: "https://10.0.0.1/" })).status).toBe(422);
    const off = await call(tenant, `PATCH ${path}`, { status: "disabled" });
    expect(off.body).toMatchObject({ status: "disabled", disabled_reason: "requested" });
    const on = await call(tenant, `POST ${path}/enable`);
    expect(on.body).toMatchObject({ status: "enabled", disabled_reason: null });
    await call(tenant, `POST ${path}/enable`);
    expect(await eventTypes(tenant.ctx)).toEqual(["webhook.disabled", "webhook.enabled"]);
  });
});

describe("a rotation", () => {
  test("has both secrets sign for a day, and then the new one alone", async ({ expect }) => {
    const tenant = await aTenant();
    const host = aHost();
    const hook = await aWebhook(tenant, host);
    const rotated = await call(tenant, `POST /webhooks/${hook.id}/rotate-secret`);
    const secret = String(rotated.body["secret"]);
    const stage = aStage(tenant);
    const posted = async () => {
      host.posts.length = 0;
      await stage.tell(contactCreated());
      await stage.run(hook);
      const post = host.posts.at(-1);
      if (post === undefined) throw new Error("nothing was posted");
      return post;
    };
    const both = await posted();
    expect(signaturesOf(both)).toEqual(["v1", "v1"]);
    expect([isTakenWith(hook.secret, both), isTakenWith(secret, both)]).toEqual([true, true]);
    stage.pass(24 * 3_600_000 + 60_000);
    const alone = await posted();
    expect(signaturesOf(alone)).toEqual(["v1"]);
  });

  test("is refused within a day of another, unless it is forced; then the oldest signs no more", async ({
    expect,
  }) => {
    const tenant = await aTenant();
    const host = aHost();
    const hook = await aWebhook(tenant, host);
    const rotate = (body: object) => call(tenant, `POST /webhooks/${hook.id}/rotate-secret`, body);
    const second = String((await rotate({})).body["secret"]);
    const refused = await rotate({});
    expect([refused.status, refused.body["code"]]).toEqual([409, "invalid_state"]);
    const third = String((await rotate({ force: true })).body["secret"]);
    const test = await call(tenant, `POST /webhooks/${hook.id}/test`);
    expect(test.body).toMatchObject({ outcome: "succeeded", status_code: 200 });
    const [post] = host.posts;
    if (post === undefined) throw new Error("nothing was posted");
    expect([hook.secret, second, third].map((secret) => isTakenWith(secret, post))).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("a test", () => {
  test("posts a signed event of its own now and tells what became of it", async ({ expect }) => {
    const tenant = await aTenant();
    const host = aHost();
    const hook = await aWebhook(tenant, host);
    host.answer = () => new Response("not today", { status: 500 });
    const { body } = await call(tenant, `POST /webhooks/${hook.id}/test`);
    expect(body).toMatchObject({
      outcome: "failed",
      status_code: 500,
      error: "http_status",
      response: "not today",
    });
    const [post] = host.posts;
    if (post === undefined) throw new Error("nothing was posted");
    expect(isTakenWith(hook.secret, post)).toBe(true);
    expect(JSON.parse(post.body)).toMatchObject({
      type: "webhook.test",
      id: post.headers.get("webhook-id"),
      workspace_id: tenant.tenant.id,
      data: { webhook_id: hook.id },
    });
    expect(await eventTypes(tenant.ctx)).toEqual([]);
  });
});

test("the loopback is out of reach here, and in reach where a developer allows it", async ({
  expect,
}) => {
  const tenant = await aTenant();
  const url = "http://127.0.0.1:9999/hook";
  expect((await create(tenant, { url })).body["code"]).toBe("url_not_allowed");
  const variables = { WEBHOOK_ALLOW_LOOPBACK: "on" };
  const made = await call({ ...tenant, variables }, "POST /webhooks", { ...BODY, url });
  expect([made.status, made.body["url"]]).toEqual([201, url]);
  expect(env.WEBHOOK_ALLOW_LOOPBACK).toBe("off");
});
