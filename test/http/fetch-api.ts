import { exports } from "cloudflare:workers";

import { conforms } from "./conforms.ts";

/** Call the Worker as a client would. An answer that the contract does not tell fails the test. */
export async function fetchApi(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await exports.default.fetch(url, init);
  await conforms(init.method ?? "GET", url, response);
  return response;
}
