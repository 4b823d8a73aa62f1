import { useEffect, useState } from "react";

const SPOKEN_MS = 10_000;

/** How far something has come, as a bar with its words; spoken at most every ten seconds. */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  const [spoken, setSpoken] = useState(label);
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(label), value >= max ? 0 : SPOKEN_MS);
    return () => clearTimeout(timer);
  }, [label, value, max]);
  const percent = max === 0 ? 0 : Math.min(100, (value / max) * 100);
  return (
    <div className="grid gap-1.5">
      <p aria-hidden="true" className="tabular text-sm text-ink-2">
        {label}
      </p>
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
      <svg
        aria-label={label}
        aria-valuemax={max}
        aria-valuemin={0}
        aria-valuenow={value}
        className="h-2 w-full overflow-hidden rounded-full bg-line text-accent"
        preserveAspectRatio="none"
        role="progressbar"
        viewBox="0 0 100 1"
      >
        <rect fill="currentColor" height="1" width={percent} />
      </svg>
    </div>
  );
}
