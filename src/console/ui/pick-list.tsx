import type { ReactNode } from "react";

import { cx } from "./cx.ts";

/** Suggestions to a text field that keeps the focus: the field names the active one by `aria-activedescendant`, `${id}-${index}`. */
export function PickList<Item extends { readonly id: string }>({
  id,
  label,
  items,
  active,
  onPick,
  children,
}: {
  id: string;
  label: string;
  items: readonly Item[];
  active: number;
  onPick: (item: Item) => void;
  /** What a line says. */
  children: (item: Item) => ReactNode;
}) {
  return (
    <div
      aria-label={label}
      className="max-h-64 overflow-y-auto rounded-xl border border-line bg-surface p-1 shadow-lift"
      id={id}
      role="listbox"
    >
      {items.map((item, index) => (
        <div
          aria-selected={index === active}
          className={cx(
            "cursor-pointer rounded-lg px-3 py-2 text-sm hover:bg-sunken",
            index === active && "bg-accent-soft",
          )}
          id={`${id}-${index}`}
          key={item.id}
          onPointerDown={(event) => {
            // The field keeps the focus.
            event.preventDefault();
            onPick(item);
          }}
          ref={(line) => {
            if (index === active) line?.scrollIntoView({ block: "nearest" });
          }}
          role="option"
          tabIndex={-1}
        >
          {children(item)}
        </div>
      ))}
    </div>
  );
}
