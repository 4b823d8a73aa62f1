import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { openControlDb } from "#db/control/client";
import { takeSignInAttempt } from "#features/accounts/sign-in-attempts";
import { sweepAllowances } from "#platform/allowance";
import { newId } from "#platform/ids";

import { call } from "../../fixtures/call.ts";
import { aNetwork, control, register, visitor } from "./fixture.ts";

const from = (ip: string) => ({ "cf-connecting-ip": ip });
const login = (email: string, password: string, ip = aNetwork()) =>
  call(visitor(), "POST /auth/login", { email, password }, from(ip));
const anEmail = () => `nobody-${crypto.randomUUID()}@example.com`;
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Statuses of wrong passwords, one after another. */
async function guesses(count: number, guess: (index: number) => readonly [string, string]) {
  const statuses: number[] = [];
  for (const index of times(count)) {
    const [email, ip] = guess(index);
    statuses.push((await login(email, "wrong wrong", ip)).status);
  }
  return statuses;
}
const met = (count: number) => times(40).map((index) => (index < count ? 401 : 429));

describe("guesses from one network", () => {
  test("are limited whatever e-mails they name, and elsewhere they are not", async ({ expect }) => {
    const network = `2001:db8:${Math.floor(Math.random() * 65_536).toString(16)}:77`;
    const statuses = await guesses(40, (index) => [anEmail(), `${network}::${index + 1}`]);
    expect(statuses).toEqual(met(30));
    const limited = await login(anEmail(), "wrong wrong", `${network}:1:2:3:4`);
    expect(limited.body["code"]).toBe("rate_limited");
    expect(limited.headers.get("ratelimit-policy")).toBe('"login";q=30;w=900');
    const wait = Number(limited.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(900);
    expect((await login(anEmail(), "wrong wrong")).status).toBe(401);
  });

  test("leave alone who signed in there before, and nobody else", async ({ expect }) => {
    const [owner, stranger, ip] = [await register(), await register(), aNetwork()];
    expect((await login(owner.email, owner.password, ip)).status).toBe(200);
    await guesses(31, () => [anEmail(), ip]);
    expect((await login(owner.email, owner.password, ip)).status).toBe(200);
    expect((await login(stranger.email, stranger.password, ip)).status).toBe(429);
  });

  test("are those alone that failed: an office that signs in is not limited", async ({
    expect,
  }) => {
    const [person, ip] = [await register(), aNetwork()];
    const colleagues = JSON.stringify(times(32).map(() => newId("user")));
    await control(
      `INSERT INTO users (id, full_name, email, timezone, locale, password_hash, policy_accepted_at, created_at, updated_at)
       SELECT value, full_name, key || email, timezone, locale, password_hash, 0, 0, 0
       FROM users, json_each(?2) WHERE users.id = ?1`,
      person.userId,
      colleagues,
    );
    await control(
      `INSERT INTO memberships (id, tenant_id, user_id, role, created_at)
       SELECT 'mem_' || u.id, ?2, u.id, 'agent', 0 FROM users u WHERE u.id IN (SELECT value FROM json_each(?1))`,
      colleagues,
      person.tenantId,
    );
    const statuses = new Set<number>();
    for (const index of times(32))
      statuses.add((await login(`${index}${person.email}`, person.password, ip)).status);
    expect([...statuses]).toEqual([200]);
  });
});

describe("guesses at one account from many networks", () => {
  test("are limited, and its owner still comes in from where they were before", async ({
    expect,
  }) => {
    const [owner, home] = [await register(), aNetwork()];
    expect((await login(owner.email, owner.password, home)).status).toBe(200);
    expect(await guesses(40, () => [owner.email, aNetwork()])).toEqual(met(30));
    expect((await login(owner.email, owner.password)).status).toBe(429);
    expect((await login(owner.email, owner.password, home)).status).toBe(200);
  });

  test("are answered alike whether the account exists", async ({ expect }) => {
    const [known, unknown] = [(await register()).email, anEmail()];
    const last: unknown[] = [];
    for (const email of [known, unknown]) {
      expect(await guesses(40, () => [email, aNetwork()])).toEqual(met(30));
      const { status, headers, body } = await login(email, "wrong wrong");
      const told = { ...body, request_id: undefined, instance: undefined };
      last.push({ status, policy: headers.get("ratelimit-policy"), told });
    }
    expect(last[1]).toEqual(last[0]);
    expect(last[0]).toMatchObject({
      status: 429,
      policy: '"login";q=30;w=3600',
      told: { code: "rate_limited" },
    });
  });
});

describe("an allowance", () => {
  const visitorAt = (ip: string, nowMs: number) => ({
    env,
    control: openControlDb(env.CONTROL_DB),
    origin: { requestId: "test", ip, userAgent: null },
    nowMs: () => nowMs,
    newId,
  });
  const QUARTER_MS = 900_000;

  test("of a known network is its own, ends too, and begins anew", async ({ expect }) => {
    const [owner, home, nowMs] = [await register(), aNetwork(), Date.now()];
    await login(owner.email, owner.password, home);
    const attempt = (atMs: number) => takeSignInAttempt(visitorAt(home, atMs), owner.email);
    for (const index of times(30)) await attempt(nowMs + index);
    await expect(attempt(nowMs + 1000)).rejects.toMatchObject({
      code: "rate_limited",
      extras: { retryAfterSeconds: 899 },
    });
    expect((await login(owner.email, owner.password)).status).toBe(200);
    await attempt(nowMs + QUARTER_MS);
  });

  test("is given back once, and never more than was taken", async ({ expect }) => {
    const [email, ip, nowMs] = [anEmail(), aNetwork(), Date.now()];
    const attempt = () => takeSignInAttempt(visitorAt(ip, nowMs), email);
    const giveBack = await attempt();
    await env.CONTROL_DB.batch(giveBack);
    await env.CONTROL_DB.batch(giveBack);
    for (const _ of times(30)) await attempt();
    await expect(attempt()).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("that is over is swept, and one that runs is kept", async ({ expect }) => {
    const count = async () =>
      (await control("SELECT count(*) AS n FROM sign_in_attempts WHERE since < ?1", 10))[0]?.["n"];
    await takeSignInAttempt(visitorAt(aNetwork(), 1), anEmail());
    await takeSignInAttempt(visitorAt(aNetwork(), 2), anEmail());
    expect(await count()).toBe(4);
    await sweepAllowances(env, 86_400_000);
    expect(await count()).toBe(4);
    await sweepAllowances(env, 86_400_001);
    expect(await count()).toBe(2);
    await sweepAllowances(env, 86_400_002);
    expect(await count()).toBe(0);
  });
});

test("refreshing is limited per network, before a token is looked up", async ({ expect }) => {
  const [person, ip] = [await register(), aNetwork()];
  const refresh = (token: string, network = aNetwork()) =>
    call(visitor(), "POST /auth/refresh", { refresh_token: token }, from(network));
  // The limiter begins anew at every minute of the clock, so two minutes' worth is surely enough.
  let last = await refresh("garbage", ip);
  for (let tries = 1; tries < 250 && last.status === 401; tries++) last = await refresh("x", ip);
  expect([last.status, last.body["code"]]).toEqual([429, "rate_limited"]);
  expect(Object.fromEntries(last.headers)).toMatchObject({
    "retry-after": "60",
    "ratelimit-policy": '"refresh";q=120;w=60',
  });
  expect((await refresh(person.refreshToken)).status).toBe(200);
});
