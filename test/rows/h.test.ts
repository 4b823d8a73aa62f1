import { beforeAll, describe, test } from "vitest";

import { aTenant } from "../fixtures/tenant.ts";
import { aHost, aStage, aWebhook, contactCreated } from "../fixtures/webhooks.ts";
import { anAsker, type Asker } from "./caller.ts";

/** Rows 113 to 120: searches, streams and addresses that customers give. */
describe("H", () => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await anAsker();
    await asker.say("POST /contacts", {
      body: { phone: "+34600444001", name: 'Zoë 50% "AND" col:x OPS-306' },
    });
  });
  const search = (q: string) => asker.say(`GET /search?q=${encodeURIComponent(q)}`);
  const contacts = (q: string) => asker.say(`GET /contacts?q=${encodeURIComponent(q)}`);
  const names = (answer: { readonly body: Readonly<Record<string, unknown>> }) =>
    (answer.body["data"] as readonly unknown[]).length;

  test.for(['"', 'hello"', "OPS-306", "AND", "col:x", "*", "(", "NEAR(", "^", "-x", "50%"])(
    "113: %j is words, and no query",
    async (q, { expect }) => {
      const { status, code } = await search(q);
      if (status !== 200) expect([status, code]).toEqual([422, "query_required"]);
      // A list asked for nothing that can be found says so.
      expect([200, 400]).toContain((await contacts(q)).status);
    },
  );

  test.for(["", "  ", "!?"])("113: a search for %j is 422", async (q, { expect }) => {
    const answer = await search(q);
    expect([answer.status, answer.code]).toEqual([422, "query_required"]);
  });

  test.for(["%", "_", "\\", "%_".repeat(60)])(
    "114: %j matches nothing by itself",
    async (q, { expect }) => {
      const answer = await contacts(q);
      expect([answer.status, answer.pointers]).toEqual([400, ["q"]]);
      expect(names(await contacts(`nobody${q}`))).toBe(0);
    },
  );

  test("115: a search of 10,000 letters is refused, and letters are folded", async ({ expect }) => {
    expect([400, 422]).toContain((await search("x".repeat(10_000))).status);
    expect((await search(Array.from({ length: 90 }, () => "a").join(" OR "))).status).toBeLessThan(
      500,
    );
    expect((await search("🎉")).status).toBeLessThan(500);
    expect(names(await contacts("zoe"))).toBe(1);
    expect((await contacts("面包")).status).toBe(200);
  });

  test("116: a condition of 101 values is answered, or told where it is too long", async ({
    expect,
  }) => {
    const value = Array.from({ length: 101 }, (_, i) => `+3460044${String(4001 + i)}`);
    const answer = await asker.say("POST /contacts/search", {
      body: { filter: { field: "phone", op: "in", value: ["+34600444001", ...value] } },
    });
    expect([200, 400]).toContain(answer.status);
    if (answer.status === 200) expect(names(answer)).toBe(1);
    else expect(answer.pointers[0]).toMatch(/^\/filter/);
  });

  test("117: SQL is text, and a value beyond a row's size is 413", async ({ expect }) => {
    const name = "'; DROP TABLE contacts; --";
    const made = await asker.say("POST /contacts", { body: { phone: "+34600444900", name } });
    expect([made.status, made.body["name"]]).toEqual([201, name]);
    expect(names(await contacts("DROP TABLE"))).toBe(1);
    const long = await asker.say("POST /contacts", { body: { name: "x".repeat(3_000_000) } });
    expect([long.status, long.code]).toEqual([413, "body_too_large"]);
  });

  test("118: the stream is read-only, asks for a credential and ends by itself (there is no WebSocket here)", async ({
    expect,
  }) => {
    expect((await asker.say("GET /events/stream", { headers: { authorization: "" } })).status).toBe(
      401,
    );
    expect((await asker.say("POST /events/stream", { body: {} })).status).toBe(405);
  });

  test.for([
    "http://example.com/hook",
    "https://127.0.0.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://169.254.169.254/",
    "https://user:pass@example.com/",
    "https://localhost/",
    "https://localhost./",
    "https://169.254.169.254.nip.io/",
    "https://shop.internal/",
    "https://shop/",
    "https://example.com:22/",
    `https://example.com/${"x".repeat(2_049)}`,
    "javascript:alert(1)",
  ])("119: nothing is posted to %s", async (url, { expect }) => {
    const answer = await asker.say("POST /webhooks", { body: { url, types: ["*"] } });
    expect([400, 422]).toContain(answer.status);
    expect(answer.pointers).toEqual(["/url"]);
  });

  test("119: a name of other letters is shown as it goes over the wire", async ({ expect }) => {
    const url = "https://bücher.example/hook";
    const { status, body } = await asker.say("POST /webhooks", { body: { url, types: ["*"] } });
    expect([status, body["url"]]).toEqual([201, "https://xn--bcher-kva.example/hook"]);
  });

  test.for<[string, () => Response, boolean]>([
    [
      "a redirect to an inner address",
      () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } }),
      false,
    ],
    ["more than anybody reads", () => new Response("x".repeat(5_000_000)), true],
    ["many headers", () => new Response("ok", { headers: { "x-long": "x".repeat(8_000) } }), true],
    ["a failure", () => new Response("no", { status: 500 }), false],
    [
      "a wait of eleven days",
      () => new Response("", { status: 429, headers: { "retry-after": "999999" } }),
      false,
    ],
    ["nothing", () => new Response(null, { status: 200 }), true],
  ])("120: an endpoint that answers %s", async ([, answer, isSuccess], { expect }) => {
    const tenant = await aTenant();
    const host = aHost();
    host.answer = answer;
    const webhook = await aWebhook(tenant, host);
    const stage = aStage(tenant);
    await stage.tell(contactCreated());
    await stage.run(webhook);
    expect(host.posts).toHaveLength(1);
    const retry = Math.min(...stage.wakes.filter((atMs) => atMs > stage.nowMs));
    if (isSuccess) expect(retry).toBe(Infinity);
    // Whatever it asks for, the next attempt is within the schedule.
    else expect(retry - stage.nowMs).toBeLessThan(3_600_000);
  });

  test("120: an endpoint that is gone (410) is not asked again", async ({ expect }) => {
    const tenant = await aTenant();
    const host = aHost();
    host.answer = () => new Response("gone", { status: 410 });
    const webhook = await aWebhook(tenant, host);
    const stage = aStage(tenant);
    await stage.tell(contactCreated());
    await stage.run(webhook);
    const row = await tenant.ctx.db.query.webhooks.findFirst();
    expect(row?.status).toBe("disabled");
  });
});
