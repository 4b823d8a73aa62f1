import { useState, type KeyboardEvent } from "react";

/** Which of the suggestions to a text field the arrow keys have come to; Enter and Tab take it, Escape closes the list. */
export function useSuggest<Item>(items: readonly Item[], onPick: (item: Item) => void) {
  const [at, setAt] = useState(0);
  const [isClosed, setClosed] = useState(false);
  const active = Math.min(at, Math.max(0, items.length - 1));
  const isOpen = items.length > 0 && !isClosed;
  return {
    active,
    isOpen,
    /** What was typed has changed: the list begins anew. */
    restart: () => {
      setAt(0);
      setClosed(false);
    },
    /** @returns Whether the key was for the list. */
    onKey: (event: KeyboardEvent): boolean => {
      if (!isOpen || event.nativeEvent.isComposing) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const item = items[active];
      if (step !== undefined) setAt((active + step + items.length) % items.length);
      else if (event.key === "Escape") setClosed(true);
      else if ((event.key === "Enter" || event.key === "Tab") && item !== undefined) onPick(item);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
