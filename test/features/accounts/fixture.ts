import { env } from "cloudflare:workers";

import { call, type Caller } from "../../fixtures/call.ts";

let counter = 0;

/** A network that no other test calls from, so that one test's attempts never limit another's. */
export const aNetwork = (): string =>
  `2001:db8:${(++counter).toString(16)}:${Math.floor(Math.random() * 65_536).toString(16)}::1`;

/** Something to register with; pass only what the test is about. */
export const aPerson = (change: Record<string, unknown> = {}) => ({
  full_name: "Ada Lovelace",
  email: `ada-${crypto.randomUUID()}@example.com`,
  timezone: "Europe/London",
  password: "correct horse battery",
  accept_policy: true,
  ...change,
});

/** Somebody on a network of their own; signed in when their access token, or a key, is given. */
export const visitor = (token?: string, variables?: Caller["variables"]): Caller => ({
  headers: {
    "cf-connecting-ip": aNetwork(),
    "user-agent": "test-agent/1",
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  },
  ...(variables && { variables }),
});

export interface Registered {
  readonly email: string;
  readonly password: string;
  readonly userId: string;
  readonly tenantId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A person with a workspace, registered through the API. */
export async function register(
  change: Record<string, unknown> = {},
  variables?: Readonly<Record<string, string>>,
): Promise<Registered> {
  const person = aPerson(change);
  const { status, body } = await call(visitor(undefined, variables), "POST /auth/register", person);
  if (status !== 201) throw new Error(`register answered ${status}: ${JSON.stringify(body)}`);
  return {
    email: person.email,
    password: person.password,
    userId: (body["user"] as { id: string }).id,
    tenantId: (body["workspace"] as { id: string }).id,
    accessToken: String(body["access_token"]),
    refreshToken: String(body["refresh_token"]),
  };
}

/** The same, and their address is confirmed. */
export async function registerVerified(
  change: Record<string, unknown> = {},
  variables?: Readonly<Record<string, string>>,
): Promise<Registered> {
  const person = await register(change, variables);
  await control("UPDATE users SET email_verified = 1 WHERE id = ?1", person.userId);
  return person;
}

/** Rows of the control database, as they are stored. */
export async function control(sql: string, ...params: (string | number | null)[]) {
  const { results } = await env.CONTROL_DB.prepare(sql)
    .bind(...params)
    .all<Record<string, unknown>>();
  return results;
}
