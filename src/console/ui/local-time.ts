/** Now as a date-time field of this device reads it: `2026-11-27T09:30`. Never later than now, whatever the seconds. */
export function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
