import type { ReactNode } from "react";

/** One thing that is known, under its name; stands in a `dl`. */
export const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-ink-3">{label}</dt>
    <dd className="tabular text-sm break-words">{children}</dd>
  </div>
);

/** How facts stand beside each other. */
export const FACTS = "grid gap-x-8 gap-y-3 sm:grid-cols-2 xl:grid-cols-3";
