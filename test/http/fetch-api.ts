import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";

import { app } from "#app";

import { conforms } from "./conforms.ts";

/**
 * Call the Worker as a client would. An answer that the contract does not tell fails the test.
 *
 * @param variables Those in which the deployment that is called differs from that of the tests.
 */
export async function fetchApi(
  url: string,
  init: RequestInit = {},
  variables?: Readonly<Record<string, string>>,
): Promise<Response> {
  const request = new Request(url, init);
  const response = await (variables === undefined
    ? exports.default.fetch(request)
    : app.fetch(request, { ...env, ...variables }, createExecutionContext()));
  await conforms(request.method, url, response);
  return response;
}
