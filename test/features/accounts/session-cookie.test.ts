import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aPerson, control, register, visitor } from "./fixture.ts";

const COOKIE =
  /^__Host-waqtor_session=(wqr_[\w-]{43}); Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/;
const HERE = { "sec-fetch-site": "same-origin" };

const tokenIn = (headers: Headers): string =>
  COOKIE.exec(headers.get("set-cookie") ?? "")?.[1] ?? "";

/** A person whose session is in a cookie, as a browser holds it. */
async function aBrowser() {
  const person = await register();
  const { email, password } = person;
  const body = { email, password, session: "cookie" };
  const signedIn = await call(visitor(), "POST /auth/login", body);
  return { person, signedIn, token: tokenIn(signedIn.headers) };
}

const refresh = (token: string, headers: Record<string, string> = HERE) =>
  call(visitor(), "POST /auth/refresh", {}, cookieOf(token, headers));

const cookieOf = (token: string, headers: Record<string, string> = HERE) => ({
  cookie: `__Host-waqtor_session=${token}`,
  ...headers,
});

const refreshByBody = (token: string) =>
  call(visitor(), "POST /auth/refresh", { refresh_token: token });

/** Make what the person's tokens were used for happen so much earlier. */
const passSinceUse = (userId: string, ms: number) =>
  control(
    "UPDATE refresh_tokens SET used_at = used_at - ?2 WHERE session_id IN (SELECT id FROM sessions WHERE user_id = ?1)",
    userId,
    ms,
  );

describe("a session in a cookie", () => {
  test("is out of reach of script: no answer has the refresh token", async ({ expect }) => {
    const { signedIn, token } = await aBrowser();
    expect(signedIn.status).toBe(200);
    expect(token).not.toBe("");
    expect(signedIn.body).not.toHaveProperty("refresh_token");
    const next = await refresh(token);
    expect(next.status).toBe(200);
    expect(next.body).not.toHaveProperty("refresh_token");
    expect(tokenIn(next.headers)).not.toBe(token);
    const access = String(next.body["access_token"]);
    expect((await call(visitor(access), "GET /me")).status).toBe(200);
  });

  test("can begin with the account, also when the same call comes again", async ({ expect }) => {
    const person = aPerson({ session: "cookie" });
    const key = { "idempotency-key": crypto.randomUUID() };
    const first = await call(visitor(), "POST /auth/register", person, key);
    const again = await call(visitor(), "POST /auth/register", person, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    for (const { body, headers } of [first, again]) {
      expect(body).not.toHaveProperty("refresh_token");
      expect((await refresh(tokenIn(headers))).status).toBe(200);
    }
  });

  test.for([
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{ "sec-fetch-site": "none" }],
    [{}],
  ] as const)("is not taken from elsewhere: %j", async ([headers], { expect }) => {
    const { token } = await aBrowser();
    const answer = await refresh(token, { ...headers });
    expect([answer.status, answer.body["code"]]).toEqual([403, "csrf"]);
    expect((await refresh(token)).status).toBe(200);
  });

  test("outlives an answer that never arrived, but not a use half a minute later", async ({
    expect,
  }) => {
    const { person, token } = await aBrowser();
    const lost = await refresh(token);
    const again = await refresh(token);
    expect([lost.status, again.status]).toEqual([200, 200]);
    expect(tokenIn(again.headers)).not.toBe(tokenIn(lost.headers));
    await passSinceUse(person.userId, 30_001);
    expect((await refresh(token)).body["code"]).toBe("invalid_token");
    expect((await refresh(tokenIn(again.headers))).status).toBe(401);
  });

  test("counts its leeway from the first use, however often the token comes", async ({
    expect,
  }) => {
    const { person, token } = await aBrowser();
    expect((await refresh(token)).status).toBe(200);
    await passSinceUse(person.userId, 20_000);
    expect((await refresh(token)).status).toBe(200);
    await passSinceUse(person.userId, 20_000);
    expect((await refresh(token)).status).toBe(401);
  });

  test("ends with the sign-out, and its cookie with it", async ({ expect }) => {
    const { signedIn, token } = await aBrowser();
    const caller = visitor(String(signedIn.body["access_token"]));
    const out = await call(caller, "POST /auth/logout");
    expect(out.headers.get("set-cookie")).toMatch(/^__Host-waqtor_session=; Max-Age=0; Path=\//);
    expect((await refresh(token)).status).toBe(401);
  });

  test("cannot be taken over by its token in a body", async ({ expect }) => {
    const { token } = await aBrowser();
    const { status, body } = await refreshByBody(token);
    expect([status, body["code"]]).toEqual([401, "invalid_token"]);
    expect((await refresh(token)).status).toBe(200);
  });

  test("without one there is nothing to refresh", async ({ expect }) => {
    const { status, body } = await call(visitor(), "POST /auth/refresh", {}, HERE);
    expect([status, body["code"]]).toEqual([401, "invalid_token"]);
  });
});

describe("a program's session", () => {
  test("has no leeway: a second use ends it at once", async ({ expect }) => {
    const { refreshToken } = await register();
    const next = await refreshByBody(refreshToken);
    expect(next.status).toBe(200);
    expect((await refreshByBody(refreshToken)).status).toBe(401);
    expect((await refreshByBody(String(next.body["refresh_token"]))).status).toBe(401);
  });

  test("gets no leeway by sending its token as a cookie", async ({ expect }) => {
    const { refreshToken } = await register();
    expect((await refreshByBody(refreshToken)).status).toBe(200);
    const { status, body } = await refresh(refreshToken);
    expect([status, body["code"]]).toEqual([401, "invalid_token"]);
  });

  test("sets no cookie", async ({ expect }) => {
    const { email, password, refreshToken } = await register();
    const login = await call(visitor(), "POST /auth/login", { email, password });
    const next = await refreshByBody(refreshToken);
    expect([login, next].map(({ headers }) => headers.get("set-cookie"))).toEqual([null, null]);
  });
});

test("sign-up, sign-in and refresh say what the person is and may do", async ({ expect }) => {
  const person = aPerson();
  const registered = await call(visitor(), "POST /auth/register", person);
  const token = String(registered.body["access_token"]);
  const me = await call(visitor(token), "GET /me");
  const { email, password } = person;
  const login = await call(visitor(), "POST /auth/login", { email, password });
  const next = await refreshByBody(String(login.body["refresh_token"]));
  const { role, scopes } = me.body;
  expect(role).toBe("owner");
  for (const { body } of [registered, login, next]) expect(body).toMatchObject({ role, scopes });
});
