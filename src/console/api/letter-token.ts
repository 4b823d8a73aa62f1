/**
 * The token of the link in a letter that was opened. It comes in the address's fragment, which no server and no log sees, is taken
 * out of the address at once, and lives in this tab's memory. Opening a link does nothing by itself: programs that look through
 * mail open links too.
 */
import { reach } from "./connection.ts";
import { problemOf, toProblem } from "./problem.ts";

let held: string | null = null;

export const heldToken = (): string | null => held;

/** @param fragment Of the address, with or without its `#`; null forgets the token. */
export function holdToken(fragment: string | null): void {
  held = fragment?.replace(/^#/, "") ?? null;
}

async function post(path: `/v1/auth/${string}`, body: object): Promise<void> {
  const answer = await reach(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((error: unknown) => Promise.reject(toProblem(error)));
  if (!answer.ok) throw await problemOf(answer);
}

/** @throws Problem `invalid_token`, or `email_taken` for a new address. */
export const verifyEmail = (token: string) => post("/v1/auth/verify-email", { token });

/** Answers alike whoever has the address. @throws Problem `rate_limited`. */
export const forgotPassword = (email: string) => post("/v1/auth/password/forgot", { email });

/** @throws Problem `invalid_token`, or what is wrong with the password. */
export const resetPassword = (token: string, password: string) =>
  post("/v1/auth/password/reset", { token, password });
