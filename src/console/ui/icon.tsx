import { createElement } from "react";
import { shapesOf } from "virtual:icons";

import type { IconName } from "./icon-names.ts";

export type { IconName } from "./icon-names.ts";

/** A picture beside a text that says the same; never the only carrier of a meaning. `size` in pixels. */
export function Icon({
  name,
  size = 16,
  className,
}: {
  name: IconName;
  size?: number;
  className?: string;
}) {
  return (
    <svg
      aria-hidden="true"
      className={className}
      fill="none"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.75"
      viewBox="0 0 24 24"
      width={size}
    >
      {shapesOf[name]?.map(([tag, attributes], at) =>
        createElement(tag, { key: at, ...attributes }),
      )}
    </svg>
  );
}
