// A small caller of the public API for scripts: JSON in, JSON out, an error that says what the problem document said.
import { randomUUID } from "node:crypto";

export function apiClient(baseUrl, token = null) {
  async function call(method, route, body, headers = {}) {
    const response = await fetch(`${baseUrl}${route}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text === "" ? null : JSON.parse(text);
    if (!response.ok)
      throw new Error(`${method} ${route}: ${response.status} ${answer?.code}: ${answer?.detail}`);
    return answer;
  }
  return {
    get: (route) => call("GET", route),
    post: (route, body = {}, headers = {}) =>
      call("POST", route, body, { "idempotency-key": randomUUID(), ...headers }),
    put: (route, body) => call("PUT", route, body),
    withToken: (next) => apiClient(baseUrl, next),
  };
}

/** Ask until the answer satisfies, at most `timeoutMs`. */
export async function until(ask, isDone, { timeoutMs = 60_000, everyMs = 250, what = "it" } = {}) {
  for (const deadline = Date.now() + timeoutMs; ;) {
    const answer = await ask();
    if (isDone(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`${what} did not happen within ${timeoutMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
