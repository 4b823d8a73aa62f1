import { env } from "cloudflare:workers";
import { test } from "vitest";

import { openControlDb } from "#db/control/client";
import { commitSession } from "#features/accounts/login";
import { unlessChanged } from "#features/accounts/new-password";
import { findUser } from "#features/accounts/queries";
import { startSession } from "#features/accounts/session";
import { newId } from "#platform/ids";

import { control, register } from "./fixture.ts";

test("no session begins with a password that was changed since it was compared", async ({
  expect,
}) => {
  const person = await register();
  const ctx = {
    env,
    control: openControlDb(env.CONTROL_DB),
    origin: { requestId: "test", ip: null, userAgent: null },
    nowMs: () => Date.now(),
    newId,
  };
  const [userId, tenantId] = [person.userId as `usr_${string}`, person.tenantId as `ws_${string}`];
  const user = await findUser(ctx.control, userId);
  if (user === undefined) throw new Error("nobody registered");
  const session = await startSession(ctx, { userId, tenantId, kind: "token" });
  const commit = () =>
    commitSession(ctx, {
      statements: [unlessChanged(ctx, user), ...session.statements],
      audit: { action: "session.login", target: session.id },
    });
  await control("UPDATE users SET login_version = 2 WHERE id = ?1", userId);
  await expect(commit()).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(await control("SELECT * FROM sessions WHERE id = ?1", session.id)).toEqual([]);
  await control("UPDATE users SET login_version = 1 WHERE id = ?1", userId);
  await commit();
  expect(await control("SELECT * FROM sessions WHERE id = ?1", session.id)).toHaveLength(1);
});
