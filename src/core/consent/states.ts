/** Where a person stands for one purpose. */
export const CONSENT_STATES = ["unknown", "granted", "withdrawn"] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** What the ledger records. A `request` says that consent was asked for, and changes no state. */
export const CONSENT_ACTIONS = ["grant", "withdraw", "request"] as const;
export type ConsentAction = (typeof CONSENT_ACTIONS)[number];

/** How the person's will became known. */
export const CONSENT_METHODS = ["form", "keyword", "import", "api", "inbound", "verbal"] as const;
export type ConsentMethod = (typeof CONSENT_METHODS)[number];
