import { beforeAll, describe, test } from "vitest";

import { aKey } from "../fixtures/call.ts";
import { anAsker, say, type Asker } from "./caller.ts";

/** Rows 1 to 29 of the catalogue of bad input: JSON, encoding and HTTP, the same on all routes. */
describe("A", () => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await anAsker();
  });
  const post = (body: unknown, headers = {}) => asker.say("POST /contacts", { body, headers });

  const REFUSED: readonly (readonly [number, string, unknown, string])[] = [
    [1, "a truncated object", '{"name": ', "malformed_json"],
    [2, "an empty body", "", "body_required"],
    [3, "an array at the top", "[]", "body_not_object"],
    [3, "a text at the top", '"x"', "body_not_object"],
    [3, "null at the top", "null", "body_not_object"],
    [4, "a million brackets", "[".repeat(1_000_000), "too_deep"],
    [
      5,
      "100,000 keys",
      `{${Array.from({ length: 100_000 }, (_, i) => `"${i}":0`).join()}}`,
      "too_many_keys",
    ],
    [7, "a prototype", '{"__proto__":{"admin":true}}', "forbidden_key"],
    [8, "a constructor", '{"constructor":{"prototype":{}}}', "forbidden_key"],
    [9, "bytes that are no UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), "invalid_utf8"],
    [10, "half a character", '{"name":"\\ud800"}', "invalid_unicode"],
    [
      11,
      "a NUL (the contract names it invalid_unicode)",
      '{"name":"a\\u0000b"}',
      "invalid_unicode",
    ],
    [
      13,
      "a number for an id (the contract names it invalid_request)",
      '{"phone":9007199254740993}',
      "invalid_request",
    ],
    [14, "a number beyond all numbers", '{"name":1e999}', "out_of_range"],
  ];
  test.for(REFUSED)("%i: %s is 400", async ([, , body, code], { expect }) => {
    const answer = await post(body);
    expect([answer.status, answer.code]).toEqual([400, code]);
  });

  test("1: the position is told", async ({ expect }) => {
    expect((await post("{")).body).toMatchObject({ position: 1 });
  });

  test("6: of a key that stands twice the last counts", async ({ expect }) => {
    const { status, body } = await post('{"phone":"+34600222001","name":"A","name":"B"}');
    expect([status, body["name"]]).toEqual([201, "B"]);
  });

  test("12: a byte order mark before the JSON is passed over", async ({ expect }) => {
    expect((await post('\ufeff{"phone":"+34600222002"}')).status).toBe(201);
  });

  test("14: a fraction where an integer is asked for", async ({ expect }) => {
    const answer = await asker.say("POST /contacts/search", { body: { filter: {}, limit: 1.5 } });
    expect([answer.status, answer.pointers]).toEqual([400, expect.arrayContaining(["/limit"])]);
  });

  test("15: a text for a boolean is not taken for one", async ({ expect }) => {
    const answer = await asker.say("PUT /ai/settings", { body: { enabled: "true" } });
    expect([answer.status, answer.pointers]).toEqual([400, ["/enabled"]]);
  });

  test.for([
    [16, "text/plain"],
    [16, ""],
    [17, "application/json; charset=utf-16"],
  ] as const)("%i: JSON as %j is 415", async ([, type], { expect }) => {
    const answer = await post(new Blob(["{}"]), { "content-type": type });
    expect([answer.status, answer.code]).toEqual([415, "unsupported_media_type"]);
  });

  test("18: a compressed body is 415", async ({ expect }) => {
    const answer = await post(Uint8Array.of(0x1f, 0x8b), { "content-encoding": "gzip" });
    expect([answer.status, answer.code]).toEqual([415, "unsupported_media_type"]);
  });

  test("19: 2 MiB are 413, and the limit is told", async ({ expect }) => {
    const answer = await post(" ".repeat(2 * 1024 * 1024));
    expect([answer.status, answer.code]).toEqual([413, "body_too_large"]);
    expect(answer.body["detail"]).toMatch(/1 MiB|1,?048,?576/);
  });

  test("20: a method that a route does not know is 405, and those it knows are told", async ({
    expect,
  }) => {
    const answer = await asker.say("PUT /event-types", { body: {} });
    expect([answer.status, answer.headers.get("allow")]).toEqual([
      405,
      expect.stringContaining("GET"),
    ]);
  });

  test("21: an answer as XML is 406", async ({ expect }) => {
    const answer = await asker.say("GET /contacts", { headers: { accept: "application/xml" } });
    expect([answer.status, answer.code]).toEqual([406, "not_acceptable"]);
  });

  test("22: an address of 17 KB is 414, headers of 8 KB are 431", async ({ expect }) => {
    const long = await asker.say(`GET /contacts?q=${"x".repeat(17_000)}`);
    const wide = await asker.say("GET /contacts", { headers: { "x-filler": "x".repeat(8_192) } });
    expect([long.status, wide.status]).toEqual([414, 431]);
  });

  test.for([
    [23, "limit=10&limit=20", "duplicate_parameter"],
    [24, "zz=1", "unknown_parameter"],
  ] as const)("%i: ?%s is 400", async ([, query, code], { expect }) => {
    const answer = await asker.say(`GET /contacts?${query}`);
    expect([answer.status, answer.code]).toEqual([400, code]);
  });

  test("25: no header overrides the method, the network or the workspace", async ({ expect }) => {
    const other = await anAsker();
    const headers = {
      "x-http-method-override": "DELETE",
      "x-forwarded-for": "127.0.0.1",
      "cf-connecting-ip": "192.0.2.7",
      "x-tenant-id": other.tenant.tenant.id,
    };
    const { status, body } = await post({ phone: "+34600222003" }, headers);
    expect(status).toBe(201);
    const found = await asker.say(`GET /contacts/${String(body["id"])}`, { headers });
    expect(found.status).toBe(200);
    const trail = await asker.say(`GET /audit-logs?target=${String(body["id"])}`);
    expect(trail.body["data"]).toMatchObject([{ ip: "192.0.2.7" }]);
    expect((await other.say("GET /contacts")).body["data"]).toEqual([]);
  });

  test.for(["x".repeat(256), "a b", "ké"])(
    "26: the idempotency key %j is 400",
    async (key, { expect }) => {
      const answer = await post({ phone: "+34600222004" }, aKey(key));
      expect([answer.status, answer.code]).toEqual([400, "invalid_idempotency_key"]);
    },
  );

  test("27: one key is one act: another body is 422, another workspace is on its own", async ({
    expect,
  }) => {
    const key = aKey();
    const first = await post({ phone: "+34600222005" }, key);
    const again = await post({ phone: "+34600222005" }, key);
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    expect(again.body["id"]).toBe(first.body["id"]);
    const changed = await post({ phone: "+34600222006" }, key);
    expect([changed.status, changed.code]).toEqual([422, "idempotency_mismatch"]);
    const other = await anAsker();
    const theirs = await other.say("POST /contacts", {
      body: { phone: "+34600222005" },
      headers: key,
    });
    expect([theirs.status, theirs.headers.has("idempotent-replayed")]).toEqual([201, false]);
  });

  test("27: of two calls at once under one key one acts, the other waits or hears its answer", async ({
    expect,
  }) => {
    const key = aKey();
    const both = await Promise.all([1, 2].map(() => post({ phone: "+34600222007" }, key)));
    for (const { status, code, headers } of both)
      if (status === 409) {
        expect(code).toBe("idempotency_in_progress");
        expect(headers.get("retry-after")).toBeTruthy();
      } else expect(status).toBe(201);
    const found = await asker.say("GET /contacts?q=%2B34600222007");
    expect(found.body["data"]).toHaveLength(1);
  });

  test("28: a stale If-Match is 412, a missing one 428 where it is asked for", async ({
    expect,
  }) => {
    const automation = {
      name: "Hours",
      kind: "rule",
      trigger: { type: "any_message" },
      actions: [{ type: "tag", tag: "asked" }],
    };
    const made = await asker.say("POST /automations", { body: automation });
    const change = (headers = {}) =>
      asker.say(`PATCH /automations/${String(made.body["id"])}`, {
        body: { name: "New" },
        headers,
      });
    expect((await change()).status).toBe(428);
    expect((await change({ "if-match": '"stale"' })).status).toBe(412);
    expect((await change({ "if-match": made.headers.get("etag") ?? "*" })).status).toBe(200);
  });

  test.for(["a".repeat(5_000), "a b c d e f g h", "é".repeat(10)])(
    "29: the request id %j is replaced by ours",
    async (id, { expect }) => {
      const answer = await say(asker.tenant.headers, "GET /contacts", {
        headers: { "x-request-id": encodeURIComponent(id).slice(0, 5_000) },
      });
      expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{8,64}$/);
      expect(answer.headers.get("x-request-id")).not.toBe(id);
    },
  );
});
