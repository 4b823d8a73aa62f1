import { useEffect, useEffectEvent } from "react";

/** Keys with Ctrl, or ⌘ on a Mac: they act while somebody writes, and not behind an open dialog. */
export function useChords(keys: Readonly<Record<string, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act === undefined || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.isComposing || document.querySelector("dialog:modal") !== null) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
