/** What messages of one thread have to do with each other: which answers which, and who reacted to what. */
import type { Message } from "../../api/conversations.ts";
import { memberOf, wordOf } from "../../ui/message-words.ts";

export interface ThreadParts {
  /** Messages that stand for themselves: a reaction to one that is here stands at that one. */
  readonly standing: readonly Message[];
  /** The message that one answers; null when it is not loaded; undefined when it answers none. */
  readonly quotedBy: (message: Message) => Message | null | undefined;
  /** What people answered with one sign, each side's last. */
  readonly reactionsTo: (message: Message) => readonly string[];
}

/** @param messages Oldest first. */
export function partsOf(messages: readonly Message[]): ThreadParts {
  const byId = new Map<string, Message>(messages.map((message) => [message.id, message]));
  const wamids = new Set(messages.map(({ wamid }) => wamid));
  const reactions = new Map<string, Map<Message["direction"], string>>();
  const standing = messages.filter((message) => {
    if (message.type !== "reaction") return true;
    const target = wordOf(memberOf(message.content, "message_id"));
    if (target === "" || !wamids.has(target)) return true;
    const of = reactions.get(target) ?? new Map<Message["direction"], string>();
    of.set(message.direction, wordOf(memberOf(message.content, "emoji")));
    reactions.set(target, of);
    return false;
  });
  return {
    standing,
    quotedBy: ({ context }) =>
      context?.wamid == null ? undefined : (byId.get(context.message_id ?? "") ?? null),
    // A reaction without a sign takes the one before back.
    reactionsTo: ({ wamid }) =>
      [...(reactions.get(wamid ?? "")?.values() ?? [])].filter((sign) => sign !== ""),
  };
}
