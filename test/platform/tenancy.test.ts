import { env } from "cloudflare:workers";
import { test } from "vitest";

import { commit } from "#platform/commit";
import { newId } from "#platform/ids";
import { bindTenant } from "#platform/tenancy";

import { claimBinding } from "../fixtures/tenant.ts";

test("a fresh database is migrated when its tenant is first bound", async ({ expect }) => {
  const id = newId("tenant");
  const tenant = {
    id,
    name: "T",
    timezone: "UTC",
    binding: await claimBinding(id),
    state: "active",
    settings: {},
    closingAt: null,
  } as const;
  const ctx = await bindTenant(env, tenant, {
    actor: { kind: "job", id: "test" },
    origin: { requestId: "r", ip: null, userAgent: null },
  });
  await commit(ctx, {
    statements: [],
    events: [{ type: "contact.created", data: { contact_id: newId("contact") } }],
    audit: { action: "a.b", target: null },
  });
  const rows = await ctx.db.query.events.findMany();
  expect(rows.map((r) => [r.seq, r.count])).toEqual([
    [0, 0],
    [1, 1],
  ]);
});
