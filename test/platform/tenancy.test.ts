import { env } from "cloudflare:workers";
import { test } from "vitest";

import { commit } from "#platform/commit";
import { newId } from "#platform/ids";
import { bindTenant, poolBindings } from "#platform/tenancy";

test("a fresh database is migrated when its tenant is first bound", async ({ expect }) => {
  const tenant = {
    id: newId("tenant"),
    name: "T",
    timezone: "UTC",
    binding: poolBindings(env)[100] ?? "",
    state: "active",
    settings: {},
  } as const;
  const ctx = await bindTenant(env, tenant, {
    actor: { kind: "job", id: "test" },
    origin: { requestId: "r", ip: null, userAgent: null },
  });
  await commit(ctx, {
    statements: [],
    events: [{ type: "a.b", data: { x: 1 } }],
    audit: { action: "a.b", target: null },
  });
  const rows = await ctx.db.query.events.findMany();
  expect(rows.map((r) => [r.seq, r.count])).toEqual([
    [0, 0],
    [1, 1],
  ]);
});
