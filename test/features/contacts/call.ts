import { ask } from "../../fixtures/call";
import type { TenantFixture } from "../../fixtures/tenant";

export interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** Call the API as the tenant. */
export async function call(
  t: TenantFixture,
  method: string,
  path: string,
  options: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const response = await ask(t, `${method} ${path}`, options.body, options.headers);
  return {
    status: response.status,
    json: await response.json<Record<string, unknown>>(),
    headers: response.headers,
  };
}
