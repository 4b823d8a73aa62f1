import { describe, test } from "vitest";

import { POLICY } from "#core/policy/version";
import { SCOPES } from "#core/scopes";

import { call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { control, register, visitor } from "./fixture.ts";

test("tells who one is and what one may do", async ({ expect }) => {
  const person = await register({ locale: "pt-BR" });
  const { status, body } = await call(visitor(person.accessToken), "GET /me");
  expect(status).toBe(200);
  expect(body).toEqual({
    id: person.userId,
    full_name: "Ada Lovelace",
    email: person.email,
    timezone: "Europe/London",
    locale: "pt-BR",
    email_verified: false,
    mfa_enabled: false,
    workspace: {
      id: person.tenantId,
      name: "Ada Lovelace's workspace",
      timezone: "Europe/London",
    },
    role: "owner",
    scopes: SCOPES,
    policy: {
      accepted_at: expect.any(String),
      version: POLICY.version,
      sha256: expect.any(String),
    },
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
});

test("changes what is given and leaves the rest", async ({ expect }) => {
  const person = await register();
  const change = { full_name: "  Ada King ", timezone: "Asia/Kolkata" };
  const patched = await call(visitor(person.accessToken), "PATCH /me", change);
  expect(patched.status).toBe(200);
  expect(patched.body).toMatchObject({
    full_name: "Ada King",
    timezone: "Asia/Kolkata",
    locale: "en",
  });
  const { body } = await call(visitor(person.accessToken), "GET /me");
  expect(body).toEqual(patched.body);
  const [audit] = await control(
    "SELECT target, ip, user_agent, changes FROM audit_logs WHERE action = 'account.update' AND actor_id = ?1",
    person.userId,
  );
  expect(audit).toMatchObject({
    target: person.userId,
    user_agent: "test-agent/1",
    changes: JSON.stringify({ fields: ["full_name", "timezone"] }),
  });
});

test("is changed only as it was seen, when the caller says what was seen", async ({ expect }) => {
  const person = await register();
  const token = person.accessToken;
  const seen = (await call(visitor(token), "GET /me")).headers.get("etag") ?? "";
  const rename = (full_name: string, ifMatch: string) =>
    call(visitor(token), "PATCH /me", { full_name }, { "if-match": ifMatch });
  const first = await rename("Ada King", seen);
  expect(first.status).toBe(200);
  const second = await rename("Ada Byron", seen);
  expect([second.status, second.body["code"]]).toEqual([412, "precondition_failed"]);
  expect((await call(visitor(token), "GET /me")).body).toEqual(first.body);
});

test.for([
  [{ timezone: "+05:30" }, 422, "invalid_timezone", "/timezone"],
  [{ full_name: "" }, 400, "invalid_request", "/full_name"],
  [{ full_name: null }, 400, "invalid_request", "/full_name"],
  [{ email: "new@example.com" }, 400, "invalid_request", "/email"],
  [{ locale: "!" }, 400, "invalid_request", "/locale"],
] as const)("refuses %j", async ([change, status, code, pointer], { expect }) => {
  const person = await register();
  const answer = await call(visitor(person.accessToken), "PATCH /me", change);
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  expect(answer.body["errors"]).toMatchObject([{ pointer }]);
  const [row] = await control("SELECT full_name, timezone FROM users WHERE id = ?1", person.userId);
  expect(row).toEqual({ full_name: "Ada Lovelace", timezone: "Europe/London" });
});

test("an API key has no account of its own", async ({ expect }) => {
  const { apiKey } = await aTenant();
  for (const route of ["GET /me", "POST /auth/logout"] as const) {
    const { status, body } = await call(visitor(apiKey), route);
    expect([status, body["code"]]).toEqual([403, "missing_scope"]);
  }
});

describe("one's own export", () => {
  test("holds account, workspaces, sign-ins and acts, and no secret", async ({ expect }) => {
    const person = await register();
    const { status, body } = await call(visitor(person.accessToken), "GET /me/export");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: { email: expect.stringContaining("@") as string },
      workspaces: [{ role: "owner" }],
      sessions: [{ revoked_at: null }],
    });
    expect(body["acts"]).not.toEqual([]);
    expect(JSON.stringify(body)).not.toMatch(/argon2|hash|token|password/i);
  });
});
