import { beforeAll, describe, test } from "vitest";

import { callProbe } from "../../fixtures/probe.ts";
import { aTenant, type TenantFixture } from "../../fixtures/tenant.ts";

const JSON_TYPE = { "content-type": "application/json" };

let tenant: TenantFixture;
beforeAll(async () => {
  tenant = await aTenant();
});

const post = (path: string, body: BodyInit | null, headers: Record<string, string> = JSON_TYPE) =>
  callProbe(path, { method: "POST", headers, body });
const get = (path: string, headers: Record<string, string> = {}) =>
  callProbe(path, { headers: { ...tenant.headers, ...headers } });

describe("the body", () => {
  test("reaches the handler as it was sent, with or without a byte order mark", async ({
    expect,
  }) => {
    for (const lead of ["", "\ufeff"]) {
      const res = await post("/echo", `${lead}{"text":"Grüße 🌍"}`);
      expect(await res.json()).toEqual({ text: "Grüße 🌍" });
    }
  });

  test.for([
    ["text/plain", "application/json"],
    ["a charset that is not UTF-8", "application/json; charset=utf-16"],
    ["a JSON dialect", "application/jsonp"],
    ["a form", "application/x-www-form-urlencoded"],
  ] as const)("is refused as %s", async ([name, type], { expect }) => {
    const sent = name === "text/plain" ? name : type;
    const res = await post("/echo", '{"text":"x"}', { "content-type": sent });
    expect(res.status).toBe(415);
    expect(await res.json()).toMatchObject({ code: "unsupported_media_type" });
  });

  test("is refused without a content type", async ({ expect }) => {
    const bytes = new TextEncoder().encode('{"text":"x"}');
    expect((await post("/echo", bytes, {})).status).toBe(415);
  });

  test.for(['application/json; charset="utf-8"', "Application/JSON;charset=UTF8"])(
    "is read as %s",
    async (type, { expect }) => {
      expect((await post("/echo", '{"text":"x"}', { "content-type": type })).status).toBe(200);
    },
  );

  test("is refused when it is compressed", async ({ expect }) => {
    const res = await post("/echo", '{"text":"x"}', { ...JSON_TYPE, "content-encoding": "gzip" });
    expect(res.status).toBe(415);
  });

  test.for([
    ["{", "malformed_json"],
    ["", "body_required"],
    ["[]", "body_not_object"],
    ['{"text":"a\\u0000b"}', "invalid_unicode"],
    ['{"constructor":{}}', "forbidden_key"],
    ['{"text":"x","more":1}', "invalid_request"],
    ['{"text":9007199254740993}', "invalid_request"],
    ['{"text":"x","size":1e999}', "out_of_range"],
    ['{"text":"x","size":1.5}', "invalid_request"],
    ['{"text":"x","on":"true"}', "invalid_request"],
  ] as const)("%s is refused with the code %s", async ([body, code], { expect }) => {
    const res = await post("/echo", body);
    expect(res.status).toBe(400);
    expect(res.headers.get("content-type")).toBe("application/problem+json");
    expect(await res.json()).toMatchObject({ code, status: 400 });
  });

  test("tells which type each field expects", async ({ expect }) => {
    const res = await post("/echo", '{"text":1,"size":1.5,"on":"true","more":0}');
    const { errors } = await res.json<{ errors: { pointer: string; code: string }[] }>();
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).toSorted()).toEqual([
      "/more unknown_member",
      "/on expected_boolean",
      "/size not_integer",
      "/text expected_string",
    ]);
  });

  test("may have 1 MiB and no more, whether its length is declared or not", async ({ expect }) => {
    const exact = `{"text":"${"x".repeat(1_048_576 - 11)}"}`;
    expect((await post("/echo", exact)).status).toBe(200);
    const over = await post("/echo", `${exact} `);
    expect(over.status).toBe(413);
    expect(await over.json()).toMatchObject({ code: "body_too_large", detail: /1048576/ });
  });

  test("is cancelled as soon as a stream passes the limit", async ({ expect }) => {
    let pulled = 0;
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel() {
        cancelled = true;
      },
    });
    const res = await post("/echo", stream);
    expect(res.status).toBe(413);
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThan(32);
  });

  test("is read to its end before it is refused, so that who sends it hears the answer", async ({
    expect,
  }) => {
    let [pulled, cancelled] = [0, false];
    const bodyOf = (chunks: number) => {
      [pulled, cancelled] = [0, false];
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(65_536));
          if (pulled === chunks) controller.close();
        },
        cancel() {
          cancelled = true;
        },
      });
    };
    const stated = (bytes: number) => ({ ...JSON_TYPE, "content-length": String(bytes) });
    const large = await post("/echo", bodyOf(32), stated(32 * 65_536));
    expect([large.status, pulled, cancelled]).toEqual([413, 32, false]);
    const endless = await post("/echo", bodyOf(10_000), stated(10_000 * 65_536));
    expect([endless.status, cancelled]).toEqual([413, true]);
  });

  test("may be left out where it is optional, and must be valid where it is given", async ({
    expect,
  }) => {
    const { authorization } = tenant.headers;
    const ask = (body: BodyInit | null, headers: object) =>
      post("/optional", body, { authorization, ...headers });
    expect((await ask(null, {})).status).toBe(200);
    expect((await ask(null, JSON_TYPE)).status).toBe(400);
    expect((await ask('{"text":"x"}', JSON_TYPE)).status).toBe(200);
    expect((await ask('{"text":1}', JSON_TYPE)).status).toBe(400);
  });

  test("is refused on a call that takes none, unless it says nothing", async ({ expect }) => {
    expect((await post("/bare", "{}", tenant.headers)).status).toBe(200);
    expect((await post("/bare", null, tenant.headers)).status).toBe(200);
    const res = await post("/bare", '{"force":true}', tenant.headers);
    expect(await res.json()).toMatchObject({
      code: "invalid_request",
      errors: [{ pointer: "/force" }],
    });
  });

  test("is not looked at before the credential", async ({ expect }) => {
    expect((await post("/bare", "{")).status).toBe(401);
  });
});

