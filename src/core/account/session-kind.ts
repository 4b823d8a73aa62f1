/**
 * Where the refresh token of a session is kept: by the program that signed in, or in a cookie of the browser, out of reach of
 * script. A session is of one kind for its whole life.
 */
export const SESSION_KINDS = ["token", "cookie"] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/**
 * A browser that is reloaded or loses its network while it refreshes never sees the answer, and comes again with the old
 * token. For this long, ms, that is taken for what it is.
 */
const BROWSER_LEEWAY_MS = 30_000;

/**
 * The instant, Unix ms, before which a refresh token must not have been used, or it is in two hands. A program keeps its own
 * tokens and has no leeway: a second use counts even in the very millisecond of the first.
 */
export const reusedBefore = (kind: SessionKind, nowMs: number): number =>
  kind === "cookie" ? nowMs - BROWSER_LEEWAY_MS : nowMs + 1;
