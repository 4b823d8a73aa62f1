import { describe, test } from "vitest";

import { call } from "../../fixtures/call.ts";
import { aTenant } from "../../fixtures/tenant.ts";
import { control, register, visitor } from "./fixture.ts";

const sessionsOf = async (token: string, query = "") =>
  (await call(visitor(token), `GET /me/sessions${query}`)).body;

describe("one's sessions", () => {
  test("are listed with where they are and which is this one, newest first", async ({ expect }) => {
    const person = await register();
    const { email, password } = person;
    const second = await call(
      visitor(),
      "POST /auth/login",
      { email, password },
      { "cf-connecting-ip": "203.0.113.9", "user-agent": "Phone/1" },
    );
    const { data } = await sessionsOf(person.accessToken);
    expect(data).toMatchObject([
      { ip: "203.0.113.9", user_agent: "Phone/1", current: false, workspace_id: person.tenantId },
      { user_agent: "test-agent/1", current: true },
    ]);
    const there = await sessionsOf(String(second.body["access_token"]));
    expect(there.data?.map(({ current }) => current)).toEqual([true, false]);
    const page = await sessionsOf(person.accessToken, "?limit=1");
    expect([page.data?.length, page["has_more"]]).toEqual([1, true]);
    const rest = await sessionsOf(person.accessToken, `?limit=1&after=${page.next_cursor}`);
    expect(rest.data).toMatchObject([{ current: true }]);
  });

  test("are ended one by one, this one too, and those that are over are not told", async ({
    expect,
  }) => {
    const person = await register();
    const { email, password } = person;
    const other = await call(visitor(), "POST /auth/login", { email, password });
    const token = String(other.body["access_token"]);
    const [stolen, own] = (await sessionsOf(person.accessToken)).data ?? [];
    const end = (id: unknown) =>
      call(visitor(person.accessToken), `DELETE /me/sessions/${String(id)}`);
    expect((await end(stolen?.["id"])).status).toBe(204);
    expect((await call(visitor(token), "GET /me")).status).toBe(401);
    const refresh_token = other.body["refresh_token"];
    expect((await call(visitor(), "POST /auth/refresh", { refresh_token })).status).toBe(401);
    expect((await end(stolen?.["id"])).status).toBe(404);
    expect((await sessionsOf(person.accessToken)).data).toMatchObject([{ id: own?.["id"] }]);
    expect((await end(own?.["id"])).status).toBe(204);
    expect((await call(visitor(person.accessToken), "GET /me")).status).toBe(401);
    const acts = await control(
      "SELECT target FROM audit_logs WHERE actor_id = ?1 AND action = 'session.end' ORDER BY seq",
      person.userId,
    );
    expect(acts.map(({ target }) => target)).toEqual([stolen?.["id"], own?.["id"]]);
  });

  test("of somebody else are not found, and an API key has none", async ({ expect }) => {
    const [person, other] = [await register(), await register()];
    const [theirs] = (await sessionsOf(other.accessToken)).data ?? [];
    for (const id of [theirs?.["id"], "ses_00000000000000000000000000", "x"])
      expect(
        (await call(visitor(person.accessToken), `DELETE /me/sessions/${String(id)}`)).status,
      ).toBe(404);
    expect((await call(visitor(other.accessToken), "GET /me")).status).toBe(200);
    const { apiKey } = await aTenant();
    expect((await call(visitor(apiKey), "GET /me/sessions")).status).toBe(403);
  });
});
