import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { ACCOUNT_TOKENS } from "#core/account/account-token";
import { sweepAccountTokens } from "#features/accounts/index";
import { sha256Hex } from "#platform/hash";

import { call } from "../../fixtures/call.ts";
import { aPostBox, type PostBox } from "../../fixtures/post-box.ts";
import { aNetwork, control, register, visitor } from "./fixture.ts";

const NEW = "another horse battery";
const login = (email: string, password: string, ip = aNetwork()) =>
  call(visitor(), "POST /auth/login", { email, password }, { "cf-connecting-ip": ip });
const verify = (token: string, box?: PostBox) =>
  call(visitor(undefined, box?.variables), "POST /auth/verify-email", { token });
const forgot = (email: string, box: PostBox, ip = aNetwork()) =>
  call(
    visitor(undefined, box.variables),
    "POST /auth/password/forgot",
    { email },
    { "cf-connecting-ip": ip },
  );
const reset = (token: string, password = NEW, box?: PostBox) =>
  call(visitor(undefined, box?.variables), "POST /auth/password/reset", { token, password });
const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  body["code"],
];
const me = async (token: string) => (await call(visitor(token), "GET /me")).body;
const anEmail = () => `new-${crypto.randomUUID()}@example.com`;
const anAccount = async (box: PostBox) => register({}, box.variables);

describe("proving an address", () => {
  test("takes the link of the letter, which works once", async ({ expect }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    const token = await box.tokenTo(person.email);
    expect(box.letters[0]?.text).toContain(`${env.PUBLIC_URL}/console/verify#${token}`);
    expect((await me(person.accessToken))["email_verified"]).toBe(false);
    const parallel = await Promise.all([1, 2, 3].map(() => verify(token)));
    expect(parallel.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 401, 401]);
    expect(outcome(await verify(token))).toEqual([401, "invalid_token"]);
    expect((await me(person.accessToken))["email_verified"]).toBe(true);
  });

  test("stores no token, and writes none of it into the audit trail", async ({ expect }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    const token = await box.tokenTo(person.email);
    const rows = await control("SELECT * FROM account_tokens WHERE user_id = ?1", person.userId);
    expect(rows).toMatchObject([{ token_hash: await sha256Hex(token), kind: "verify_email" }]);
    await verify(token);
    const acts = await control(
      "SELECT * FROM audit_logs WHERE target = ?1 AND action = 'account.email_verify'",
      person.userId,
    );
    expect(acts).toMatchObject([{ actor_id: person.userId, tenant_id: person.tenantId }]);
    expect(JSON.stringify([rows, acts])).not.toContain(token);
    expect(JSON.stringify(acts)).not.toContain(person.email);
  });

  test("is asked for again, at most five times an hour, and not once it is done", async ({
    expect,
  }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    const again = () =>
      call(visitor(person.accessToken, box.variables), "POST /auth/verify-email/resend");
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries++) statuses.push((await again()).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
    const first = await box.tokenTo(person.email);
    expect((await verify(first)).status).toBe(204);
    expect(outcome(await again())).toEqual([409, "invalid_state"]);
  });

  test("outlives no address, and no day", async ({ expect }) => {
    const box = aPostBox();
    const [moved, late] = [await anAccount(box), await anAccount(box)];
    await control("UPDATE users SET email = ?2 WHERE id = ?1", moved.userId, anEmail());
    await control("UPDATE account_tokens SET expires_at = ?2 WHERE user_id = ?1", late.userId, 1);
    for (const { email } of [moved, late])
      expect(outcome(await verify(await box.tokenTo(email)))).toEqual([401, "invalid_token"]);
  });

  test("is no other token's work", async ({ expect }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    await forgot(person.email, box);
    const [letter] = await box.to(person.email);
    const resetToken = await box.tokenTo(person.email, 2);
    expect(outcome(await verify(resetToken))).toEqual([401, "invalid_token"]);
    const verifyToken = /#(\S+)/.exec(letter?.text ?? "")?.[1] ?? "";
    expect(outcome(await reset(verifyToken))).toEqual([401, "invalid_token"]);
    expect((await login(person.email, person.password)).status).toBe(200);
  });

  test("fails no registration when the service takes no letters", async ({ expect }) => {
    const box = aPostBox(() => Promise.reject(new Error("no such domain")));
    const person = await anAccount(box);
    expect((await login(person.email, person.password)).status).toBe(200);
  });
});

