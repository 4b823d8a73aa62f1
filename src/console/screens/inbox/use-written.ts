import { useCallback, useSyncExternalStore } from "react";

/** Half-written answers by conversation. They outlive a change of conversation, not of the tab. */
const written = new Map<string, string>();
const listeners = new Set<() => void>();

/** What stands in the field of a conversation. */
export function useWritten(conversation: string): [text: string, write: (text: string) => void] {
  const text = useSyncExternalStore(onChange, () => written.get(conversation) ?? "");
  const write = useCallback((next: string) => put(conversation, next), [conversation]);
  return [text, write];
}

/** What could not be sent goes back to where it was written, before whatever was begun meanwhile. */
export function giveBack(conversation: string, text: string): void {
  const begun = written.get(conversation) ?? "";
  put(conversation, begun === "" ? text : `${text}\n${begun}`);
}

function put(conversation: string, text: string): void {
  written.set(conversation, text);
  for (const listener of listeners) listener();
}

function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
