/**
 * A consent that is asked for by a message with one button, which the person taps to agree.
 *
 * Such a message is no marketing: it names no offer and sells nothing, it shows the statement and asks once. But to ask somebody who
 * has said no is to advertise, so whoever withdrew is asked in reply to a message of theirs alone, never by a template.
 */
import { isId, type Id } from "#core/ids";

/** How long a tap still agrees, ms: what somebody was asked a month ago they have forgotten. */
export const REQUEST_VALID_MS = 30 * 24 * 60 * 60 * 1000;

/** Characters of a button's title: Meta, "Interactive reply buttons". */
export const AGREE_BUTTON_MAX = 20;

const PREFIX = "consent:";

/** What the button carries, and brings back when it is tapped. */
export const confirmPayload = (id: Id<"consent">): string => `${PREFIX}${id}`;

/** The request that a tapped button carries; null when it carries none. @param said What the tap tells: title and id, or text and payload. */
export function requestTapped(said: readonly string[]): Id<"consent"> | null {
  const ids = said.flatMap((text) => {
    const id = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : "";
    return isId("consent", id) ? [id] : [];
  });
  return ids[0] ?? null;
}

/** What a message says that asks: the statement, behind what the business puts before it. */
export const askingText = (statement: string, before: string | undefined): string =>
  before === undefined ? statement : `${before}\n\n${statement}`;

/** Whether a text that the person reads holds the statement, word for word; how it is broken into lines does not count. */
export const showsStatement = (text: string, statement: string): boolean =>
  inOneLine(text).includes(inOneLine(statement));

const inOneLine = (text: string): string => text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();

const AGREE_WORDS: Readonly<Record<string, string>> = {
  en: "I agree",
  pt: "Aceito",
  es: "Acepto",
  de: "Ich bin dabei",
};

/** What the button says when the business does not. @param language A tag, e.g. `pt-BR`. */
export const agreeWord = (language: string | undefined): string =>
  AGREE_WORDS[language?.slice(0, 2).toLowerCase() ?? ""] ?? "I agree";