describe("a forgotten password", () => {
  test("is asked for without a word on who has an account, nor any wait for it", async ({
    expect,
  }) => {
    // A service that never answers: whoever waits for it before answering never does.
    const box = aPostBox(() => new Promise(() => undefined));
    const person = await anAccount(aPostBox());
    const told: unknown[] = [];
    for (const email of [person.email, anEmail()]) {
      const { status, body, headers } = await forgot(email, box);
      told.push({ status, body, type: headers.get("content-type") });
    }
    expect(told).toEqual(Array(2).fill({ status: 202, body: {}, type: null }));
    expect(await box.tokenTo(person.email)).toMatch(/^wqp_/);
  });

  test("is limited alike, whoever has the address", async ({ expect }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    for (const email of [person.email, anEmail()]) {
      const statuses: number[] = [];
      for (let tries = 0; tries < 6; tries++) statuses.push((await forgot(email, box)).status);
      expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
    }
  });

  test("may be asked for while sign-in is limited", async ({ expect }) => {
    const box = aPostBox();
    const [person, ip] = [await anAccount(box), aNetwork()];
    const statuses = new Set<number>();
    for (let tries = 0; tries < 31; tries++)
      statuses.add((await login(person.email, "wrong wrong", aNetwork())).status);
    expect(statuses).toContain(429);
    expect((await forgot(person.email, box, ip)).status).toBe(202);
    expect((await reset(await box.tokenTo(person.email, 2))).status).toBe(204);
  });

  test("is replaced by a new one: every session ends, nobody is signed in, a letter tells", async ({
    expect,
  }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    await forgot(person.email, box);
    const answer = await reset(await box.tokenTo(person.email, 2), NEW, box);
    expect([answer.status, answer.body]).toEqual([204, {}]);
    expect(outcome(await call(visitor(person.accessToken), "GET /me"))).toEqual([
      401,
      "invalid_token",
    ]);
    const refreshed = await call(visitor(), "POST /auth/refresh", {
      refresh_token: person.refreshToken,
    });
    expect(refreshed.status).toBe(401);
    expect((await login(person.email, person.password)).status).toBe(401);
    const signedIn = await login(person.email, NEW);
    expect(signedIn.status).toBe(200);
    // Whoever opened the link reads the address.
    expect(signedIn.body["user"]).toMatchObject({ email_verified: true });
    const letters = await box.to(person.email, 3);
    expect(letters[2]?.subject).toBe("Your password was changed");
  });

  test("is reset once by a token, also by two at once, and not after another change", async ({
    expect,
  }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    await forgot(person.email, box);
    const first = await box.tokenTo(person.email, 2);
    await forgot(person.email, box);
    const second = await box.tokenTo(person.email, 3);
    const answers = await Promise.all([reset(first, NEW), reset(first, `${NEW} 2`)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 401]);
    expect(outcome(await reset(first))).toEqual([401, "invalid_token"]);
    // The second was made for the password that is gone.
    expect(outcome(await reset(second))).toEqual([401, "invalid_token"]);
  });

  test.for([
    ["short", "password_too_short"],
    ["password123", "breached_password"],
    ["x".repeat(257), "password_too_long"],
    ["ada lovelace", "breached_password"],
  ] as const)(
    "is not replaced by %s, and the token still works",
    async ([bad, code], { expect }) => {
      const box = aPostBox();
      const person = await anAccount(box);
      await forgot(person.email, box);
      const token = await box.tokenTo(person.email, 2);
      const refused = await reset(token, bad);
      expect(outcome(refused)).toEqual([422, code]);
      expect(refused.body.errors).toMatchObject([{ pointer: "/password" }]);
      expect((await reset(token)).status).toBe(204);
    },
  );

  test("is a link of 30 minutes, and its row is swept", async ({ expect }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    await forgot(person.email, box);
    const token = await box.tokenTo(person.email, 2);
    const hash = await sha256Hex(token);
    const row = () => control("SELECT * FROM account_tokens WHERE token_hash = ?1", hash);
    const [made] = await row();
    expect(Number(made?.["expires_at"]) - Number(made?.["created_at"])).toBe(1_800_000);
    await control("UPDATE account_tokens SET expires_at = ?2 WHERE token_hash = ?1", hash, 5);
    expect(outcome(await reset(token))).toEqual([401, "invalid_token"]);
    await sweepAccountTokens(env, 4);
    expect(await row()).toHaveLength(1);
    await sweepAccountTokens(env, 5);
    expect(await row()).toEqual([]);
    expect(ACCOUNT_TOKENS.verify_email.lifeMs).toBe(86_400_000);
  });

  test.for([
    ["POST /auth/password/forgot", { email: "no address" }, "/email"],
    ["POST /auth/password/reset", { token: "x" }, "/password"],
    ["POST /auth/password/reset", { token: "", password: NEW }, "/token"],
    ["POST /auth/verify-email", { token: 1 }, "/token"],
    ["POST /auth/verify-email", { token: "x".repeat(257) }, "/token"],
  ] as const)("%s refuses %j naming %s", async ([route, body, pointer], { expect }) => {
    const answer = await call(visitor(), route, body);
    expect([answer.status, answer.body.errors]).toMatchObject([400, [{ pointer }]]);
  });
});

