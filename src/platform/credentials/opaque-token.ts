import { sha256Hex } from "#platform/hash";

/** A token as it is handed out, and the only form in which it is stored. */
export interface OpaqueToken {
  readonly token: string;
  /** SHA-256, hex. */
  readonly tokenHash: string;
}

/** What a token is for, by the prefix that lets scanners tell a leaked one. */
const PREFIXES = {
  refresh: "wqr",
  invitation: "wqi",
  verify_email: "wqv",
  change_email: "wqv",
  reset_password: "wqp",
  second_step: "wqm",
} as const;

/** A new token of 256 random bits. */
export async function newOpaqueToken(purpose: keyof typeof PREFIXES): Promise<OpaqueToken> {
  const entropy = crypto.getRandomValues(new Uint8Array(32));
  const secret = entropy.toBase64({ alphabet: "base64url", omitPadding: true });
  const token = `${PREFIXES[purpose]}_${secret}`;
  return { token, tokenHash: await sha256Hex(token) };
}
