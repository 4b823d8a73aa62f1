import { env } from "cloudflare:workers";
import { test } from "vitest";

import { aTenant } from "../../fixtures/tenant";
import { call } from "../contacts/call";

test("a change is refused when the workspace is not as it was seen", async ({ expect }) => {
  const t = await aTenant();
  const seen = (await call(t, "GET", "/workspace")).headers.get("etag") ?? "";
  const rename = (name: string) =>
    call(t, "PATCH", "/workspace", { body: { name }, headers: { "if-match": seen } });
  expect((await rename("Bluebird")).status).toBe(200);
  const late = await rename("Redbird");
  expect([late.status, late.json["code"]]).toEqual([412, "precondition_failed"]);
  expect((await call(t, "GET", "/workspace")).json["name"]).toBe("Bluebird");
});

test("the default country reads phone numbers from the next call on", async ({ expect }) => {
  const t = await aTenant();
  const before = await call(t, "POST", "/contacts", { body: { phone: "612 345 678" } });
  expect(before.json["code"]).toBe("country_required");
  const changed = await call(t, "PATCH", "/workspace", {
    body: { name: "Bluebird", settings: { default_country: "ES" } },
  });
  expect([changed.status, changed.json]).toEqual([
    200,
    {
      id: t.tenant.id,
      name: "Bluebird",
      timezone: "UTC",
      settings: { default_country: "ES" },
    },
  ]);
  const after = await call(t, "POST", "/contacts", { body: { phone: "612 345 678" } });
  expect([after.status, after.json["phone"]]).toEqual([201, "+34612345678"]);
  await call(t, "PATCH", "/workspace", { body: { timezone: "Europe/Madrid" } });
  expect((await call(t, "GET", "/workspace")).json).toMatchObject({
    name: "Bluebird",
    timezone: "Europe/Madrid",
    settings: { default_country: "ES" },
  });
  await call(t, "PATCH", "/workspace", { body: { settings: { default_country: null } } });
  expect((await call(t, "GET", "/workspace")).json["settings"]).toEqual({ default_country: null });
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
  const answer = await call(t, "PATCH", "/workspace", { body });
  expect([answer.status, answer.json["code"]]).toEqual([status, code]);
});

test("a credential without the scope reads and writes nothing", async ({ expect }) => {
  const t = await aTenant({ scopes: ["contacts:read"] });
  expect((await call(t, "GET", "/workspace")).json["code"]).toBe("missing_scope");
  expect((await call(t, "PATCH", "/workspace", { body: { name: "x" } })).json["code"]).toBe(
    "missing_scope",
  );
});
