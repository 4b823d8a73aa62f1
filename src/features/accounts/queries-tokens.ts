/** Tokens that do one thing for one account, once. */
import { ACCOUNT_TOKENS, type AccountTokenKind } from "#core/account/account-token";
import type { SessionKind } from "#core/account/session-kind";
import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";

/** What a token that still works is about. */
export interface LiveToken {
  readonly kind: AccountTokenKind;
  readonly userId: Id<"user">;
  /** The address that it was mailed to. */
  readonly email: string;
  /** The person's oldest workspace, for the audit trail. */
  readonly home: Id<"tenant"> | null;
  readonly tenantId: Id<"tenant"> | null;
  readonly sessionKind: SessionKind | null;
}

/**
 * Whether the token `t` of the user `u` works at `?2`: not used, not over, for the password that the account still has, and, but
 * for a change, for the address that it still has. A proof of an address outlives a password.
 */
const LIVE = `t.used_at IS NULL AND t.expires_at > ?2
  AND (t.kind = 'change_email' OR t.email = u.email)
  AND (t.kind = 'verify_email' OR t.login_version = u.login_version)`;

const NAME = "account_token.live";

/** Whether a batch rolled back because its token had been used, or had lost its worth. */
export const wasNotLive = (error: unknown): boolean => isGuardBroken(error, NAME);

/** A token that still works, of one of the kinds. */
export async function findLiveToken(
  control: ControlDb,
  tokenHash: string,
  of: { readonly kinds: readonly AccountTokenKind[]; readonly nowMs: number },
): Promise<LiveToken | undefined> {
  const found = await statement(
    control,
    `SELECT t.kind, t.user_id AS userId, t.email, t.tenant_id AS tenantId, t.session_kind AS sessionKind,
       (SELECT m.tenant_id FROM memberships m WHERE m.user_id = u.id ORDER BY m.id LIMIT 1) AS home
     FROM account_tokens t JOIN users u ON u.id = t.user_id WHERE t.token_hash = ?1 AND ${LIVE}`,
    tokenHash,
    of.nowMs,
  ).first<LiveToken>();
  return found !== null && of.kinds.includes(found.kind) ? found : undefined;
}

/** Use a token up. Of two batches that do, the second rolls back: see `wasNotLive`. */
export const useToken = (control: ControlDb, tokenHash: string, nowMs: number): Statement[] => [
  guard(
    control,
    NAME,
    `EXISTS (SELECT 1 FROM account_tokens t JOIN users u ON u.id = t.user_id WHERE t.token_hash = ?1 AND ${LIVE})`,
    tokenHash,
    nowMs,
  ),
  statement(
    control,
    "UPDATE account_tokens SET used_at = ?2 WHERE token_hash = ?1",
    tokenHash,
    nowMs,
  ),
];

/** Store a token of a person's, for the password that they have as this is written. */
export const insertToken = (
  control: ControlDb,
  token: {
    readonly tokenHash: string;
    readonly kind: AccountTokenKind;
    readonly userId: Id<"user">;
    readonly email: string;
    readonly nowMs: number;
    readonly tenantId?: Id<"tenant">;
    readonly sessionKind?: SessionKind;
  },
): Statement =>
  statement(
    control,
    `INSERT INTO account_tokens (token_hash, kind, user_id, email, login_version, created_at, expires_at, tenant_id, session_kind)
     SELECT ?1, ?2, id, ?4, login_version, ?5, ?6, ?7, ?8 FROM users WHERE id = ?3`,
    token.tokenHash,
    token.kind,
    token.userId,
    token.email,
    token.nowMs,
    token.nowMs + ACCOUNT_TOKENS[token.kind].lifeMs,
    token.tenantId ?? null,
    token.sessionKind ?? null,
  );

/** Void a person's tokens of a kind. */
export const voidTokens = (
  control: ControlDb,
  of: { readonly userId: Id<"user">; readonly kind: AccountTokenKind; readonly nowMs: number },
): Statement =>
  statement(
    control,
    "UPDATE account_tokens SET used_at = ?3 WHERE user_id = ?1 AND kind = ?2 AND used_at IS NULL",
    of.userId,
    of.kind,
    of.nowMs,
  );
