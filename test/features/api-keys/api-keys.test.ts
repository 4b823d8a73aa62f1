import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { formatApiKey, parseApiKey } from "#core/api-key";
import { ROLE_SCOPES, SCOPES } from "#core/scopes";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { control, register, visitor } from "../accounts/fixture.ts";

const create = (token: string, body: unknown, headers: Record<string, string> = {}) =>
  call(visitor(token), "POST /api-keys", body, headers);
const probe = (key: string) => call(visitor(key), "GET /scopes");

describe("creating", () => {
  test("answers the key once, and only its hash is stored", async ({ expect }) => {
    const person = await register();
    const { status, body } = await create(person.accessToken, {
      name: " Shop ",
      scopes: ["contacts:read", "messages:send", "contacts:read"],
      expires_at: "2030-01-01T02:00:00+02:00",
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^key_/),
      name: "Shop",
      scopes: ["contacts:read", "messages:send"],
      numbers: null,
      ip_allow: null,
      former_secret_until: null,
      created_at: expect.any(String),
      expires_at: "2030-01-01T00:00:00.000Z",
      secret: expect.stringMatching(/^wq_[0-9a-z]{26}_[0-9A-Za-z]{49}$/),
    });
    const secret = String(body["secret"]);
    expect(`key_${parseApiKey(secret)?.idSuffix}`).toBe(body["id"]);
    expect((await probe(secret)).status).toBe(200);

    const [row] = await control("SELECT * FROM api_keys WHERE id = ?1", String(body["id"]));
    expect(row).toMatchObject({ tenant_id: person.tenantId, created_by: person.userId });
    expect(JSON.stringify(row)).not.toContain(secret.slice(30));
    const [audit] = await control(
      "SELECT actor_kind, actor_id, tenant_id, ip, user_agent FROM audit_logs WHERE target = ?1",
      String(body["id"]),
    );
    expect(audit).toMatchObject({
      actor_kind: "user",
      actor_id: person.userId,
      tenant_id: person.tenantId,
      ip: expect.stringMatching(/^2001:db8:/),
      user_agent: "test-agent/1",
    });
  });

  test("a key never holds more than who made it", async ({ expect }) => {
    const { apiKey } = await aTenant({ scopes: ["keys:write", "contacts:read"] });
    const wider = await create(apiKey, { name: "x", scopes: ["contacts:read", "audit:read"] });
    expect([wider.status, wider.body["code"]]).toEqual([403, "missing_scope"]);
    expect(wider.body["detail"]).toContain("audit:read");
    expect(wider.body["errors"]).toMatchObject([{ pointer: "/scopes/1" }]);
    const same = await create(apiKey, { name: "x", scopes: ["contacts:read"] });
    expect(same.status).toBe(201);
    const without = await create(String(same.body["secret"]), {
      name: "y",
      scopes: ["contacts:read"],
    });
    expect([without.status, without.body["code"]]).toEqual([403, "missing_scope"]);
    expect(without.body["detail"]).toContain("keys:write");
  });

  test.for([
    [{ name: "x", scopes: ["contacts:read", "root:all"] }, 422, "unknown_scope", "/scopes/1"],
    [{ name: "x", scopes: [] }, 400, "invalid_request", "/scopes"],
    [{ name: "x" }, 400, "invalid_request", "/scopes"],
    [{ name: "x", scopes: "contacts:read" }, 400, "invalid_request", "/scopes"],
    [{ name: "x", scopes: [1] }, 400, "invalid_request", "/scopes/0"],
    [{ name: " ", scopes: ["contacts:read"] }, 400, "invalid_request", "/name"],
    [{ scopes: ["contacts:read"] }, 400, "invalid_request", "/name"],
    [
      { name: "x", scopes: ["contacts:read"], expires_at: "tomorrow" },
      400,
      "invalid_request",
      "/expires_at",
    ],
    [
      { name: "x", scopes: ["contacts:read"], expires_at: "2020-01-01T00:00:00Z" },
      400,
      "out_of_range",
      "/expires_at",
    ],
    [{ name: "x", scopes: ["contacts:read"], ip_allow: [] }, 400, "invalid_request", "/ip_allow"],
  ] as const)("refuses %j", async ([body, status, code, pointer], { expect }) => {
    const { apiKey, tenant } = await aTenant();
    const answer = await create(apiKey, body);
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
    expect(answer.body["errors"]).toMatchObject([{ pointer }]);
    const rows = await control("SELECT id FROM api_keys WHERE tenant_id = ?1", tenant.id);
    expect(rows).toHaveLength(1);
  });

  test("the same idempotency key gives the same key, whose secret was shown once", async ({
    expect,
  }) => {
    const person = await register();
    const body = { name: "once", scopes: ["contacts:read"] };
    const headers = { "idempotency-key": `k-${crypto.randomUUID()}` };
    const [first, second] = [
      await create(person.accessToken, body, headers),
      await create(person.accessToken, body, headers),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body["secret"]).toMatch(/^wq_/);
    expect(second.body).toEqual({ ...first.body, secret: null });
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const other = await create(person.accessToken, { ...body, name: "other" }, headers);
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency_mismatch"]);
    const keys = await control("SELECT id FROM api_keys WHERE tenant_id = ?1", person.tenantId);
    expect(keys).toHaveLength(1);
  });

  test("what is stored for a repeated call holds no secret, in the clear or sealed", async ({
    expect,
  }) => {
    const person = await register();
    const headers = () => ({ "idempotency-key": `k-${crypto.randomUUID()}` });
    const made = await create(
      person.accessToken,
      { name: "once", scopes: ["contacts:read"] },
      headers(),
    );
    const id = String(made.body["id"]);
    const key = headers();
    const rotate = () =>
      call(visitor(person.accessToken), `POST /api-keys/${id}/rotate`, undefined, key);
    const rotated = await rotate();
    const again = await rotate();
    expect([rotated.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual({ ...rotated.body, secret: null });
    expect((await probe(String(rotated.body["secret"]))).status).toBe(200);

    const rows = await control("SELECT body FROM idempotency WHERE instr(body, ?1)", id);
    expect(rows.map((row) => JSON.parse(String(row["body"])))).toEqual(
      expect.arrayContaining([
        { ...made.body, secret: null },
        { ...rotated.body, secret: null },
      ]),
    );
    const everything = JSON.stringify(await control("SELECT * FROM idempotency"));
    for (const { body } of [made, rotated])
      expect(everything).not.toContain(String(body["secret"]).slice(30));
  });
});

describe("listing", () => {
  test("pages newest first without secrets, other workspaces' keys or deleted ones", async ({
    expect,
  }) => {
    const [person, other] = [await register(), await register()];
    await create(other.accessToken, { name: "foreign", scopes: ["contacts:read"] });
    for (const name of ["a", "b", "c", "d"])
      await create(person.accessToken, { name, scopes: ["contacts:read"] });
    const all = await call(visitor(person.accessToken), "GET /api-keys");
    const keys = all.body["data"] as { id: string; name: string }[];
    expect(keys.map((key) => key.name)).toEqual(["d", "c", "b", "a"]);
    expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual([
      "created_at",
      "expires_at",
      "former_secret_until",
      "id",
      "ip_allow",
      "last_used_at",
      "name",
      "numbers",
      "scopes",
    ]);
    await call(visitor(person.accessToken), `DELETE /api-keys/${keys[1]?.id}`);
    const first = await call(visitor(person.accessToken), "GET /api-keys?limit=2");
    expect(first.body).toMatchObject({
      data: [{ name: "d" }, { name: "b" }],
      has_more: true,
    });
    const next = encodeURIComponent(String(first.body["next_cursor"]));
    const rest = await call(visitor(person.accessToken), `GET /api-keys?limit=2&after=${next}`);
    expect(rest.body).toMatchObject({
      data: [{ name: "a" }],
      has_more: false,
      next_cursor: null,
    });
    const stolen = await call(visitor(other.accessToken), `GET /api-keys?after=${next}`);
    expect([stolen.status, stolen.body["code"]]).toEqual([400, "invalid_cursor"]);
  });
});

describe("rotating and deleting", () => {
  test("rotation ends the old secret at once and keeps the key", async ({ expect }) => {
    const person = await register();
    const made = await create(person.accessToken, { name: "x", scopes: ["contacts:read"] });
    const [id, old] = [String(made.body["id"]), String(made.body["secret"])];
    expect((await probe(old)).status).toBe(200);
    const rotated = await call(visitor(person.accessToken), `POST /api-keys/${id}/rotate`);
    expect(rotated.status).toBe(200);
    expect(rotated.body).toMatchObject({ id, name: "x", scopes: ["contacts:read"] });
    const refused = await probe(old);
    expect([refused.status, refused.body["code"]]).toEqual([401, "invalid_token"]);
    expect((await probe(String(rotated.body["secret"]))).status).toBe(200);
  });

  test("deletion ends the key at once", async ({ expect }) => {
    const person = await register();
    const made = await create(person.accessToken, { name: "x", scopes: ["contacts:read"] });
    const remove = () =>
      call(visitor(person.accessToken), `DELETE /api-keys/${String(made.body["id"])}`);
    expect((await probe(String(made.body["secret"]))).status).toBe(200);
    expect((await remove()).status).toBe(204);
    expect((await probe(String(made.body["secret"]))).status).toBe(401);
    expect((await remove()).status).toBe(404);
    const audit = await control(
      "SELECT action FROM audit_logs WHERE target = ?1 ORDER BY seq",
      String(made.body["id"]),
    );
    expect(audit.map((row) => row["action"])).toEqual(["api_key.create", "api_key.delete"]);
  });

  test("nobody ends a key that is wider than their own", async ({ expect }) => {
    const { apiKey, tenant } = await aTenant({ scopes: SCOPES });
    const narrow = await create(apiKey, { name: "n", scopes: ["keys:write"] });
    const equal = await create(apiKey, { name: "e", scopes: ["keys:write"] });
    const [wide] = await control("SELECT id FROM api_keys WHERE tenant_id = ?1", tenant.id);
    const remove = (id: unknown) =>
      call(visitor(String(narrow.body["secret"])), `DELETE /api-keys/${String(id)}`);
    const answer = await remove(wide?.["id"]);
    expect([answer.status, answer.body["code"]]).toEqual([403, "missing_scope"]);
    expect((await probe(apiKey)).status).toBe(200);
    expect((await remove(equal.body["id"])).status).toBe(204);
  });

  test("nobody gets hold of a wider key by rotating it", async ({ expect }) => {
    const { apiKey, tenant } = await aTenant({ scopes: SCOPES });
    const narrow = await create(apiKey, { name: "n", scopes: ["keys:write"] });
    const [wide] = await control("SELECT id FROM api_keys WHERE tenant_id = ?1", tenant.id);
    const answer = await call(
      visitor(String(narrow.body["secret"])),
      `POST /api-keys/${String(wide?.["id"])}/rotate`,
    );
    expect([answer.status, answer.body["code"]]).toEqual([403, "missing_scope"]);
    expect((await probe(apiKey)).status).toBe(200);
  });

  test("another workspace's key, a strange id and an unknown one are not found", async ({
    expect,
  }) => {
    const [person, other] = [await register(), await register()];
    const made = await create(other.accessToken, { name: "x", scopes: ["contacts:read"] });
    const ids = [String(made.body["id"]), newId("apiKey"), newId("user"), "%2e%2e", "😀"];
    for (const id of ids)
      for (const route of [`DELETE /api-keys/${id}`, `POST /api-keys/${id}/rotate`] as const) {
        const answer = await call(visitor(person.accessToken), route);
        expect([id, answer.status, answer.body["code"]]).toEqual([id, 404, "not_found"]);
      }
    expect((await probe(String(made.body["secret"]))).status).toBe(200);
  });
});

describe("using", () => {
  test("a wrong checksum, an unknown key and an expired one are refused", async ({ expect }) => {
    const { apiKey } = await aTenant();
    const typo = apiKey.slice(0, -1) + (apiKey.endsWith("0") ? "1" : "0");
    const stranger = formatApiKey(newId("apiKey").slice(4), new Uint8Array(32));
    for (const key of [typo, stranger, "wq_", `${apiKey}x`, apiKey.toUpperCase()]) {
      const { status, body } = await probe(key);
      expect([status, body["code"]]).toEqual([401, "invalid_token"]);
    }
    await control(
      "UPDATE api_keys SET expires_at = 1 WHERE id = ?1",
      `key_${parseApiKey(apiKey)?.idSuffix}`,
    );
    expect((await probe(apiKey)).status).toBe(401);
  });

  test("a wrong checksum is refused without a look-up", async ({ expect }) => {
    const { apiKey } = await aTenant();
    const typo = apiKey.slice(0, -1) + (apiKey.endsWith("0") ? "1" : "0");
    const database = env.CONTROL_DB;
    Reflect.set(env, "CONTROL_DB", {
      prepare: () => {
        throw new Error("looked up");
      },
    });
    try {
      expect((await probe(typo)).status).toBe(401);
      expect((await probe(apiKey)).status).toBe(500);
    } finally {
      Reflect.set(env, "CONTROL_DB", database);
    }
  });

  test("the last use is noted to the minute, off the request's path", async ({ expect }) => {
    const { apiKey, tenant } = await aTenant();
    await probe(apiKey);
    await expect
      .poll(async () => {
        const [row] = await control(
          "SELECT last_used_at FROM api_keys WHERE tenant_id = ?1",
          tenant.id,
        );
        return row?.["last_used_at"];
      })
      .toSatisfy((at: unknown) => typeof at === "number" && at > 0 && at % 60_000 === 0);
  });

  test("a credential in the URL is refused, whatever it is called", async ({ expect }) => {
    const { apiKey } = await aTenant();
    for (const query of [
      `api_key=${apiKey}`,
      `access_token=x`,
      `token=x`,
      `Key=x`,
      `limit=2&after=${apiKey}`,
    ]) {
      for (const token of [apiKey, ""]) {
        const { status, body } = await call(visitor(token), `GET /api-keys?${query}`);
        expect([query, status, body["code"]]).toEqual([query, 400, "key_in_url"]);
        expect(JSON.stringify(body)).not.toContain(apiKey);
      }
    }
  });
});

test("the scopes are listed with the roles that hold them", async ({ expect }) => {
  const { apiKey } = await aTenant({ scopes: ["workspace:read"] });
  const { status, body } = await probe(apiKey);
  expect(status).toBe(200);
  const data = body["data"] as { scope: string; roles: string[] }[];
  expect(data.map((row) => row.scope)).toEqual(SCOPES);
  expect(data.find((row) => row.scope === "keys:write")?.roles).toEqual([
    "owner",
    "admin",
    "developer",
  ]);
  expect(data.filter((row) => row.roles.includes("agent")).length).toBe(ROLE_SCOPES.agent.length);
});
