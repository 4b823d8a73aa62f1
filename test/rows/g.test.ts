import { beforeAll, describe, test } from "vitest";

import { exampleId } from "#core/ids";
import { newId } from "#platform/ids";

import { aSignedInMember } from "../fixtures/member.ts";
import { byAnotherKey } from "../fixtures/tenant.ts";
import { anAsker, say, type Asker } from "./caller.ts";

const encode = (value: object): string =>
  new TextEncoder()
    .encode(JSON.stringify(value))
    .toBase64({ alphabet: "base64url", omitPadding: true });

/** Rows 99 to 104, 108, 111 and 112: ids, cursors and credentials. */
describe("G", () => {
  let asker: Asker;
  beforeAll(async () => {
    asker = await anAsker();
  });

  test("99: an id of another workspace, of another kind, and no id at all are one answer", async ({
    expect,
  }) => {
    const other = await anAsker();
    const made = await other.say("POST /contacts", { body: { phone: "+34600555001" } });
    const ids = [
      String(made.body["id"]),
      newId("contact"),
      newId("message"),
      "..%2F..",
      "%2e%2e%2f",
      "x".repeat(5_000),
      "%F0%9F%98%80",
    ];
    const told = await Promise.all(
      ids.map(async (id) => {
        const {
          instance: _,
          request_id: __,
          ...rest
        } = (await asker.say(`GET /contacts/${id}`)).body;
        return rest;
      }),
    );
    for (const each of told) expect(each).toEqual(told[0]);
    expect(told[0]).toMatchObject({ status: 404, code: "not_found" });
  });

  test("100: a cursor that is cut, edited, of another filter or workspace is 400", async ({
    expect,
  }) => {
    for (const nth of [1, 2, 3])
      await asker.say("POST /contacts", { body: { phone: `+3460055501${nth}`, tags: ["a"] } });
    const page = await asker.say("GET /contacts?limit=1");
    const cursor = String(page.body["next_cursor"]);
    const other = await anAsker();
    const edited = `${cursor.slice(0, 3)}${cursor[3] === "A" ? "B" : "A"}${cursor.slice(4)}`;
    const answers = await Promise.all([
      asker.say(`GET /contacts?after=${cursor.slice(0, -4)}`),
      asker.say(`GET /contacts?after=${edited}`),
      asker.say(`GET /contacts?tag=a&after=${cursor}`),
      asker.say(`GET /messages?after=${cursor}`),
      other.say(`GET /contacts?after=${cursor}`),
    ]);
    expect(answers.map(({ status, code }) => [status, code])).toEqual(
      answers.map(() => [400, "invalid_cursor"]),
    );
    expect((await asker.say(`GET /contacts?limit=1&after=${cursor}`)).status).toBe(200);
  });

  test.for(["0", "-1", "1e3", "101", "abc"])("101: limit=%s is 400", async (limit, { expect }) => {
    const answer = await asker.say(`GET /contacts?limit=${limit}`);
    expect([answer.status, answer.code, answer.pointers]).toEqual([400, "out_of_range", ["limit"]]);
  });

  test("102: what comes or goes between two pages is neither shown twice nor hides another", async ({
    expect,
  }) => {
    const at = await anAsker();
    const add = async (nth: number) =>
      String((await at.say("POST /segments", { body: segment(nth) })).body["id"]);
    const segment = (nth: number) => ({
      name: `Segment ${nth}`,
      filter: { field: "tags", op: "contains", value: "a" },
    });
    const ids = [];
    for (const nth of [1, 2, 3, 4]) ids.push(await add(nth));
    const first = await at.say("GET /segments?limit=2");
    await at.say(`DELETE /segments/${ids[1]}`);
    await add(5);
    const rest = await at.say(`GET /segments?limit=10&after=${String(first.body["next_cursor"])}`);
    const idsOf = (answer: typeof first) =>
      (answer.body["data"] as readonly { readonly id: string }[]).map(({ id }) => id);
    expect([...idsOf(first), ...idsOf(rest)]).toEqual([ids[3], ids[2], ids[0]]);
  });

  test("103: no token but ours is one, and every other is told alike", async ({ expect }) => {
    const { headers } = await aSignedInMember(asker.tenant, "owner");
    const [head = "", payload = "", signature = ""] = headers.authorization.slice(7).split(".");
    const header = JSON.parse(atob(head)) as object;
    const tokens = [
      `${encode({ ...header, alg: "none" })}.${payload}.`,
      `${encode({ ...header, kid: "unknown" })}.${payload}.${signature}`,
      `${encode({ ...header, kid: "../../x" })}.${payload}.${signature}`,
      `${encode({ ...header, jku: "https://evil.example/keys" })}.${payload}.${signature}`,
      `${encode({ ...header, typ: "JWT" })}.${payload}.${signature}`,
      `${head}.${encode({ sub: newId("user"), aud: "another", exp: 4e9 })}.${signature}`,
      `${head}.${payload}.${signature.slice(0, -2)}`,
      "..",
      "a".repeat(3_000),
    ];
    const told = await Promise.all(
      tokens.map(async (token) => {
        const answer = await say({ authorization: `Bearer ${token}` }, "GET /contacts");
        return [answer.status, answer.code, answer.body["detail"]];
      }),
    );
    for (const each of told) expect(each).toEqual([401, "invalid_token", told[0]?.[2]]);
    expect((await say(headers, "GET /contacts")).status).toBe(200);
  });

  test("104: a key with a wrong checksum or revoked is 401, without its scope 403, in an address 400", async ({
    expect,
  }) => {
    const { apiKey } = asker.tenant;
    const last = apiKey.endsWith("a") ? "b" : "a";
    const wrong = await say(
      { authorization: `Bearer ${apiKey.slice(0, -1)}${last}` },
      "GET /contacts",
    );
    const revoked = await byAnotherKey(asker.tenant, undefined, { revokedAt: Date.now() - 1 });
    const narrow = await byAnotherKey(asker.tenant, ["numbers:read"]);
    const without = await say(narrow.headers, "GET /contacts");
    expect([wrong.code, (await say(revoked.headers, "GET /contacts")).code, without.code]).toEqual([
      "invalid_token",
      "invalid_token",
      "missing_scope",
    ]);
    expect(without.body["detail"]).toContain("contacts:read");
    const inAddress = await asker.say(`GET /contacts?q=${apiKey}`);
    expect([inAddress.status, inAddress.code]).toEqual([400, "key_in_url"]);
  });

  test.for([
    ["257 bytes", "x".repeat(257), [400, 422]],
    ["too short", "kurz", [400, 422]],
    ["a NUL", "a long enough\u0000 password", [400]],
    ["one of the most common", "password123", [422]],
  ] as const)("108: a password of %s is refused", async ([, password, statuses], { expect }) => {
    const answer = await say({ "content-type": "application/json" }, "POST /auth/register", {
      body: {
        full_name: "Ana",
        email: `${crypto.randomUUID()}@example.com`,
        timezone: "UTC",
        password,
        workspace_name: "Shop",
        accept_policy: true,
      },
    });
    expect(statuses).toContain(answer.status);
    expect(answer.pointers).toContain("/password");
  });

  test("111: nobody but an owner who has just proven it closes a workspace", async ({ expect }) => {
    const { headers } = await aSignedInMember(asker.tenant, "admin");
    const body = { password: "x", name: "Test" };
    for (const each of [headers, asker.tenant.headers])
      expect((await say(each, "DELETE /workspace", { body })).status).toBeGreaterThanOrEqual(400);
    expect((await asker.say("GET /workspace")).status).toBe(200);
  });

  test("112: another site is told nothing by a browser, and its forms are no JSON", async ({
    expect,
  }) => {
    const headers = { origin: "https://evil.example" };
    const preflight = await asker.say("GET /contacts", { headers });
    expect(preflight.headers.has("access-control-allow-origin")).toBe(false);
    const form = await asker.say("POST /contacts", {
      body: "{}",
      headers: { ...headers, "content-type": "text/plain" },
    });
    expect(form.status).toBe(415);
    const refresh = await say({ "content-type": "application/json" }, "POST /auth/refresh", {
      body: {},
      headers: {
        ...headers,
        "sec-fetch-site": "cross-site",
        cookie: `__Host-session=${exampleId("session")}`,
      },
    });
    expect([400, 401, 403]).toContain(refresh.status);
  });
});