describe("the query", () => {
  test.for([
    ["/list?limit=10&limit=20", "duplicate_parameter", "limit"],
    ["/list?colour=red", "unknown_parameter", "colour"],
    ["/list?limit=0", "out_of_range", "limit"],
    ["/bare?dry=1", "unknown_parameter", "dry"],
    ["/list?__proto__=1", "unknown_parameter", "__proto__"],
  ] as const)("%s is refused with %s", async ([path, code, name], { expect }) => {
    const method = path.startsWith("/bare") ? "POST" : "GET";
    const res = await callProbe(path, { method, headers: tenant.headers });
    expect(res.status).toBe(400);
    expect(await res.json()).toMatchObject({ code, errors: [{ pointer: name }] });
  });
});

describe("the headers", () => {
  test.for([
    ["application/xml", 406],
    ["text/html, application/xml;q=0.9", 406],
    ["application/json;q=0", 406],
    ["text/html, */*;q=0.1", 200],
    ["application/*", 200],
    ["Application/JSON; charset=utf-8", 200],
    ["", 200],
  ] as const)("Accept: %s answers %i", async ([accept, status], { expect }) => {
    const res = await get("/list", { accept });
    expect(res.status).toBe(status);
    if (status === 406) expect(await res.json()).toMatchObject({ code: "not_acceptable" });
  });

  test("a request id of the caller is echoed when it is well formed", async ({ expect }) => {
    const res = await get("/list?x=1", { "x-request-id": "order-7731_retry" });
    expect(res.headers.get("x-request-id")).toBe("order-7731_retry");
    expect(await res.json()).toMatchObject({
      request_id: "order-7731_retry",
      instance: "urn:request:order-7731_retry",
    });
  });

  test.for(["req-1", "Root=1-67891233:0/a", "a.b~c", "x".repeat(128)])(
    "the request id %s is kept",
    async (id, { expect }) => {
      const res = await get("/list", { "x-request-id": id });
      expect(res.headers.get("x-request-id")).toBe(id);
    },
  );

  test.for(["", "has spaces inside", "<b>", "x".repeat(129), "x".repeat(5000), "ünïcödé-1"])(
    "the request id %s is replaced by ours",
    async (id, { expect }) => {
      const res = await get("/list", { "x-request-id": encodeURI(id).slice(0, 6000) });
      expect(res.headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
    },
  );

  test("an over-long header or URL is refused", async ({ expect }) => {
    const header = await get("/list", { "x-custom": "x".repeat(8192) });
    expect([header.status, await header.json()]).toMatchObject([
      431,
      { code: "headers_too_large" },
    ]);
    const url = await get(`/list?after=${"x".repeat(17_000)}`);
    expect([url.status, await url.json()]).toMatchObject([414, { code: "uri_too_long" }]);
  });

  test("nothing overrides the method or the workspace", async ({ expect }) => {
    const res = await get("/list", {
      "x-http-method-override": "DELETE",
      "x-forwarded-for": "127.0.0.1",
      "x-tenant-id": "ws_01k9zzzzzzzzzzzzzzzzzzzzzz",
    });
    expect(res.status).toBe(200);
  });

  test("every answer carries what keeps data safe in browsers and caches", async ({ expect }) => {
    for (const res of [await get("/list"), await get("/crash"), await callProbe("/nowhere")]) {
      expect(Object.fromEntries(res.headers)).toMatchObject({
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
      });
    }
  });
});

describe("the path", () => {
  test("is not found before a credential is asked for", async ({ expect }) => {
    const res = await callProbe("/nowhere");
    expect([res.status, await res.json()]).toMatchObject([404, { code: "not_found" }]);
  });

  test("tells which methods it knows", async ({ expect }) => {
    const put = await callProbe("/list", { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "HEAD, GET"]);
    expect(await put.json()).toMatchObject({ code: "method_not_allowed" });
    const options = await callProbe("/bare", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("answers HEAD like GET, without a body", async ({ expect }) => {
    const res = await callProbe("/list", { method: "HEAD", headers: tenant.headers });
    expect([res.status, await res.text()]).toEqual([200, ""]);
  });
});

describe("a failure nobody expected", () => {
  test("says nothing but its request id", async ({ expect }) => {
    const res = await get("/crash");
    const text = await res.text();
    expect(res.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({
      code: "internal",
      retryable: true,
      request_id: res.headers.get("x-request-id"),
    });
    expect(text).not.toContain("secret");
  });
});

describe("the rate limit", () => {
  test("answers 429 with what to wait for, to that credential alone", async ({ expect }) => {
    const busy = await aTenant();
    const asked: string[] = [];
    // Two calls for each key. The runtime's own limiter begins anew at every minute of the clock.
    const limit = async ({ key }: RateLimitOptions) => {
      asked.push(key);
      return { success: asked.filter((each) => each === key).length <= 2 };
    };
    const call = ({ headers }: TenantFixture) =>
      callProbe("/list", { headers }, { API_LIMIT: { limit } });
    expect([(await call(busy)).status, (await call(busy)).status]).toEqual([200, 200]);
    const last = await call(busy);
    expect(last.status).toBe(429);
    expect(await last.json()).toMatchObject({ code: "rate_limited", retryable: true });
    expect(Object.fromEntries(last.headers)).toMatchObject({
      "retry-after": "60",
      ratelimit: '"api";r=0;t=60',
      "ratelimit-policy": '"api";q=600;w=60',
    });
    expect((await call(tenant)).status).toBe(200);
  });
});
