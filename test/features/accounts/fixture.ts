import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";

import { app } from "#app";

import { conforms } from "../../http/conforms.ts";

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

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The wire is what is under test, so its JSON is read as it comes.
  readonly body: Record<string, unknown>;
}

/** Call the API as a client does. */
export async function call(
  method: string,
  path: string,
  options: {
    readonly body?: unknown;
    readonly token?: string;
    readonly headers?: Record<string, string>;
    /** Variables in which the deployment differs from that of the tests. */
    readonly variables?: Readonly<Record<string, string>>;
  } = {},
): Promise<Answer> {
  const request = new Request(`http://localhost:8787${path}`, {
    method,
    headers: {
      "cf-connecting-ip": aNetwork(),
      "user-agent": "test-agent/1",
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const response = await (options.variables === undefined
    ? exports.default.fetch(request)
    : app.fetch(request, { ...env, ...options.variables }, createExecutionContext()));
  await conforms(method, request.url, response);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

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
  const { status, body } = await call("POST", "/v1/auth/register", {
    body: person,
    ...(variables && { variables }),
  });
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

/** Rows of the control database, as they are stored. */
export async function control(sql: string, ...params: (string | number | null)[]) {
  const { results } = await env.CONTROL_DB.prepare(sql)
    .bind(...params)
    .all<Record<string, unknown>>();
  return results;
}
