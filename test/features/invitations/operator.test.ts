import { test } from "vitest";

import { operatorInvitation } from "../../../scripts/lib/operator-invitation.ts";
import { call } from "../../fixtures/call.ts";
import { aPerson, control, visitor } from "../accounts/fixture.ts";

/** As production ships. */
const INVITE = { REGISTRATION: "invite" };

test("the first operator registers, once, with what `npm run operator` wrote", async ({
  expect,
}) => {
  const email = `o'hara-${crypto.randomUUID()}@example.com`;
  const { token, sql, expiresAtMs } = operatorInvitation(` ${email.toUpperCase()}`, Date.now());
  expect(sql).not.toContain(token);
  expect(expiresAtMs).toBeGreaterThan(Date.now());
  await control(sql);
  const join = (body: object) => call(visitor(undefined, INVITE), "POST /auth/register", body);
  const { status, body } = await join(aPerson({ email, invitation: token }));
  expect([status, body["user"]]).toMatchObject([201, { email }]);
  const me = await call(visitor(String(body["access_token"])), "GET /me");
  expect(me.body["role"]).toBe("owner");
  expect((await join(aPerson({ email, invitation: token }))).body["code"]).toBe(
    "invalid_invitation",
  );
});
