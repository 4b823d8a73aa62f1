import type { ComponentProps } from "react";

import { INPUT } from "./field.tsx";

/** The zone of this device: a guess that the person may change. */
export const guessedTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every time zone that this browser knows, and the one that is chosen even if it does not. */
export function TimeZoneSelect({ chosen, ...rest }: ComponentProps<"select"> & { chosen: string }) {
  const zones = [...new Set([chosen, "UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted();
  return (
    <select {...rest} className={`${INPUT} h-11 md:h-10`}>
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll("_", " ")}
        </option>
      ))}
    </select>
  );
}
