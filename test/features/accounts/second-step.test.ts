import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { readSecondStep } from "#core/account/second-step";
import { codeOf, seedOf, stepAt } from "#core/account/totp";
import { openControlDb } from "#db/control/client";
import { takeRecoveryCode, takeStep, wasTaken } from "#features/accounts/queries-second-step";
import { recoveryCodeHash } from "#platform/credentials/recovery-code";
import { sha256Hex } from "#platform/hash";

import { aKey, call } from "../../fixtures/call.ts";
import { aPostBox, type PostBox } from "../../fixtures/post-box.ts";
import { aPerson, control, register, visitor, type Registered } from "./fixture.ts";

const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  body["code"],
];
const WRONG = [401, "invalid_credentials"];
const login = ({ email, password }: Registered, more: object = {}) =>
  call(visitor(), "POST /auth/login", { email, password, ...more });
const dueFor = async (person: Registered, more: object = {}) =>
  String((await login(person, more)).body["mfa_token"]);
const second = (mfa_token: string, code: string, box?: PostBox) =>
  call(visitor(undefined, box?.variables), "POST /auth/mfa", { mfa_token, code });
const seedIn = (url: unknown) => seedOf(new URL(String(url)).searchParams.get("secret") ?? "");
/** The code of now, or of so many steps later. */
const codeNow = (seed: Uint8Array, later = 0) => codeOf(seed, stepAt(Date.now()) + later);

/** Somebody whose sign-in takes a second step; the code of the step before now was used to confirm it. */
async function anAccount(box = aPostBox()) {
  const person = await register({}, box.variables);
  const { body } = await call(visitor(person.accessToken), "POST /me/mfa");
  const seed = seedIn(body["otpauth_url"]);
  const code = codeNow(seed, -1);
  const done = await call(visitor(person.accessToken, box.variables), "POST /me/mfa/confirm", {
    code,
  });
  if (done.status !== 204) throw new Error(`confirming answered ${done.status}`);
  return { person, seed, codes: body["recovery_codes"] as string[], box };
}

describe("setting up a second step", () => {
  test("changes nothing until a code was seen, and is told by letter", async ({ expect }) => {
    const box = aPostBox();
    const person = await register({}, box.variables);
    const begun = await call(visitor(person.accessToken), "POST /me/mfa");
    expect(begun.status).toBe(200);
    expect(begun.body["otpauth_url"]).toMatch(/^otpauth:\/\/totp\/WaQtor:/);
    expect(new Set(begun.body["recovery_codes"] as string[]).size).toBe(10);
    expect((await login(person)).body).toHaveProperty("access_token");
    const confirm = (code: string) =>
      call(visitor(person.accessToken, box.variables), "POST /me/mfa/confirm", { code });
    const seed = seedIn(begun.body["otpauth_url"]);
    expect(outcome(await confirm("000000"))).toEqual(WRONG);
    expect(outcome(await confirm((begun.body["recovery_codes"] as string[])[0] ?? ""))).toEqual(
      WRONG,
    );
    expect((await confirm(codeNow(seed))).status).toBe(204);
    expect(outcome(await confirm(codeNow(seed, 1)))).toEqual([409, "invalid_state"]);
    const me = await call(visitor(person.accessToken), "GET /me");
    expect(me.body).toMatchObject({ mfa_enabled: true });
    expect((await box.to(person.email, 2))[1]?.subject).toContain("second step");
    expect(Object.keys((await login(person)).body)).toEqual(["mfa_required", "mfa_token"]);
  });

  test("stores the seed sealed and the codes hashed, also under a key", async ({ expect }) => {
    const person = await register();
    const key = aKey();
    const { body } = await call(visitor(person.accessToken), "POST /me/mfa", undefined, key);
    const tables = ["second_factors", "recovery_codes", "idempotency", "audit_logs"];
    const stored = JSON.stringify(
      await Promise.all(tables.map((table) => control(`SELECT * FROM ${table}`))),
    );
    expect(stored).not.toContain(new URL(String(body["otpauth_url"])).searchParams.get("secret"));
    for (const code of body["recovery_codes"] as string[]) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll("-", ""));
      expect(stored).not.toContain(await sha256Hex(code));
    }
  });

  test("takes the password once signing in is ten minutes ago; so does removing it", async ({
    expect,
  }) => {
    const { person } = await anAccount();
    await control("UPDATE sessions SET created_at = 1 WHERE user_id = ?1", person.userId);
    const remove = (body?: object) => call(visitor(person.accessToken), "DELETE /me/mfa", body);
    expect(outcome(await remove())).toEqual([403, "reauth_required"]);
    expect(outcome(await remove({ password: "wrong wrong" }))).toEqual([403, "reauth_required"]);
    expect((await remove({ password: person.password })).status).toBe(204);
    expect((await login(person)).body).toHaveProperty("access_token");
    expect(outcome(await remove({ password: person.password }))).toEqual([409, "invalid_state"]);
    expect(outcome(await call(visitor(person.accessToken), "POST /me/mfa"))).toEqual([
      403,
      "reauth_required",
    ]);
    expect(await control("SELECT * FROM recovery_codes WHERE user_id = ?1", person.userId)).toEqual(
      [],
    );
  });

  test("is not begun anew while it is asked for", async ({ expect }) => {
    const { person } = await anAccount();
    expect(outcome(await call(visitor(person.accessToken), "POST /me/mfa"))).toEqual([
      409,
      "invalid_state",
    ]);
  });

  test("keeps no hash of a password that came with a key", async ({ expect }) => {
    const person = await register();
    const body = JSON.stringify({ current: person.password, password: "another horse battery" });
    const key = aKey();
    const change = () =>
      call(visitor(person.accessToken), "POST /me/password", JSON.parse(body), key);
    expect((await change()).status).toBe(204);
    const again = await change();
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([204, "true"]);
    const hashes = [await sha256Hex(`\n${body}`), await sha256Hex(body)];
    for (const hash of hashes)
      expect(await control("SELECT * FROM idempotency WHERE fingerprint = ?1", hash)).toEqual([]);
  });
});

