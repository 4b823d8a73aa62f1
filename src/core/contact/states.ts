/** The identities that lead to a contact. */
export const IDENTITY_KINDS = ["phone", "bsuid", "parent_bsuid"] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** The identities that are shown. Meta's id of the account is one more; it is found as a phone is. */
export const SHOWN_IDENTITY_KINDS = ["phone", "wa_id", "bsuid", "parent_bsuid"] as const;
