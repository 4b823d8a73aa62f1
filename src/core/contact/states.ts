/** The identities that lead to a contact. */
export const IDENTITY_KINDS = ["phone", "bsuid", "parent_bsuid"] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

/** The identities that are shown. Meta's id of the account is one more; it is found as a phone is. */
export const SHOWN_IDENTITY_KINDS = ["phone", "wa_id", "bsuid", "parent_bsuid"] as const;

/** Why two contacts are one: Meta named the person by the ids of both, or a caller said so. */
export const MERGE_CAUSES = ["identity", "request"] as const;
export type MergeCause = (typeof MERGE_CAUSES)[number];
