import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aNetwork, control, register, visitor } from "./fixture.ts";

const login = (
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
  variables?: Record<string, string>,
) => call(visitor(undefined, variables), "POST /auth/login", body, headers);
const refresh = (token: string) => call(visitor(), "POST /auth/refresh", { refresh_token: token });

describe("login", () => {
  test("signs in and answers the same body as registration", async ({ expect }) => {
    const person = await register();
    const { status, body } = await login({
      email: ` ${person.email.toUpperCase()} `,
      password: person.password,
      workspace_id: person.tenantId,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { id: person.userId, email: person.email },
      workspace: { id: person.tenantId },
      token_type: "Bearer",
      expires_in: 600,
    });
    expect(Object.keys(body).toSorted()).toEqual([
      "access_token",
      "expires_in",
      "refresh_token",
      "role",
      "scopes",
      "token_type",
      "user",
      "workspace",
    ]);
    expect((await call(visitor(String(body["access_token"])), "GET /me")).status).toBe(200);
  });

  test("a wrong password and an unknown e-mail get the same answer", async ({ expect }) => {
    const person = await register();
    const wrong = await login({ email: person.email, password: "not the password" });
    const unknown = await login({ email: `x${person.email}`, password: "not the password" });
    const comparable = ({ body }: typeof wrong) => ({
      ...body,
      request_id: undefined,
      instance: undefined,
    });
    expect(wrong.status).toBe(401);
    expect(wrong.body["code"]).toBe("invalid_credentials");
    expect(comparable(unknown)).toEqual(comparable(wrong));
  });

  test("leaves an audit row for success and for a known person's failure", async ({ expect }) => {
    const person = await register();
    const headers = { "cf-connecting-ip": "198.51.100.7", "user-agent": "audit-agent" };
    await login({ email: person.email, password: "wrong wrong" }, headers);
    await login({ email: person.email, password: person.password }, headers);
    await login({ email: `x${person.email}`, password: "wrong wrong" }, headers);
    const rows = await control(
      "SELECT action, actor_id, tenant_id, ip, user_agent, outcome FROM audit_logs WHERE user_agent = 'audit-agent' ORDER BY seq",
    );
    const row = {
      action: "session.login",
      actor_id: person.userId,
      tenant_id: person.tenantId,
      ip: "198.51.100.7",
      user_agent: "audit-agent",
    };
    expect(rows).toEqual([
      { ...row, outcome: "failure" },
      { ...row, outcome: "success" },
    ]);
  });

  test("a workspace the person is no member of is not found", async ({ expect }) => {
    const [person, other] = [await register(), await register()];
    const ids = [other.tenantId, "ws_00000000000000000000000000", "../etc"];
    for (const workspace_id of ids) {
      const answer = await login({ email: person.email, password: person.password, workspace_id });
      expect([answer.status, answer.body["code"]]).toEqual([404, "not_found"]);
    }
  });

  test("is limited per e-mail and network, and leaves others alone", async ({ expect }) => {
    const [person, other] = [await register(), await register()];
    const here = { "cf-connecting-ip": aNetwork() };
    const wrong = { email: person.email, password: "wrong wrong" };
    // The limiter begins anew at every minute of the clock, so a refusal may be the last of its minute.
    const right = { email: person.email, password: person.password };
    let limited = await login(wrong, here);
    expect(limited.status).toBe(401);
    for (let tries = 1; tries < 25 && limited.status !== 429; tries++)
      if ((await login(wrong, here)).status === 429) limited = await login(right, here);
    expect([limited.status, limited.body["code"]]).toEqual([429, "rate_limited"]);
    expect(Object.fromEntries(limited.headers)).toMatchObject({
      "retry-after": "60",
      ratelimit: '"login";r=0;t=60',
      "ratelimit-policy": '"login";q=10;w=60',
    });
    expect((await login(right)).status).toBe(200);
    const neighbour = { email: other.email, password: other.password };
    expect((await login(neighbour, here)).status).toBe(200);
  });

  test("a hash with older parameters is made again at the next login", async ({ expect }) => {
    const person = await register();
    const stored = async () =>
      (await control("SELECT password_hash FROM users WHERE id = ?1", person.userId))[0]?.[
        "password_hash"
      ];
    const before = await stored();
    const signIn = (password: string) =>
      login({ email: person.email, password }, {}, { PASSWORD_COST: "m=128,t=1,p=1" });
    expect((await signIn("wrong wrong")).status).toBe(401);
    expect(await stored()).toBe(before);
    expect((await signIn(person.password)).status).toBe(200);
    expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=128,/);
    expect((await signIn(person.password)).status).toBe(200);
  });

  test.for([
    [{ email: "a@b.co" }, "/password"],
    [{ password: "x" }, "/email"],
    [{ email: "a@b.co", password: 1 }, "/password"],
    [{ email: "a@b.co", password: "x", remember: true }, "/remember"],
  ] as const)("refuses %j naming %s", async ([body, pointer], { expect }) => {
    const answer = await login(body);
    expect([answer.status, answer.body["code"]]).toEqual([400, "invalid_request"]);
    expect(answer.body["errors"]).toMatchObject([{ pointer }]);
  });
});

