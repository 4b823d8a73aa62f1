import { env, exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { MAIL_BYTES_MAX } from "#features/inbound/deliver-changes";
import { handleMetaWebhook } from "#features/inbound/index";
import { listInboundChanges } from "#features/inbound/list-inbound-changes";

import { aTenant } from "../../fixtures/tenant.ts";
import {
  aConnectedNumber,
  aText,
  change,
  deliver,
  drain,
  envelope,
  mailIn,
  metaId,
  sign,
} from "../../fixtures/webhooks/meta-webhook.ts";

const URL_ = "https://waqtor.test/webhooks/meta";
const handshake = (query: Readonly<Record<string, string>>) =>
  exports.default.fetch(`${URL_}?${new URLSearchParams(query).toString()}`);
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

describe("the handshake", () => {
  const valid = {
    "hub.mode": "subscribe",
    "hub.verify_token": env.META_VERIFY_TOKEN,
    "hub.challenge": "1158201444",
  };

  test("echoes the challenge as plain text that nobody sniffs", async ({ expect }) => {
    const challenge = "<script>alert(1)</script>";
    const response = await handshake({ ...valid, "hub.challenge": challenge });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).toBe(challenge);
  });

  test.for(["", "x", `${env.META_VERIFY_TOKEN}x`, env.META_VERIFY_TOKEN.slice(1)])(
    "refuses the token %j",
    async (token, { expect }) => {
      const response = await handshake({ ...valid, "hub.verify_token": token });
      expect(response.status).toBe(403);
      expect(await codeOf(response)).toBe("invalid_verify_token");
    },
  );

  test.for([{ "hub.challenge": "" }, { "hub.mode": "unsubscribe" }])(
    "is invalid with %j",
    async (fault, { expect }) => {
      const response = await handshake({ ...valid, ...fault });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        code: "invalid_request",
        errors: [{ pointer: Object.keys(fault)[0] }],
      });
    },
  );

  test("knows no other method", async ({ expect }) => {
    const response = await exports.default.fetch(URL_, { method: "PUT" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, POST");
  });
});

describe("a signature", () => {
  const post = (body: string, signature: string | null) =>
    exports.default.fetch(URL_, {
      method: "POST",
      headers: signature === null ? {} : { "x-hub-signature-256": signature },
      body,
    });

  test("is demanded in Meta's one spelling, and without it nothing is stored", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const number = await aConnectedNumber(ctx);
    const body = JSON.stringify(envelope(number.wabaId, change(number, { messages: [aText()] })));
    const good = await sign(body);
    const signatures = [
      null,
      "",
      good.slice(0, -1),
      good.toUpperCase(),
      good.replace("sha256", "sha1"),
      good.slice(7),
      await sign(body, "another-app-secret-0123456789abcdefgh"),
      await sign(`${body} `),
    ];
    for (const signature of signatures) {
      const response = await post(body, signature);
      expect(response.status).toBe(401);
      expect(await codeOf(response)).toBe("invalid_signature");
    }
    await drain(ctx);
    expect(await ctx.db.query.messages.findMany()).toHaveLength(0);
    expect((await post(body, good)).status).toBe(200);
    await drain(ctx);
    expect(await ctx.db.query.messages.findMany()).toHaveLength(1);
  });

  test("is over the bytes: escapes, emoji, a BOM and CRLF verify, a re-written body does not", async ({
    expect,
  }) => {
    const { ctx } = await aTenant();
    const number = await aConnectedNumber(ctx);
    const text = envelope(
      number.wabaId,
      change(number, { messages: [aText({ text: { body: "é/😀" } })] }),
    );
    const escaped = JSON.stringify(text)
      .replace("é", "\\u00e9")
      .replace("/", "\\/")
      .replace("😀", "\\ud83d\\ude00");
    const bodies = [escaped, `\ufeff${escaped}`, escaped.replaceAll(",", ",\r\n")];
    for (const body of bodies) expect((await post(body, await sign(body))).status).toBe(200);
    const rewritten = JSON.stringify(JSON.parse(escaped));
    expect((await post(rewritten, await sign(escaped))).status).toBe(401);
    await drain(ctx);
    const stored = await ctx.db.query.messages.findMany();
    expect(stored.map((m) => m.content)).toEqual([{ body: "é/😀" }]);
  });

  test("may be of the new or the old secret while it is rotated, and of no other", async ({
    expect,
  }) => {
    const body = JSON.stringify({ object: "whatsapp_business_account", entry: [] });
    const [now, old, third] = ["new", "old", "third"].map((name) =>
      `${name}-secret`.padEnd(32, "x"),
    );
    const statuses = async (configured: string) => {
      const of = async (secret = "") => {
        const headers = { "x-hub-signature-256": await sign(body, secret) };
        const request = new Request(URL_, { method: "POST", headers, body });
        return (await handleMetaWebhook(request, { ...env, META_APP_SECRET: configured })).status;
      };
      return [await of(now), await of(old), await of(third)];
    };
    expect(await statuses(`${now},${old}`)).toEqual([200, 200, 401]);
    expect(await statuses(`${now}`)).toEqual([200, 401, 401]);
  });
});

