import { sha256Hex } from "#platform/hash";

/** A refresh token as it is handed out, and the only form in which it is stored. */
export interface RefreshToken {
  readonly token: string;
  readonly tokenHash: string;
}

/** 256 random bits. The prefix lets scanners tell a leaked one. */
export async function newRefreshToken(): Promise<RefreshToken> {
  const entropy = crypto.getRandomValues(new Uint8Array(32));
  const token = `wqr_${entropy.toBase64({ alphabet: "base64url", omitPadding: true })}`;
  return { token, tokenHash: await sha256Hex(token) };
}
