import { describe, test } from "vitest";

import { aKey, call } from "../../fixtures/call.ts";
import { control, register, registerVerified, visitor } from "./fixture.ts";

const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  body["code"],
];
const create = (token: string, name = "Second", variables = {}) =>
  call(visitor(token, variables), "POST /workspaces", { name }, aKey());
const goTo = (token: string, workspace_id: unknown) =>
  call(visitor(token), "POST /auth/switch", { workspace_id });

describe("another workspace", () => {
  test("is owned by who makes it, listed, and gone to", async ({ expect }) => {
    const person = await registerVerified();
    const made = await create(person.accessToken, " Second ");
    expect([made.status, made.body]).toMatchObject([
      201,
      { name: "Second", timezone: "Europe/London", role: "owner", current: false },
    ]);
    const list = await call(visitor(person.accessToken), "GET /workspaces");
    expect(list.body.data).toMatchObject([
      { id: person.tenantId, current: true, role: "owner" },
      { id: made.body["id"], current: false },
    ]);
    const first = await call(visitor(person.accessToken), "GET /workspaces?limit=1");
    const rest = await call(
      visitor(person.accessToken),
      `GET /workspaces?limit=1&after=${first.body.next_cursor}`,
    );
    expect([first.body.data, rest.body.data]).toMatchObject([
      [{ id: person.tenantId }],
      [{ id: made.body["id"] }],
    ]);
    const there = await goTo(person.accessToken, made.body["id"]);
    expect([there.status, there.body["workspace"]]).toMatchObject([200, { id: made.body["id"] }]);
    const me = await call(visitor(String(there.body["access_token"])), "GET /me");
    expect(me.body["workspace"]).toMatchObject({ id: made.body["id"] });
    // A program's session goes on in the first one.
    expect((await call(visitor(person.accessToken), "GET /me")).status).toBe(200);
    const contacts = await call(visitor(String(there.body["access_token"])), "GET /contacts");
    expect([contacts.status, contacts.body.data]).toEqual([200, []]);
  });

  test("is made once by calls with one key, and five times a day", async ({ expect }) => {
    const person = await registerVerified();
    const key = aKey();
    const again = () => call(visitor(person.accessToken), "POST /workspaces", { name: "A" }, key);
    const answers = [await again(), await again()];
    expect(answers.map(({ body }) => body["id"])[1]).toBe(answers[0]?.body["id"]);
    const statuses: number[] = [];
    for (let tries = 0; tries < 5; tries++)
      statuses.push((await create(person.accessToken)).status);
    expect(statuses.at(-1)).toBe(429);
    const list = await call(visitor(person.accessToken), "GET /workspaces");
    expect(list.body.data?.length).toBeLessThanOrEqual(6);
  });

  test("takes a confirmed address, and what registering takes", async ({ expect }) => {
    const [stranger, person] = [await register(), await registerVerified()];
    expect(outcome(await create(stranger.accessToken))).toEqual([403, "email_unverified"]);
    for (const REGISTRATION of ["invite", "closed"])
      expect(outcome(await create(person.accessToken, "B", { REGISTRATION }))).toEqual([
        403,
        "registration_closed",
      ]);
  });
});

describe("switching", () => {
  test("leads nowhere that one does not work", async ({ expect }) => {
    const [person, other] = [await register(), await register()];
    for (const id of [other.tenantId, "ws_00000000000000000000000000", "x"])
      expect(outcome(await goTo(person.accessToken, id))).toEqual([404, "not_found"]);
  });

  test("begins no longer life, and proves nothing anew", async ({ expect }) => {
    const person = await registerVerified();
    await control(
      "UPDATE sessions SET created_at = 7, expires_at = ?2 WHERE user_id = ?1",
      person.userId,
      Date.now() + 60_000,
    );
    const [before] = await control("SELECT * FROM sessions WHERE user_id = ?1", person.userId);
    const there = await goTo(person.accessToken, person.tenantId);
    const [after] = await control(
      "SELECT * FROM sessions WHERE user_id = ?1 ORDER BY id DESC LIMIT 1",
      person.userId,
    );
    expect(after).toMatchObject({ expires_at: before?.["expires_at"], proven_at: 7 });
    const token = String(there.body["access_token"]);
    expect(outcome(await call(visitor(token), "POST /me/mfa"))).toEqual([403, "reauth_required"]);
  });

  test("moves a browser's session, whose former one ends", async ({ expect }) => {
    const person = await registerVerified();
    const { email, password } = person;
    const made = await create(person.accessToken);
    const browser = await call(visitor(), "POST /auth/login", {
      email,
      password,
      session: "cookie",
    });
    const token = String(browser.body["access_token"]);
    const there = await goTo(token, made.body["id"]);
    expect(there.body).not.toHaveProperty("refresh_token");
    expect(there.headers.get("set-cookie")).toContain("HttpOnly");
    expect((await call(visitor(token), "GET /me")).status).toBe(401);
    expect((await call(visitor(String(there.body["access_token"])), "GET /me")).status).toBe(200);
  });
});
