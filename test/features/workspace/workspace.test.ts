import { env } from "cloudflare:workers";
import { test } from "vitest";

import { call } from "../../fixtures/call";
import { aTenant } from "../../fixtures/tenant";

test("a change is refused when the workspace is not as it was seen", async ({ expect }) => {
  const t = await aTenant();
  const seen = (await call(t, "GET /workspace")).headers.get("etag") ?? "";
  const rename = (name: string) => call(t, "PATCH /workspace", { name }, { "if-match": seen });
  expect((await rename("Bluebird")).status).toBe(200);
  const late = await rename("Redbird");
  expect([late.status, late.body["code"]]).toEqual([412, "precondition_failed"]);
  expect((await call(t, "GET /workspace")).body["name"]).toBe("Bluebird");
});

test("the default country reads phone numbers from the next call on", async ({ expect }) => {
  const t = await aTenant();
  const before = await call(t, "POST /contacts", { phone: "612 345 678" });
  expect(before.body["code"]).toBe("country_required");
  const changed = await call(t, "PATCH /workspace", {
    name: "Bluebird",
    settings: { default_country: "ES" },
  });
  expect([changed.status, changed.body]).toEqual([
    200,
    {
      id: t.tenant.id,
      name: "Bluebird",
      timezone: "UTC",
      settings: { default_country: "ES" },
      closing_at: null,
    },
  ]);
  const after = await call(t, "POST /contacts", { phone: "612 345 678" });
  expect([after.status, after.body["phone"]]).toEqual([201, "+34612345678"]);
  await call(t, "PATCH /workspace", { timezone: "Europe/Madrid" });
  expect((await call(t, "GET /workspace")).body).toMatchObject({
    name: "Bluebird",
    timezone: "Europe/Madrid",
    settings: { default_country: "ES" },
  });
  await call(t, "PATCH /workspace", { settings: { default_country: null } });
  expect((await call(t, "GET /workspace")).body["settings"]).toEqual({ default_country: null });
  const audits = await env.CONTROL_DB.prepare(
    "SELECT count(*) AS n FROM audit_logs WHERE tenant_id = ?1 AND action = 'workspace.update'",
  )
    .bind(t.tenant.id)
    .first<{ n: number }>();
  expect(audits?.n).toBe(3);
});

test.for([
  [{ timezone: "Mars/Phobos" }, 422, "invalid_timezone"],
  [{ timezone: "+05:30" }, 422, "invalid_timezone"],
  [{ name: "\u200b" }, 400, "invalid_request"],
  [{ settings: { default_country: "XX" } }, 400, "invalid_request"],
  [{ settings: { default_country: "es" } }, 400, "invalid_request"],
  [{ settings: { colour: "red" } }, 400, "invalid_request"],
  [{ state: "suspended" }, 400, "invalid_request"],
] as const)("%j is refused", async ([body, status, code], { expect }) => {
  const t = await aTenant();
  const answer = await call(t, "PATCH /workspace", body);
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
});

test("a credential without the scope reads and writes nothing", async ({ expect }) => {
  const t = await aTenant({ scopes: ["contacts:read"] });
  expect((await call(t, "GET /workspace")).body["code"]).toBe("missing_scope");
  expect((await call(t, "PATCH /workspace", { name: "x" })).body["code"]).toBe("missing_scope");
});
