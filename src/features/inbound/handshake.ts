import { AppError } from "#core/errors";
import { SECURITY_HEADERS } from "#platform/http/security-headers";

/**
 * Answer Meta's handshake for a callback URL: the challenge as it came, as plain text that no browser takes for a page.
 *
 * @param verifyToken The app's; undefined when there is no such app, which is answered alike.
 * @throws AppError `invalid_verify_token`, or `invalid_request` when the query is not a handshake.
 */
export async function answerHandshake(
  verifyToken: string | undefined,
  query: URLSearchParams,
): Promise<Response> {
  const given = query.get("hub.verify_token") ?? "";
  if (verifyToken === undefined || !(await isEqual(given, verifyToken)))
    throw new AppError("invalid_verify_token", "hub.verify_token does not match.");
  if (query.get("hub.mode") !== "subscribe") throw missing("hub.mode", "must be subscribe");
  const challenge = query.get("hub.challenge");
  if (challenge === null || challenge === "") throw missing("hub.challenge", "is required");
  return new Response(challenge, {
    headers: { ...SECURITY_HEADERS, "content-type": "text/plain; charset=utf-8" },
  });
}

const missing = (pointer: string, what: string): AppError =>
  new AppError("invalid_request", `${pointer} ${what}.`, {
    errors: [{ pointer, code: "invalid_value", message: `${pointer} ${what}.` }],
  });

/** Constant time, whatever the lengths: the digests are compared. */
async function isEqual(given: string, expected: string): Promise<boolean> {
  const [a, b] = await Promise.all([digest(given), digest(expected)]);
  return crypto.subtle.timingSafeEqual(a, b);
}

const digest = (text: string): Promise<ArrayBuffer> =>
  crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
