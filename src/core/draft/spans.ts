/** The spans in which drafts are counted, by their begin in UTC: `2026-11` and `2026-11-27T14`. */
export interface DraftSpans {
  readonly month: string;
  readonly hour: string;
}

/** The month and the hour that an instant falls into. */
export function spansOf(atMs: number): DraftSpans {
  const at = new Date(atMs).toISOString();
  return { month: at.slice(0, 7), hour: at.slice(0, 13) };
}

/** Whole seconds, at least 1, until the next hour or month begins in UTC. */
export function secondsLeft(atMs: number, span: keyof DraftSpans): number {
  const at = new Date(atMs);
  const ends =
    span === "month"
      ? Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1)
      : Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours() + 1);
  return Math.max(1, Math.ceil((ends - atMs) / 1000));
}
