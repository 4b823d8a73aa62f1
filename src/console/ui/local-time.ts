/** Now as a date-time field of this device reads it: `2026-11-27T09:30`. Never later than now, whatever the seconds. */
export function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** An instant as a date-time field of this device shows it; empty when it is none. */
export function toLocal(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant that a date-time field of this device means; empty when nothing is written there. */
export function atLocal(written: string): string {
  const at = new Date(written);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}
