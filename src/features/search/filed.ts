import { messageText } from "#core/search/message-text";
import { indexedWords } from "#core/search/words";
import type { MessageRow } from "#features/messages/index";
import type { Filed } from "#features/search/writes";

/** A message as it is filed; null when there is nothing to be found, or when it never left. */
export function filed(row: MessageRow, place: number): Filed | null {
  const words = NEVER_LEFT.has(row.state) ? "" : indexedWords(messageText(row.type, row.content));
  return words === ""
    ? null
    : {
        place,
        messageId: row.id,
        conversationId: row.conversationId,
        contactId: row.contactId,
        words,
      };
}

const NEVER_LEFT: ReadonlySet<string> = new Set(["scheduled", "skipped", "cancelled"]);
