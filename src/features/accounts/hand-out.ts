import type { Context } from "hono";

import type { SessionKind } from "#core/account/session-kind";
import type { SignedIn } from "#features/accounts/schemas";
import { setSessionCookie } from "#platform/credentials/session-cookie";

/** The refresh token goes into the answer or into the cookie, never into both. */
export function handOut(
  c: Context,
  into: SessionKind,
  { refresh_token, ...rest }: SignedIn,
): SignedIn {
  if (into === "token") return { ...rest, refresh_token };
  if (refresh_token !== undefined) setSessionCookie(c, refresh_token);
  return rest;
}
