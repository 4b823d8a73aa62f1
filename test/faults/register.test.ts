import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { register } from "#features/accounts/register";
import { RegisterBody } from "#features/accounts/schemas";
import type { DeferringContext } from "#platform/commit-control";
import { newId } from "#platform/ids";

import { aNetwork, aPerson, control, visitor } from "../features/accounts/fixture.ts";
import { call } from "../fixtures/call.ts";
import { aTenant, type TenantFixture } from "../fixtures/tenant.ts";
import { deaths, mortal } from "./mortal.ts";

let any: TenantFixture;
beforeAll(async () => {
  any = await aTenant();
});

const visit = (db: DeferringContext["control"], keyHash: string): DeferringContext => ({
  env,
  control: db,
  origin: { requestId: "req-1", ip: aNetwork(), userAgent: "test-agent/1" },
  nowMs: () => Date.now(),
  newId,
  defer: () => undefined,
  idempotency: { keyHash, fingerprint: "said" },
});

describe("whoever dies at any step of registering", () => {
  test("asks again and is signed in to the one account that was made", async ({ expect }) => {
    let reachedEnd = false;
    const repeated = new Set<boolean>();
    for (const death of deaths(6)) {
      const input = RegisterBody.parse(aPerson());
      const key = crypto.randomUUID();
      const victim = mortal(any.ctx, death);
      await register(visit(victim.ctx.control, key), input).catch(() => undefined);

      const { answer, isRepeated } = await register(visit(any.ctx.control, key), input);
      repeated.add(isRepeated);
      const { user, workspace, access_token, refresh_token } = answer;
      const [made] = await control(
        `SELECT (SELECT count(*) FROM users WHERE email = ?1) users,
           (SELECT count(*) FROM memberships WHERE user_id = ?2) memberships,
           (SELECT count(*) FROM tenants WHERE id = ?3) tenants,
           (SELECT count(*) FROM audit_logs WHERE action = 'account.register' AND actor_id = ?2) audits`,
        input.email,
        user.id,
        workspace.id,
      );
      expect({ death, ...made }).toEqual({
        death,
        users: 1,
        memberships: 1,
        tenants: 1,
        audits: 1,
      });
      const me = await call(visitor(access_token), "GET /me");
      expect([me.status, me.body["id"]]).toEqual([200, user.id]);
      const refreshed = await call(visitor(), "POST /auth/refresh", { refresh_token });
      expect(refreshed.status).toBe(200);
      reachedEnd = victim.calls() < death.atCall;
    }
    expect([reachedEnd, repeated]).toEqual([true, new Set([false, true])]);
  });
});
