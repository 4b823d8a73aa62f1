import { configOf } from "#platform/config";

/** A letter in plain text to one person. */
export interface Mail {
  /** An e-mail address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * Send a letter, from the deployment's `SUPPORT_EMAIL`. Locally wrangler writes it to a file.
 *
 * @throws Error when the service does not take it: its domain is not onboarded, or the day's quota is used up.
 */
export async function sendMail(env: Env, { to, subject, text }: Mail): Promise<void> {
  const from = { name: "WaQtor", email: configOf(env).supportEmail };
  await env.EMAIL.send({ from, to, subject, text });
}
