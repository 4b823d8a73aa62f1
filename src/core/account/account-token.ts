/**
 * What a token does that is mailed to an address or handed out between two steps of a sign-in, and for how long, ms. Each works
 * once.
 */
export const ACCOUNT_TOKENS = {
  /** Proves that whoever registered reads the address. */
  verify_email: { lifeMs: 24 * 3_600_000 },
  /** Puts a new address in the place of the old one. */
  change_email: { lifeMs: 24 * 3_600_000 },
  reset_password: { lifeMs: 30 * 60_000 },
  /** Stands for a right password until the second step is taken. */
  second_step: { lifeMs: 5 * 60_000 },
} as const;

export type AccountTokenKind = keyof typeof ACCOUNT_TOKENS;

export const ACCOUNT_TOKEN_KINDS = [
  "verify_email",
  "change_email",
  "reset_password",
  "second_step",
] as const satisfies readonly AccountTokenKind[];