describe("the second step of a sign-in", () => {
  test("signs in where the first one said", async ({ expect }) => {
    const { person, seed } = await anAccount();
    const token = await dueFor(person, { session: "cookie", workspace_id: person.tenantId });
    const { status, body, headers } = await second(token, codeNow(seed));
    expect([status, body["workspace"]]).toMatchObject([200, { id: person.tenantId }]);
    expect(body).not.toHaveProperty("refresh_token");
    expect(headers.get("set-cookie")).toContain("HttpOnly");
    expect((await call(visitor(String(body["access_token"])), "GET /me")).status).toBe(200);
  });

  test("takes each code once, by whatever tokens and however many calls at once", async ({
    expect,
  }) => {
    const { person, seed } = await anAccount();
    const code = codeNow(seed);
    const tokens = [await dueFor(person), await dueFor(person), await dueFor(person)];
    const answers = await Promise.all(tokens.map((token) => second(token, code)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401]);
    const [session] = await control(
      "SELECT count(*) AS n FROM sessions WHERE user_id = ?1",
      person.userId,
    );
    expect(session?.["n"]).toBe(2);
    // The code that confirmed the app, which is near enough, does not work again either.
    expect(outcome(await second(await dueFor(person), codeNow(seed, -1)))).toEqual(WRONG);
  });

  test("takes a step and a recovery code once, also for a call that read before the other wrote", async ({
    expect,
  }) => {
    const { person, codes } = await anAccount();
    const db = openControlDb(env.CONTROL_DB);
    const userId = person.userId as `usr_${string}`;
    const { code = "" } = readSecondStep(codes[0] ?? "") ?? {};
    const of = { codeHash: recoveryCodeHash(env, userId, code), nowMs: 1 };
    const takes = [
      () => takeStep(db, userId, stepAt(Date.now()) + 1),
      () => takeRecoveryCode(db, userId, of),
    ];
    for (const take of takes) {
      const batches = [take(), take()].map((batch) => env.CONTROL_DB.batch(batch));
      const outcomes = await Promise.allSettled(batches);
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
      expect(outcomes.map((one) => wasTaken("reason" in one && one.reason))).toEqual([false, true]);
    }
  });

  test("takes a token once, and none whose password was changed or whose time is over", async ({
    expect,
  }) => {
    const { person, seed, codes } = await anAccount();
    const [used, late, stale] = [await dueFor(person), await dueFor(person), await dueFor(person)];
    expect((await second(used, codeNow(seed))).status).toBe(200);
    expect(outcome(await second(used, codes[0] ?? ""))).toEqual([401, "invalid_token"]);
    const hash = await sha256Hex(late);
    await control("UPDATE account_tokens SET expires_at = 1 WHERE token_hash = ?1", hash);
    expect(outcome(await second(late, codes[0] ?? ""))).toEqual([401, "invalid_token"]);
    await control("UPDATE users SET login_version = 9 WHERE id = ?1", person.userId);
    expect(outcome(await second(stale, codes[0] ?? ""))).toEqual([401, "invalid_token"]);
  });

  test("takes recovery codes, each once, and tells by letter", async ({ expect }) => {
    const { person, codes, box } = await anAccount();
    const code = codes[3] ?? "";
    const tokens = [await dueFor(person), await dueFor(person)];
    const answers = await Promise.all(tokens.map((token) => second(token, code, box)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    const again = await second(await dueFor(person), code.toUpperCase().replaceAll("-", " "));
    expect(outcome(again)).toEqual(WRONG);
    const letter = (await box.to(person.email, 3))[2];
    expect(letter?.subject).toBe("A recovery code was used");
    expect(letter?.text).toContain("9");
    const other = await anAccount();
    expect(outcome(await second(await dueFor(person), other.codes[0] ?? ""))).toEqual(WRONG);
  });

  test("is tried five times in a quarter of an hour, by whatever tokens", async ({ expect }) => {
    const { person, seed } = await anAccount();
    const statuses: number[] = [];
    for (const code of ["000000", "1234567", "x", "000001", "000002", codeNow(seed)])
      statuses.push((await second(await dueFor(person), code)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const failures = await control(
      "SELECT * FROM audit_logs WHERE actor_id = ?1 AND action = 'session.second_step' AND outcome = 'failure'",
      person.userId,
    );
    expect(failures).toHaveLength(5);
  });

  test("stays after the password was forgotten", async ({ expect }) => {
    const { person, box } = await anAccount();
    await call(visitor(undefined, box.variables), "POST /auth/password/forgot", {
      email: person.email,
    });
    const token = await box.tokenTo(person.email, 3);
    const password = "another horse battery";
    await call(visitor(), "POST /auth/password/reset", { token, password });
    expect((await login({ ...person, password })).body).toHaveProperty("mfa_token");
  });

  test("is not passed by registering again under the same key", async ({ expect }) => {
    const [input, key] = [aPerson(), aKey()];
    const { body } = await call(visitor(), "POST /auth/register", input, key);
    const access = String(body["access_token"]);
    const begun = await call(visitor(access), "POST /me/mfa");
    const code = codeNow(seedIn(begun.body["otpauth_url"]));
    await call(visitor(access), "POST /me/mfa/confirm", { code });
    const again = await call(visitor(), "POST /auth/register", input, key);
    expect(outcome(again)).toEqual([409, "email_taken"]);
  });
});
