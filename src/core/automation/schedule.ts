import type { TriggerOf } from "#core/automation/triggers";
import { nextAppointment } from "#core/hours/calendar";

/**
 * When a schedule is due next, behind an instant; null when it never is any more.
 *
 * @param timezone IANA name: whose clocks its time means. @returns Unix ms.
 */
export function nextDue(
  { every, time, days, at }: TriggerOf<"schedule">,
  timezone: string,
  afterMs: number,
): number | null {
  if (every !== "once") return nextAppointment(timezone, { time: time ?? "00:00", days }, afterMs);
  const dueMs = Date.parse(at ?? "");
  return dueMs > afterMs ? dueMs : null;
}
