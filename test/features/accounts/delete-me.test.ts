import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import type { Id } from "#core/ids";
import { asJob } from "#platform/context";
import { bindTenant, loadTenant } from "#platform/tenancy";

import { call } from "../../fixtures/call.ts";
import { findEverywhere } from "../../fixtures/everything.ts";
import { until } from "../../fixtures/until.ts";
import { control, register, visitor, type Registered } from "./fixture.ts";

const remove = (person: Registered, password = person.password) =>
  call(visitor(person.accessToken), "DELETE /me", { password });

/** Somebody who joined the workspace of an owner, as another owner when asked. */
async function aColleague(owner: Registered, role: "agent" | "owner") {
  const email = `bia-${crypto.randomUUID()}@example.com`;
  await control("UPDATE users SET email_verified = 1 WHERE id = ?1", owner.userId);
  const invited = await call(visitor(owner.accessToken), "POST /invitations", {
    email,
    role: "agent",
  });
  const colleague = await register({
    email,
    full_name: `Beatriz ${crypto.randomUUID().slice(0, 8)}`,
    invitation: invited.body["token"],
  });
  await control("UPDATE memberships SET role = ?2 WHERE user_id = ?1", colleague.userId, role);
  return colleague;
}

describe("deleting one's account", () => {
  test("leaves the person's name and e-mail nowhere, and the e-mail free", async ({ expect }) => {
    const owner = await register();
    const { tenantId } = owner;
    const bia = await aColleague(owner, "agent");
    const me = await call(visitor(bia.accessToken), "GET /me");
    const name = String(me.body["full_name"]);
    await call(
      visitor(bia.accessToken),
      "PATCH /me",
      { full_name: `${name} Lima` },
      {
        "idempotency-key": crypto.randomUUID(),
      },
    );
    const made = await call(visitor(owner.accessToken), "POST /contacts", {
      phone: "+5511987654321",
    });
    expect(made.status).toBe(201);
    for (const resource of ["audit", "workspace"] as const) {
      const { body } = await call(visitor(owner.accessToken), "POST /exports", {
        resource,
        format: "ndjson",
      });
      await until(async () => {
        const { body: file } = await call(
          visitor(owner.accessToken),
          `GET /exports/${String(body["id"])}`,
        );
        return !["queued", "running"].includes(String(file["status"]));
      });
    }
    expect((await remove(bia)).status).toBe(204);

    const tenant = await loadTenant(env, tenantId as Id<"tenant">);
    if (tenant === undefined) throw new Error("there is no workspace");
    const actor = { kind: "job", id: "test" } as const;
    const origin = { requestId: "test", ip: null, userAgent: null };
    const ctx = asJob(await bindTenant(env, tenant, { actor, origin }));
    expect(await findEverywhere(ctx, [name, bia.email])).toEqual([]);
    const named = await findEverywhere(ctx, [bia.userId]);
    expect(new Set(named.map(({ where }) => where))).toEqual(new Set(["control audit_logs"]));

    expect((await call(visitor(bia.accessToken), "GET /me")).status).toBe(401);
    const { refreshToken } = bia;
    const refreshed = await call(visitor(), "POST /auth/refresh", { refresh_token: refreshToken });
    expect(refreshed.status).toBe(401);
    const again = await register({ email: bia.email });
    expect(again.userId).not.toBe(bia.userId);
    const members = await call(visitor(owner.accessToken), "GET /members");
    expect(members.body.data?.map(({ id }) => id)).toEqual([owner.userId]);
  });

  test("is refused to the only owner of an open workspace, and names it", async ({ expect }) => {
    const owner = await register({ workspace_name: "Bluebird Books" });
    await aColleague(owner, "agent");
    const { status, body } = await remove(owner);
    expect([status, body["code"]]).toEqual([409, "last_owner"]);
    expect(body["detail"]).toContain("“Bluebird Books”");
    expect(body["workspaces"]).toEqual([{ id: owner.tenantId, name: "Bluebird Books" }]);
    expect((await call(visitor(owner.accessToken), "GET /me")).status).toBe(200);
  });

  test("of two owners who leave at once, one stays", async ({ expect }) => {
    const owner = await register();
    const other = await aColleague(owner, "owner");
    const answers = await Promise.all([remove(owner), remove(other)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    const left = await control("SELECT role FROM memberships WHERE tenant_id = ?1", owner.tenantId);
    expect(left).toEqual([{ role: "owner" }]);
  });

  test("goes on when the workspace is closed", async ({ expect }) => {
    const owner = await register({ workspace_name: "Bluebird Books" });
    const closed = await call(visitor(owner.accessToken), "DELETE /workspace", {
      confirm: "Bluebird Books",
      password: owner.password,
    });
    expect(closed.status).toBe(202);
    expect((await remove(owner)).status).toBe(204);
    expect(await control("SELECT id FROM users WHERE id = ?1", owner.userId)).toEqual([]);
  });

  test("takes the password, which a session alone does not know", async ({ expect }) => {
    const owner = await register();
    await aColleague(owner, "owner");
    const wrong = await remove(owner, "not the password");
    expect([wrong.status, wrong.body["code"], wrong.body.errors?.[0]?.pointer]).toEqual([
      403,
      "reauth_required",
      "/password",
    ]);
    const none = await call(visitor(owner.accessToken), "DELETE /me", {});
    expect([none.status, none.body.errors?.[0]?.pointer]).toEqual([400, "/password"]);
    const failures = await control(
      "SELECT outcome FROM audit_logs WHERE actor_id = ?1 AND action = 'account.re_authenticate'",
      owner.userId,
    );
    expect(failures).toEqual([{ outcome: "failure" }]);
  });
});
