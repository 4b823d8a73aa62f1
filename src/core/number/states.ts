/** Whose Graph API a number has: Meta's, or that of the sandbox. */
export const NUMBER_KINDS = ["cloud", "sandbox"] as const;

/** The statuses that are shown. */
export const SHOWN_NUMBER_STATUSES = [
  "connected",
  "paused",
  "needs_reauth",
  "restricted",
  "disconnected",
] as const;

/** Every status of a number. `pending` is a connection that is not finished; nobody sees it. */
export const NUMBER_STATUSES = ["pending", ...SHOWN_NUMBER_STATUSES] as const;
export type NumberStatus = (typeof NUMBER_STATUSES)[number];

/** When a person is told that what they wrote was read: never by itself, when a member opens the conversation, or answers in it. */
export const AUTO_READS = ["never", "on_open", "on_reply"] as const;

/** Meta's quality rating in lower case; `unknown` for `NA` and whatever Meta invents. */
export const NUMBER_QUALITIES = ["green", "yellow", "red", "unknown"] as const;
export type NumberQuality = (typeof NUMBER_QUALITIES)[number];
