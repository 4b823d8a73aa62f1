import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { GRACE_MS } from "#core/tenant/closing";
import { openControlDb } from "#db/control/client";

import { aKey, call } from "../../fixtures/call.ts";
import { until } from "../../fixtures/until.ts";
import { control, register, visitor } from "../accounts/fixture.ts";

const NAME = "Padaria Almeida";

/** An owner of a workspace that has a database and a contact. */
async function anOwner() {
  const person = await register({ workspace_name: NAME });
  const owner = visitor(person.accessToken);
  const made = await call(owner, "POST /contacts", { phone: "+5511987654321", name: "Bruno" });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return { person, owner, contact: String(made.body["id"]) };
}

const close = (owner: ReturnType<typeof visitor>, change: Record<string, unknown> = {}) =>
  call(owner, "DELETE /workspace", { confirm: NAME, password: "correct horse battery", ...change });

describe("closing a workspace", () => {
  test("tells when it is gone, and does so once", async ({ expect }) => {
    const { person, owner } = await anOwner();
    const before = Date.now();
    const closed = await close(owner);
    expect(closed.status).toBe(202);
    const at = Date.parse(String(closed.body["closing_at"]));
    expect(at).toBeGreaterThanOrEqual(before + GRACE_MS);
    expect(at).toBeLessThanOrEqual(Date.now() + GRACE_MS);
    expect((await close(owner)).body).toEqual(closed.body);
    expect((await call(owner, "GET /workspace")).body["closing_at"]).toBe(
      closed.body["closing_at"],
    );
    const audits = await control(
      "SELECT actor_id, ip FROM audit_logs WHERE tenant_id = ?1 AND action = 'workspace.close'",
      person.tenantId,
    );
    expect(audits).toEqual([{ actor_id: person.userId, ip: expect.any(String) }]);
  });

  test("needs the name, the password and an owner", async ({ expect }) => {
    const { person, owner } = await anOwner();
    const pointed = async (change: Record<string, unknown>) => {
      const { status, body } = await close(owner, change);
      return [status, body["code"], body.errors?.[0]?.pointer];
    };
    expect(await pointed({ confirm: "padaria almeida" })).toEqual([
      400,
      "invalid_request",
      "/confirm",
    ]);
    expect(await pointed({ password: "wrong password" })).toEqual([
      403,
      "reauth_required",
      "/password",
    ]);
    expect(await pointed({ confirm: undefined })).toEqual([400, "invalid_request", "/confirm"]);
    await control("UPDATE memberships SET role = 'admin' WHERE user_id = ?1", person.userId);
    const { body } = await call(visitor(), "POST /auth/login", {
      email: person.email,
      password: person.password,
    });
    const admin = visitor(String(body["access_token"]));
    expect((await close(admin)).body["code"]).toBe("owner_required");
    expect((await call(admin, "POST /workspace/restore")).body["code"]).toBe("owner_required");
    expect(await control("SELECT closing_at FROM tenants WHERE id = ?1", person.tenantId)).toEqual([
      { closing_at: null },
    ]);
  });

  test("is nothing that an API key may do", async ({ expect }) => {
    const { owner } = await anOwner();
    const { body } = await call(owner, "POST /api-keys", {
      name: "k",
      scopes: ["workspace:write"],
    });
    const key = visitor(String(body["secret"]));
    expect((await close(key)).body["code"]).toBe("missing_scope");
  });

  test("takes ten wrong passwords in a quarter of an hour, and no stranger's", async ({
    expect,
  }) => {
    const { owner } = await anOwner();
    for (let attempt = 0; attempt < 10; attempt++)
      expect((await close(owner, { password: "guess" })).body["code"]).toBe("reauth_required");
    const late = await close(owner);
    expect([late.status, late.body["code"]]).toEqual([429, "rate_limited"]);
  });

  test("lets it be read and exported, changes nothing, and can be taken back", async ({
    expect,
  }) => {
    const { owner, contact, person } = await anOwner();
    const closing = String((await close(owner)).body["closing_at"]);
    const refused = await call(owner, "POST /contacts", { phone: "+5511987654322" });
    expect([refused.status, refused.body["code"]]).toEqual([403, "workspace_closing"]);
    expect(refused.body["detail"]).toContain(closing);
    const send = { to: "+5511987654321", text: { body: "Hi" } };
    expect((await call(owner, "POST /messages", send, aKey())).body["code"]).toBe(
      "workspace_closing",
    );
    expect((await call(owner, "PATCH /workspace", { name: "x" })).body["code"]).toBe(
      "workspace_closing",
    );
    expect((await call(owner, `GET /contacts/${contact}`)).body["name"]).toBe("Bruno");
    const filter = { field: "phone", op: "starts_with", value: "+55" };
    expect((await call(owner, "POST /contacts/search", { filter })).status).toBe(200);

    const made = await call(owner, "POST /exports", { resource: "contacts", format: "csv" });
    expect(made.status).toBe(202);
    const file = await until(async () => {
      const { body } = await call(owner, `GET /exports/${String(made.body["id"])}`);
      return body["status"] === "ready" || body["status"] === "completed" ? body : false;
    });
    const link = String(file["download_url"] ?? file["url"]);
    expect(link).toContain("http");

    expect((await call(owner, "POST /workspace/restore")).status).toBe(204);
    expect((await call(owner, "GET /workspace")).body["closing_at"]).toBeNull();
    expect((await call(owner, "POST /contacts", { phone: "+5511987654322" })).status).toBe(201);
    expect((await call(owner, "POST /workspace/restore")).body["code"]).toBe("invalid_state");
    const acts = await control(
      "SELECT action FROM audit_logs WHERE tenant_id = ?1 AND action LIKE 'workspace.%' ORDER BY seq",
      person.tenantId,
    );
    expect(acts.map((row) => row["action"])).toEqual(["workspace.close", "workspace.restore"]);
  });

  test("is over when its grace is: then nothing answers, and nothing takes it back", async ({
    expect,
  }) => {
    const { owner, person } = await anOwner();
    await close(owner);
    await openControlDb(env.CONTROL_DB)
      .$client.prepare("UPDATE tenants SET closing_at = ?2 WHERE id = ?1")
      .bind(person.tenantId, Date.now() - 1)
      .run();
    const again = visitor(
      String(
        (
          await call(visitor(), "POST /auth/login", {
            email: person.email,
            password: person.password,
          })
        ).body["access_token"],
      ),
    );
    for (const route of ["GET /workspace", "POST /workspace/restore", "GET /contacts"] as const)
      expect((await call(again, route)).body["code"]).toBe("workspace_closing");
  });
});
