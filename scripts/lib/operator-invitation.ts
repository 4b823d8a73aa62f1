import { createHash, randomBytes } from "node:crypto";

import { newId } from "#platform/ids";

const LIFE_MS = 7 * 24 * 3_600_000;

/** An invitation that the operator makes: who has its token may register, once, and gets a workspace of their own. */
export interface OperatorInvitation {
  /** Here and nowhere else: what is stored is its hash. */
  readonly token: string;
  readonly expiresAtMs: number;
  /** One statement for the control database. */
  readonly sql: string;
}

/** @param email A well-formed address. */
export function operatorInvitation(email: string, nowMs: number): OperatorInvitation {
  const token = `wqi_${randomBytes(32).toString("base64url")}`;
  const expiresAtMs = nowMs + LIFE_MS;
  const tokenHash = createHash("sha256").update(token).digest("hex");
  const texts = [newId("invitation"), tokenHash, email.trim().toLowerCase(), "owner", "operator"];
  const values = [...texts.map(quoted), nowMs, expiresAtMs].join(", ");
  const sql = `INSERT INTO invitations (id, token_hash, email, role, invited_by, created_at, expires_at) VALUES (${values})`;
  return { token, expiresAtMs, sql };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