describe("changing one's password", () => {
  const change = (token: string, current: string, password = NEW, box?: PostBox) =>
    call(visitor(token, box?.variables), "POST /me/password", { current, password });

  test("ends the other sessions and voids links, keeps this one, and tells by letter", async ({
    expect,
  }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    const other = await login(person.email, person.password);
    await forgot(person.email, box);
    const link = await box.tokenTo(person.email, 2);
    expect((await change(person.accessToken, person.password, NEW, box)).status).toBe(204);
    expect((await call(visitor(person.accessToken), "GET /me")).status).toBe(200);
    expect((await call(visitor(String(other.body["access_token"])), "GET /me")).status).toBe(401);
    expect(outcome(await reset(link))).toEqual([401, "invalid_token"]);
    expect((await login(person.email, NEW)).status).toBe(200);
    expect((await box.to(person.email, 3))[2]?.subject).toBe("Your password was changed");
  });

  test("takes the present one, counted before it is hashed", async ({ expect }) => {
    const person = await register();
    const refused = await change(person.accessToken, "wrong wrong");
    expect(outcome(refused)).toEqual([403, "reauth_required"]);
    expect(refused.body.errors).toMatchObject([{ pointer: "/current" }]);
    for (let tries = 1; tries < 10; tries++) await change(person.accessToken, "wrong wrong");
    expect(outcome(await change(person.accessToken, person.password))).toEqual([
      429,
      "rate_limited",
    ]);
    const rows = await control(
      "SELECT outcome FROM audit_logs WHERE actor_id = ?1 AND action = 'account.re_authenticate'",
      person.userId,
    );
    expect(rows).toHaveLength(10);
  });

  test("of two at once one counts", async ({ expect }) => {
    const person = await register();
    const answers = await Promise.all(
      ["first of the two", "second of the two"].map((password) =>
        change(person.accessToken, person.password, password),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 403]);
  });
});

describe("changing one's address", () => {
  const change = (token: string, email: string, password: string, box?: PostBox) =>
    call(visitor(token, box?.variables), "POST /me/email", { email, password });

  test("counts when its link is opened, and the former address is told", async ({ expect }) => {
    const box = aPostBox();
    const [person, email] = [await anAccount(box), anEmail()];
    expect((await change(person.accessToken, email, person.password, box)).status).toBe(202);
    expect((await me(person.accessToken))["email"]).toBe(person.email);
    expect((await box.to(person.email, 2))[1]?.text).not.toContain(email);
    expect((await verify(await box.tokenTo(email), box)).status).toBe(204);
    expect(await me(person.accessToken)).toMatchObject({ email, email_verified: true });
    expect((await box.to(person.email, 3))[2]?.subject).toBe("Your e-mail address was changed");
    expect((await login(person.email, person.password)).status).toBe(401);
    expect((await login(email, person.password)).status).toBe(200);
  });

  test("takes the password; only the latest link works, and none after a new password", async ({
    expect,
  }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    const [one, two, three] = [anEmail(), anEmail(), anEmail()];
    const wrong = await change(person.accessToken, one, "wrong wrong");
    expect([outcome(wrong), wrong.body.errors]).toMatchObject([
      [403, "reauth_required"],
      [{ pointer: "/password" }],
    ]);
    await change(person.accessToken, one, person.password, box);
    await change(person.accessToken, two, person.password, box);
    expect(outcome(await verify(await box.tokenTo(one)))).toEqual([401, "invalid_token"]);
    expect((await verify(await box.tokenTo(two))).status).toBe(204);
    await change(person.accessToken, three, person.password, box);
    await call(visitor(person.accessToken), "POST /me/password", {
      current: person.password,
      password: NEW,
    });
    expect(outcome(await verify(await box.tokenTo(three)))).toEqual([401, "invalid_token"]);
  });

  test("to one that is taken, now or by the time of the link, is refused", async ({ expect }) => {
    const box = aPostBox();
    const [person, other, wanted] = [await anAccount(box), await register(), anEmail()];
    expect(outcome(await change(person.accessToken, other.email, person.password))).toEqual([
      409,
      "email_taken",
    ]);
    await change(person.accessToken, wanted, person.password, box);
    await register({ email: wanted });
    expect(outcome(await verify(await box.tokenTo(wanted)))).toEqual([409, "email_taken"]);
    expect((await me(person.accessToken))["email"]).toBe(person.email);
  });
});

describe("a refresh token that comes twice", () => {
  test("is told by letter, once", async ({ expect }) => {
    const box = aPostBox();
    const person = await anAccount(box);
    const refresh = () =>
      call(visitor(undefined, box.variables), "POST /auth/refresh", {
        refresh_token: person.refreshToken,
      });
    for (let times = 0; times < 4; times++) await refresh();
    const letters = await box.to(person.email, 2);
    expect(letters.map(({ subject }) => subject)).toEqual([
      "Confirm your e-mail address",
      "A session of yours was ended",
    ]);
  });
});
