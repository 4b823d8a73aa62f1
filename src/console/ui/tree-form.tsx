import { createContext, useContext, type ReactNode } from "react";

import { readAt } from "./tree.ts";

/** Something that is wrong at a place of the form. */
export interface Fault {
  /** JSON pointer into the value. */
  readonly pointer: string;
  readonly severity: "error" | "warning";
  /** In the person's language. */
  readonly text: string;
}

interface Tree {
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** It may be looked at only. */
  readonly isFixed: boolean;
  readonly write: (pointer: string, value: unknown) => void;
}

const Context = createContext<Tree>({
  value: null,
  faults: [],
  isFixed: true,
  write: () => undefined,
});

/** A form over a value of JSON: each field names its place by a pointer, and what is wrong there is told at it. */
export function TreeForm({ children, ...tree }: Tree & { children: ReactNode }) {
  return <Context value={tree}>{children}</Context>;
}

/** The whole form, for what changes more than a field. */
export const useTree = (): Tree => useContext(Context);

/** One place of the form. */
export function useAt(pointer: string): {
  readonly value: unknown;
  readonly fault: string | undefined;
  readonly isFixed: boolean;
  readonly write: (value: unknown) => void;
} {
  const { value, faults, isFixed, write } = useTree();
  return {
    value: readAt(value, pointer),
    fault: faults.find((one) => one.pointer === pointer)?.text,
    isFixed,
    write: (next) => write(pointer, next),
  };
}

const FOCUSABLE = "input, select, textarea, button, summary, a[href]";

/** Bring a place of the form into sight and give it the focus: the field itself, or the nearest thing around it. */
export function goTo(pointer: string): void {
  const places = [...document.querySelectorAll<HTMLElement>("[data-at]")];
  const near = places
    .filter(({ dataset: { at = "" } }) => pointer === at || pointer.startsWith(`${at}/`))
    .toSorted(
      (one, other) => (other.dataset["at"] ?? "").length - (one.dataset["at"] ?? "").length,
    );
  const place = near[0];
  if (place === undefined) return;
  for (
    let box = place.closest("details");
    box !== null;
    box = box.parentElement?.closest("details") ?? null
  )
    box.open = true;
  const field = place.matches(FOCUSABLE) ? place : place.querySelector<HTMLElement>(FOCUSABLE);
  place.scrollIntoView({ block: "center" });
  (field ?? place).focus({ preventScroll: true });
}
