import type { SCOPES } from "#core/scopes";

import { aTenant, type TenantFixture } from "../fixtures/tenant.ts";
import { fetchApi } from "../http/fetch-api.ts";

/** An answer, as far as the catalogue of bad input looks at it. */
export interface Heard {
  readonly status: number;
  /** The problem's code; undefined when all went well. */
  readonly code: string | undefined;
  /** Where its faults are. */
  readonly pointers: readonly string[];
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Sent {
  /** JSON as text, or a value that becomes it, or bytes; left out: none. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asker {
  readonly tenant: TenantFixture;
  /** Ask the API as the workspace's key, e.g. `say("POST /contacts", { body: "{" })`. */
  readonly say: (route: string, sent?: Sent) => Promise<Heard>;
}

const isRaw = (body: unknown): body is BodyInit =>
  typeof body === "string" ||
  body instanceof Uint8Array ||
  body instanceof Blob ||
  body instanceof FormData;

/** Whoever sends what no caller should, with a workspace of its own. */
export async function anAsker(
  options: { readonly scopes?: (typeof SCOPES)[number][] } = {},
): Promise<Asker> {
  const tenant = await aTenant(options);
  return { tenant, say: (route, sent) => say(tenant.headers, route, sent) };
}

/** Ask the API with these headers and those of the call; a header of the call that is empty is left out. */
export async function say(
  own: Readonly<Record<string, string>>,
  route: string,
  { body, headers = {} }: Sent = {},
): Promise<Heard> {
  const [method = "", path = ""] = route.split(" ");
  const all = Object.entries({ ...own, ...headers }).filter(([, value]) => value !== "");
  const response = await fetchApi(
    path.startsWith("/v1") ? `https://waqtor.test${path}` : `https://waqtor.test/v1${path}`,
    {
      method,
      headers: Object.fromEntries(all),
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
      redirect: "manual",
    },
  );
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  // Safe: the rows look at what they expect, and fail when it is not there.
  const told = (isJson && text !== "" ? JSON.parse(text) : { text }) as {
    readonly code?: string;
    readonly errors?: readonly { readonly pointer: string }[];
  };
  const isProblem = response.headers.get("content-type") === "application/problem+json";
  return {
    status: response.status,
    code: isProblem ? told.code : undefined,
    pointers: (told.errors ?? []).map(({ pointer }) => pointer),
    headers: response.headers,
    body: told as Readonly<Record<string, unknown>>,
  };
}
