import { useId, type ReactNode } from "react";

import { cx } from "./cx.ts";

/** One of several ways, with what it means; what it asks for stands inside it once it is chosen. */
export function Choice({
  name,
  checked,
  title,
  text,
  onChoose,
  children,
}: {
  /** The same for all of a group: arrow keys move within it. */
  name: string;
  checked: boolean;
  title: string;
  text: string;
  onChoose: () => void;
  children?: ReactNode;
}) {
  const id = useId();
  return (
    <div
      className={cx(
        "rounded-xl border",
        checked ? "border-accent bg-accent-soft" : "border-line hover:bg-canvas",
      )}
    >
      <div className="relative flex gap-3 p-3">
        <input
          aria-describedby={`${id}-text`}
          checked={checked}
          className="relative z-10 mt-0.5 size-4 shrink-0 accent-accent"
          id={id}
          name={name}
          onChange={onChoose}
          type="radio"
        />
        <div className="grid gap-0.5 text-sm">
          {/* The whole of it can be pressed. */}
          <label className="cursor-pointer font-medium after:absolute after:inset-0" htmlFor={id}>
            {title}
          </label>
          <span className="text-xs text-ink-2" id={`${id}-text`}>
            {text}
          </span>
        </div>
      </div>
      {checked && children && <div className="px-3 pb-3 sm:pl-10">{children}</div>}
    </div>
  );
}
