/** How long an event is told again by feed and stream, ms: 30 days. */
export const EVENTS_KEPT_MS = 30 * 86_400_000;
