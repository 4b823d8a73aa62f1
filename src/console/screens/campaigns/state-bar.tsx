import type { Campaign, State } from "../../api/campaigns.ts";
import { cx } from "../../ui/cx.ts";

/** The order in which a message goes through its states; one tone for each kind of end. */
const PARTS: readonly { readonly state: State; readonly tone: string }[] = [
  { state: "read", tone: "bg-chart-read" },
  { state: "played", tone: "bg-chart-read" },
  { state: "delivered", tone: "bg-chart-delivered" },
  { state: "sent", tone: "bg-chart-sent" },
  { state: "accepted", tone: "bg-chart-sent" },
  { state: "held", tone: "bg-chart-held" },
  { state: "failed", tone: "bg-chart-failed" },
  { state: "unknown", tone: "bg-chart-held" },
  { state: "skipped", tone: "bg-chart-skipped" },
  { state: "sending", tone: "bg-chart-open" },
  { state: "queued", tone: "bg-chart-open" },
];

/** The states in which somebody is, in their order. */
export const partsOf = (counts: Campaign["counts"]) =>
  PARTS.filter(({ state }) => counts[state] > 0);

/** Everybody, by the state in which they are. Decoration: the numbers stand beside it. */
export function StateBar({
  counts,
  small = false,
}: {
  counts: Campaign["counts"];
  small?: boolean;
}) {
  return (
    <span
      aria-hidden="true"
      className={cx("flex gap-px overflow-hidden rounded-full bg-sunken", small ? "h-2" : "h-4")}
    >
      {partsOf(counts).map(({ state, tone }) => (
        <span
          className={`${tone} min-w-0.5 transition-[flex-grow] duration-500`}
          key={state}
          style={{ flexGrow: counts[state] }}
        />
      ))}
    </span>
  );
}
