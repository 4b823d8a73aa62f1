/** What measurements of a running server share: `WAQTOR` says where it is, by default http://localhost:8787. */
const WAQTOR = process.env.WAQTOR ?? "http://localhost:8787";

/** Call the API below `/v1` with a token, or with none, and read the answer; whatever is no success is thrown. */
export async function ask(key, method, path, body) {
  const response = await fetch(`${WAQTOR}/v1${path}`, {
    method,
    headers: { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Register a workspace of its own. @returns its access token. */
export async function register() {
  const { access_token: token } = await ask(null, "POST", "/auth/register", {
    full_name: "Bench",
    email: `bench-${crypto.randomUUID()}@example.com`,
    timezone: "UTC",
    password: "a long enough password",
    accept_policy: true,
  });
  return token;
}

/** The stream of the workspace's events, as the server sends it. */
export const streamOf = (token, types) =>
  fetch(`${WAQTOR}/v1/events/stream?types=${types}`, {
    headers: { authorization: `Bearer ${token}` },
  });

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Times in ms, smallest first, in one line: the given shares of them, and the largest. */
export function told(name, times, shares) {
  const of = (share) => Math.round(times[Math.floor(share * (times.length - 1))]);
  const parts = shares.map((share) => `p${Math.round(share * 100)} ${of(share)} ms`);
  console.log(`${name.padEnd(32)} ${[...parts, `max ${of(1)} ms`].join("   ")}`);
}