test("a refusal carries every header that a refusal of the API carries", async ({ expect }) => {
  const [webhook, api] = [
    await exports.default.fetch(URL_, { method: "POST", body: "{}" }),
    await exports.default.fetch("https://waqtor.test/v1/numbers"),
  ];
  expect([webhook.status, api.status]).toEqual([401, 401]);
  const named = (response: Response) =>
    Object.fromEntries([...response.headers].filter(([name]) => name !== "x-request-id"));
  expect(named(webhook)).toEqual(named(api));
  const { request_id } = await webhook.json<{ request_id: string }>();
  expect(webhook.headers.get("x-request-id")).toBe(request_id);
});

test("a body of more than 5 MiB is refused, whether its length is stated or not", async ({
  expect,
}) => {
  const big = new Uint8Array(5 * 1024 * 1024 + 1);
  const stated = await exports.default.fetch(URL_, { method: "POST", body: big });
  expect([stated.status, await codeOf(stated)]).toEqual([413, "body_too_large"]);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const written = (async () => {
    for (let i = 0; i < 6; i++) await writer.write(new Uint8Array(1024 * 1024));
    await writer.close();
  })().catch(() => undefined);
  const request = new Request(URL_, { method: "POST", body: readable });
  expect((await handleMetaWebhook(request, env)).status).toBe(413);
  await written;
});

test.for([
  "not json",
  "",
  "null",
  "[]",
  '{"object":"page","entry":[{"id":"1","changes":[{}]}]}',
  '{"object":"whatsapp_business_account","entry":[]}',
  '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[]}]}',
])("a signed body that says nothing is answered 200: %s", async (body, { expect }) => {
  expect((await deliver(body)).status).toBe(200);
});

test("a change for a number that is not ours is set aside sealed, and never in the clear", async ({
  expect,
}) => {
  const phoneNumberId = metaId();
  const stranger = { id: "num_x", phoneNumberId, wabaId: metaId() } as const;
  const body = envelope(
    stranger.wabaId,
    change(stranger, { messages: [aText({ text: { body: "canary-7731" } })] }),
  );
  expect((await deliver(body)).status).toBe(200);
  const row = await env.CONTROL_DB.prepare("SELECT * FROM quarantine WHERE phone_number_id = ?")
    .bind(phoneNumberId)
    .first<{
      r2_key: string;
      size_bytes: number;
      reason: string;
      waba_id: string;
      field: string;
    }>();
  expect(row).toMatchObject({
    reason: "unknown_number",
    waba_id: stranger.wabaId,
    field: "messages",
  });
  expect(row?.r2_key).toMatch(/^quarantine\/qua_/);
  const sealed = await (await env.MEDIA.get(row?.r2_key ?? ""))?.bytes();
  expect(sealed?.length).toBeGreaterThan(row?.size_bytes ?? 0);
  expect(new TextDecoder("latin1").decode(sealed)).not.toContain("canary-7731");
});

test("a body nested beyond all reason is set aside unread", async ({ expect }) => {
  const { ctx } = await aTenant();
  const number = await aConnectedNumber(ctx);
  const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  const body = JSON.stringify(
    envelope(number.wabaId, change(number, { messages: [{ deep: "DEEP" }] })),
  ).replace('"DEEP"', deep);
  const before = await quarantined();
  expect((await deliver(body)).status).toBe(200);
  expect(await quarantined()).toBe(before + 1);
  expect(await mailIn(ctx)).toBe(0);
});

const quarantined = async () =>
  (
    await env.CONTROL_DB.prepare(
      "SELECT count(*) n FROM quarantine WHERE reason = 'unreadable'",
    ).first<{
      n: number;
    }>()
  )?.n ?? 0;

test("a change too large for a row goes to R2 with its key in the mailbox, and is applied all the same", async ({
  expect,
}) => {
  const { ctx } = await aTenant();
  const number = await aConnectedNumber(ctx);
  const long = { image: { caption: "x".repeat(1_600_000), id: "1" } };
  const messages = [aText(), aText({ type: "image", ...long })];
  expect((await deliver(envelope(number.wabaId, change(number, { messages })))).status).toBe(200);
  const { objects } = await env.MEDIA.list({ prefix: `t/${ctx.tenant.id}/inbound/` });
  expect(objects.map((object) => object.size > MAIL_BYTES_MAX)).toEqual([true]);
  await drain(ctx);
  const stored = await ctx.db.query.messages.findMany();
  expect(stored.map((m) => m.wamid)).toEqual([messages[0]?.id]);
  const [listed] = (await listInboundChanges(ctx, { limit: 1 })).data;
  expect(listed).toMatchObject({ state: "stored", raw: change(number, { messages }) });
});

test("a change that fits a row stays out of R2", async ({ expect }) => {
  const { ctx } = await aTenant();
  const number = await aConnectedNumber(ctx);
  const messages = [aText({ type: "image", image: { caption: "x".repeat(990_000) } })];
  expect((await deliver(envelope(number.wabaId, change(number, { messages })))).status).toBe(200);
  const { objects } = await env.MEDIA.list({ prefix: `t/${ctx.tenant.id}/inbound/` });
  expect(objects).toEqual([]);
});
