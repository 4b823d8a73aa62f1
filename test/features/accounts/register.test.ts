import { env, exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { policySha256 } from "#core/policy/text";
import { POLICY } from "#core/policy/version";
import { SCOPES } from "#core/scopes";
import { RegisterBody } from "#features/accounts/schemas";
import { sha256Hex } from "#platform/hash";

import { aKey, call } from "../../fixtures/call.ts";
import { aNetwork, aPerson, control, register, visitor } from "./fixture.ts";

const REGISTER = "POST /auth/register";
const ID = (prefix: string) => new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`);

test("answers the person, the workspace and a first session", async ({ expect }) => {
  const person = aPerson({ email: "  Grace.Hopper+1@Example.COM ", workspace_name: "Navy" });
  const { status, body } = await call(visitor(), REGISTER, person);
  expect(status).toBe(201);
  expect(body).toEqual({
    user: {
      id: expect.stringMatching(ID("usr")),
      full_name: "Ada Lovelace",
      email: "grace.hopper+1@example.com",
      timezone: "Europe/London",
      locale: "en",
      email_verified: false,
    },
    workspace: { id: expect.stringMatching(ID("ws")), name: "Navy", timezone: "Europe/London" },
    role: "owner",
    scopes: SCOPES,
    access_token: expect.stringMatching(/^eyJ/),
    refresh_token: expect.stringMatching(/^wqr_[\w-]{43}$/),
    token_type: "Bearer",
    expires_in: 600,
  });
  const me = await call(visitor(String(body["access_token"])), "GET /me");
  expect(me.status).toBe(200);
  expect(me.body).toMatchObject({ email: "grace.hopper+1@example.com", role: "owner" });
  expect(me.body["policy"]).toEqual({
    accepted_at: me.body["created_at"],
    version: POLICY.version,
    sha256: policySha256({ publicUrl: env.PUBLIC_URL, supportEmail: env.SUPPORT_EMAIL }),
  });
});

test("stores the password as a PHC string of argon2id and no secret as plain text", async ({
  expect,
}) => {
  const person = await register({ password: "  Plain-Text-Canary \u{1F40E} " });
  const [user] = await control("SELECT password_hash FROM users WHERE id = ?1", person.userId);
  expect(user?.["password_hash"]).toMatch(
    /^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  );
  const tables = await control(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  );
  const dump = JSON.stringify(
    await Promise.all(tables.map((t) => control(`SELECT * FROM ${String(t["name"])}`))),
  );
  expect(dump).toContain(person.userId);
  expect(dump).not.toContain("Plain-Text-Canary");
  expect(dump).not.toContain(person.refreshToken);
  expect(dump).not.toContain(person.accessToken);
});

test("audits the registration with address and user agent in the control database", async ({
  expect,
}) => {
  const { body } = await call(visitor(), REGISTER, aPerson(), {
    "cf-connecting-ip": "203.0.113.9",
    "x-forwarded-for": "127.0.0.1",
  });
  const { id } = body["user"] as { id: string };
  const rows = await control("SELECT * FROM audit_logs WHERE actor_id = ?1", id);
  expect(rows).toMatchObject([
    {
      action: "account.register",
      actor_kind: "user",
      target: id,
      tenant_id: (body["workspace"] as { id: string }).id,
      ip: "203.0.113.9",
      user_agent: "test-agent/1",
      outcome: "success",
    },
  ]);
});

test("two registrations of one e-mail at once make one account", async ({ expect }) => {
  const person = aPerson();
  const answers = await Promise.all([
    call(visitor(), REGISTER, person),
    call(visitor(), REGISTER, { ...person, email: person.email.toUpperCase() }),
  ]);
  expect(answers.map((a) => a.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  expect(answers.find((a) => a.status === 409)?.body).toMatchObject({
    code: "email_taken",
    errors: [{ pointer: "/email" }],
  });
  expect(await control("SELECT id FROM users WHERE email = ?1", person.email)).toHaveLength(1);
});

describe("with an Idempotency-Key", () => {
  const keyed = (person: object, key: string) => call(visitor(), REGISTER, person, aKey(key));

  test("the same registration is answered again, with a session of its own", async ({ expect }) => {
    const [person, key] = [aPerson(), crypto.randomUUID()];
    const first = await keyed(person, key);
    const again = await keyed(person, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect([first, again].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([
      null,
      "true",
    ]);
    const { access_token, refresh_token, ...account } = again.body;
    expect(first.body).toMatchObject(account);
    expect(access_token).not.toBe(first.body["access_token"]);
    expect(refresh_token).not.toBe(first.body["refresh_token"]);
    for (const { body } of [first, again])
      expect((await call(visitor(String(body["access_token"])), "GET /me")).status).toBe(200);
    const { id } = first.body["user"] as { id: string };
    const actions = await control("SELECT action FROM audit_logs WHERE actor_id = ?1", id);
    expect(actions.map((row) => row["action"])).toEqual(["account.register", "session.login"]);
  });

  test("the same registration made at once makes one account", async ({ expect }) => {
    const [person, key] = [aPerson(), crypto.randomUUID()];
    const answers = await Promise.all([1, 2, 3].map(() => keyed(person, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers.filter(({ headers }) => headers.has("idempotent-replayed"))).toHaveLength(2);
    expect(await control("SELECT id FROM users WHERE email = ?1", person.email)).toHaveLength(1);
  });

  test.for([
    ["another password", { password: "another password" }],
    ["another e-mail", { email: "somebody.else@example.com" }],
    ["another name", { full_name: "Ada King" }],
    ["another workspace", { workspace_name: "Other" }],
  ] as const)("is refused with %s, and makes nothing", async ([, change], { expect }) => {
    const [person, key] = [aPerson(), crypto.randomUUID()];
    expect((await keyed(person, key)).status).toBe(201);
    const before = await counts();
    const other = await keyed({ ...person, ...change }, key);
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency_mismatch"]);
    expect(await counts()).toEqual(before);
  });

  test("another key does not hide that the e-mail is taken", async ({ expect }) => {
    const person = aPerson();
    await keyed(person, crypto.randomUUID());
    const other = await keyed(person, crypto.randomUUID());
    expect([other.status, other.body["code"]]).toEqual([409, "email_taken"]);
  });

  test("a key that is none is refused", async ({ expect }) => {
    const { status, body } = await keyed(aPerson(), "a b");
    expect([status, body["code"]]).toEqual([400, "invalid_idempotency_key"]);
  });

  test("what is stored tells whom it made, and no secret", async ({ expect }) => {
    const person = aPerson({ password: "canary-7731-password" });
    const { body } = await keyed(person, crypto.randomUUID());
    const { id } = body["user"] as { id: string };
    const rows = await control("SELECT * FROM idempotency WHERE instr(body, ?1)", id);
    expect(rows.map((row) => JSON.parse(String(row["body"])) as unknown)).toEqual([
      { userId: id, tenantId: (body["workspace"] as { id: string }).id },
    ]);
    // The fingerprint is of everything but where the session is kept and the password, so no list of passwords can be tried on it.
    const { password: _secret, session: _kind, ...said } = RegisterBody.parse(person);
    expect(rows[0]?.["fingerprint"]).toBe(await sha256Hex(JSON.stringify(said)));
  });
});

describe("bad input is refused by name, and stores nothing", () => {
  const cases: [string, Record<string, unknown>, number, string, string][] = [
    ["no e-mail", { email: undefined }, 400, "invalid_request", "/email"],
    ["an e-mail without a domain", { email: "ada@b" }, 400, "invalid_request", "/email"],
    ["a quoted e-mail", { email: '"x"@y.z' }, 400, "invalid_request", "/email"],
    ["a number for an e-mail", { email: 7 }, 400, "invalid_request", "/email"],
    ["a long e-mail", { email: `${"a".repeat(320)}@b.co` }, 400, "invalid_request", "/email"],
    ["an unknown zone", { timezone: "Mars/Phobos" }, 422, "invalid_timezone", "/timezone"],
    ["an offset for a zone", { timezone: "+05:30" }, 422, "invalid_timezone", "/timezone"],
    ["an abbreviation for a zone", { timezone: "IST" }, 422, "invalid_timezone", "/timezone"],
    ["an empty zone", { timezone: "" }, 422, "invalid_timezone", "/timezone"],
    ["a short password", { password: "1234567" }, 422, "password_too_short", "/password"],
    ["a long password", { password: "é".repeat(129) }, 422, "password_too_long", "/password"],
    ["a blank password", { password: "        " }, 422, "breached_password", "/password"],
    ["a common password", { password: "Password" }, 422, "breached_password", "/password"],
    [
      "the e-mail as password",
      { email: "Ada.Own@example.com", password: "ada.own@EXAMPLE.com" },
      422,
      "breached_password",
      "/password",
    ],
    ["the name as password", { password: "adalovelace" }, 422, "breached_password", "/password"],
    ["a NUL in a password", { password: "12345\u000067890" }, 400, "invalid_unicode", "/password"],
    ["a NUL in a name", { full_name: "A\u0000b" }, 400, "invalid_unicode", "/full_name"],
    ["a blank name", { full_name: "   " }, 400, "invalid_request", "/full_name"],
    ["a line break in a name", { full_name: "A\nB" }, 400, "invalid_request", "/full_name"],
    ["no consent", { accept_policy: false }, 400, "invalid_request", "/accept_policy"],
    ["consent as text", { accept_policy: "true" }, 400, "invalid_request", "/accept_policy"],
    ["an unknown member", { admin: true }, 400, "invalid_request", "/admin"],
    ["an odd locale", { locale: "x_y" }, 400, "invalid_request", "/locale"],
  ];
  test.for(cases)("%s", async ([, change, status, code, pointer], { expect }) => {
    const before = await counts();
    const answer = await call(visitor(), REGISTER, aPerson(change));
    expect(answer.status).toBe(status);
    expect(answer.body["code"]).toBe(code);
    expect(JSON.stringify(answer.body["errors"] ?? answer.body["detail"])).toContain(pointer);
    expect(await counts()).toEqual(before);
  });

  test.for(["UTC", "Asia/Kolkata", "Asia/Calcutta", "US/Eastern", "Etc/GMT+3"])(
    "%s is a time zone",
    async (timezone, { expect }) => {
      const { status } = await call(visitor(), REGISTER, aPerson({ timezone }));
      expect(status).toBe(201);
    },
  );

  test("a password of 256 bytes is taken whole", async ({ expect }) => {
    const password = `${"é".repeat(127)}ab`;
    const person = await register({ password });
    const login = (text: string) =>
      call(visitor(), "POST /auth/login", { email: person.email, password: text });
    expect((await login(password)).status).toBe(200);
    expect((await login(`${password.slice(0, -1)}c`)).status).toBe(401);
    expect((await login(`${password} `)).status).toBe(401);
  });
});

test("is closed when the deployment says so", async ({ expect }) => {
  for (const REGISTRATION of ["closed", "invite"]) {
    const stranger = visitor(undefined, { REGISTRATION });
    const { status, body } = await call(stranger, REGISTER, aPerson());
    expect([status, body["code"]]).toEqual([403, "registration_closed"]);
  }
});

test("is limited per network, before anything is read", async ({ expect }) => {
  const network = { "cf-connecting-ip": aNetwork() };
  const taken = await register();
  const person = aPerson({ email: taken.email });
  const stranger = visitor(undefined, { REGISTRATIONS_PER_DAY: "1000" });
  const attempt = () => call(stranger, REGISTER, person, network);
  const answers = [await attempt()];
  while (answers.at(-1)?.status === 409 && answers.length < 125) answers.push(await attempt());
  const last = answers.at(-1);
  expect(answers.length).toBeGreaterThan(60);
  expect([last?.status, last?.body["code"], last?.headers.get("retry-after")]).toEqual([
    429,
    "rate_limited",
    "60",
  ]);
  expect(last?.headers.get("ratelimit-policy")).toBe('"register";q=60;w=60');
  const elsewhere = await call(visitor(), REGISTER, aPerson({ email: taken.email }));
  expect(elsewhere.status).toBe(409);
});

async function counts() {
  return control(
    `SELECT (SELECT count(*) FROM users) users, (SELECT count(*) FROM tenants) tenants,
       (SELECT count(*) FROM memberships) memberships, (SELECT count(*) FROM sessions) sessions,
       (SELECT count(*) FROM refresh_tokens) tokens, (SELECT count(*) FROM audit_logs) audits,
       (SELECT count(tenant_id) FROM pool) claimed`,
  );
}

test("the contract asks for no credential where none is needed", async ({ expect }) => {
  const response = await exports.default.fetch("https://waqtor.test/openapi.json");
  const body = await response.json<Record<string, unknown>>();
  const paths = body["paths"] as Record<string, Record<string, { security?: unknown }>>;
  for (const path of ["/v1/auth/register", "/v1/auth/login", "/v1/auth/refresh"])
    expect(paths[path]?.["post"]).not.toHaveProperty("security");
  for (const [path, method] of [
    ["/v1/auth/logout", "post"],
    ["/v1/me", "get"],
    ["/v1/me", "patch"],
    ["/v1/scopes", "get"],
  ] as const)
    expect(paths[path]?.[method]?.security).toEqual([{ bearer: [] }]);
  expect(body["security"] ?? []).toEqual([]);
});
