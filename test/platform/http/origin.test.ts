import { test } from "vitest";

import { aNetwork, control, register, visitor } from "../../features/accounts/fixture.ts";
import { call } from "../../fixtures/call.ts";

/** The address that a sign-in is recorded with where the deployment believes `believed`. */
async function recorded(believed: string | undefined, sent: Readonly<Record<string, string>>) {
  const { email, password, userId } = await register();
  const variables = believed === undefined ? undefined : { CLIENT_IP_HEADER: believed };
  const caller = visitor(undefined, variables);
  await call(caller, "POST /auth/login", { email, password }, sent);
  const [session] = await control(
    "SELECT ip FROM sessions WHERE user_id = ?1 ORDER BY id DESC LIMIT 1",
    userId,
  );
  return session?.["ip"];
}

test("the caller's address is the one that Cloudflare tells, and no other header's", async ({
  expect,
}) => {
  const ip = aNetwork();
  const forged = { "x-forwarded-for": "192.0.2.1", "x-real-ip": "192.0.2.1" };
  expect(await recorded(undefined, { ...forged, "cf-connecting-ip": ip })).toBe(ip);
});

test("behind another host Cloudflare's header is anybody's, and is not believed", async ({
  expect,
}) => {
  const sent = { "cf-connecting-ip": aNetwork(), "x-real-ip": "192.0.2.7" };
  expect(await recorded("", sent)).toBeNull();
  expect(await recorded("X-Real-IP", sent)).toBe("192.0.2.7");
});
