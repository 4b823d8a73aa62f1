import { encode } from "uqr";

import { cx } from "./cx.ts";

/** Modules of quiet around a code, as scanners want them. */
const BORDER = 4;

/** A text as a QR code, dark on light in every theme: scanners want it so. */
export function QrCode({
  text,
  label,
  className,
}: {
  text: string;
  label: string;
  className?: string;
}) {
  const { data, size } = encode(text, { border: BORDER });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      aria-label={label}
      className={cx("rounded-lg", className)}
      role="img"
      shapeRendering="crispEdges"
      viewBox={`0 0 ${size} ${size}`}
    >
      <rect fill="#fff" height={size} width={size} />
      <path d={path} fill="#000" />
    </svg>
  );
}