describe("refresh", () => {
  test("gives new tokens of the same session, each token once", async ({ expect }) => {
    const person = await register();
    const first = await refresh(person.refreshToken);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ user: { id: person.userId }, expires_in: 600 });
    expect(first.body["refresh_token"]).not.toBe(person.refreshToken);
    const second = await refresh(String(first.body["refresh_token"]));
    expect(second.status).toBe(200);
    const sessions = await control("SELECT id FROM sessions WHERE user_id = ?1", person.userId);
    expect(sessions).toHaveLength(1);
  });

  test("using an old token ends the whole session, and is audited", async ({ expect }) => {
    const person = await register();
    const next = await refresh(person.refreshToken);
    const reused = await refresh(person.refreshToken);
    expect([reused.status, reused.body["code"]]).toEqual([401, "invalid_token"]);
    expect((await refresh(String(next.body["refresh_token"]))).status).toBe(401);
    for (const token of [person.accessToken, String(next.body["access_token"])])
      expect((await call(visitor(token), "GET /me")).status).toBe(401);
    const rows = await control(
      "SELECT action, outcome, ip, user_agent FROM audit_logs WHERE actor_id = ?1 ORDER BY seq",
      person.userId,
    );
    expect(rows.map((row) => [row["action"], row["outcome"]])).toEqual([
      ["account.register", "success"],
      ["session.refresh", "success"],
      ["session.refresh_reused", "failure"],
    ]);
    expect(rows.every((row) => row["ip"] !== null && row["user_agent"] === "test-agent/1")).toBe(
      true,
    );
  });

  test("of parallel uses of one token at most one succeeds", async ({ expect }) => {
    const person = await register();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => refresh(person.refreshToken)),
    );
    expect(answers.filter((a) => a.status === 200).length).toBeLessThanOrEqual(1);
    expect(answers.filter((a) => a.status === 401).length).toBeGreaterThanOrEqual(3);
    const [session] = await control(
      "SELECT revoked_at FROM sessions WHERE user_id = ?1",
      person.userId,
    );
    expect(session?.["revoked_at"]).not.toBeNull();
  });

  test("a session that is over cannot be refreshed", async ({ expect }) => {
    const person = await register();
    await control("UPDATE sessions SET expires_at = 1 WHERE user_id = ?1", person.userId);
    expect((await refresh(person.refreshToken)).status).toBe(401);
  });

  test.for(["", "x".repeat(257)])("refuses a token of odd length", async (token, { expect }) => {
    expect((await refresh(token)).body).toMatchObject({
      code: "invalid_request",
      errors: [{ pointer: "/refresh_token" }],
    });
  });

  test.for(["garbage", "wqr_", "a.b.c", "wqr_' OR 1=1 --"])(
    "%s is not a refresh token",
    async (token, { expect }) => {
      const { status, body } = await refresh(token);
      expect([status, body["code"]]).toEqual([401, "invalid_token"]);
    },
  );
});

describe("logout", () => {
  test("ends the session at once here, and nobody else's", async ({ expect }) => {
    const person = await register();
    const other = await login({ email: person.email, password: person.password });
    const otherToken = String(other.body["access_token"]);
    expect((await call(visitor(person.accessToken), "GET /me")).status).toBe(200);

    const out = await call(visitor(person.accessToken), "POST /auth/logout");
    expect([out.status, out.body]).toEqual([204, {}]);

    const after = await call(visitor(person.accessToken), "GET /me");
    expect([after.status, after.body["code"]]).toEqual([401, "invalid_token"]);
    expect((await refresh(person.refreshToken)).status).toBe(401);
    expect((await call(visitor(otherToken), "GET /me")).status).toBe(200);
    const [audit] = await control(
      "SELECT actor_id, ip, user_agent FROM audit_logs WHERE action = 'session.logout' ORDER BY seq DESC LIMIT 1",
    );
    expect(audit).toMatchObject({ actor_id: person.userId, user_agent: "test-agent/1" });
    expect(audit?.["ip"]).toMatch(/^2001:db8:/);
  });

  test("needs a credential", async ({ expect }) => {
    const { status, body } = await call(visitor(), "POST /auth/logout");
    expect([status, body["code"]]).toEqual([401, "unauthenticated"]);
  });
});
