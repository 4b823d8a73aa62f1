import { env } from "cloudflare:workers";
import { test } from "vitest";

import { tenants } from "#db/control/schema";
import { newId } from "#platform/ids";
import { bindTenant, bindWorkspace, withDatabase } from "#platform/tenancy";

import { control } from "../features/accounts/fixture.ts";
import { aTenant } from "../fixtures/tenant.ts";
import { deaths, mortal } from "./mortal.ts";

const WHO = {
  actor: { kind: "job", id: "test" },
  origin: { requestId: "test", ip: null, userAgent: null },
} as const;

test("whoever dies at any step of claiming a database leaves it to the next act", async ({
  expect,
}) => {
  const any = await aTenant();
  let reachedEnd = false;
  for (const death of deaths(3)) {
    const tenant = {
      ...any.tenant,
      id: newId("tenant"),
      binding: null,
      createdAt: Date.now(),
    };
    await any.ctx.control.insert(tenants).values({ ...tenant, binding: tenant.id });
    const victim = mortal(any.ctx, death);
    const dying = { ...bindWorkspace(env, tenant, WHO), control: victim.ctx.control };
    await withDatabase(dying).catch(() => undefined);

    const next = await bindTenant(env, tenant, WHO);
    expect(await next.db.query.contacts.findMany()).toEqual([]);
    const taken = await control("SELECT binding FROM pool WHERE tenant_id = ?1", tenant.id);
    expect([death, taken]).toEqual([death, [{ binding: next.tenant.binding }]]);
    reachedEnd = victim.calls() < death.atCall;
  }
  expect(reachedEnd).toBe(true);
});
