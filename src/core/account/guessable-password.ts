import { commonPasswords } from "#core/account/common-passwords";

/**
 * Whether a password is among what is tried first: nothing to see, one character over and over, one of the commonest, or
 * something of the person's own. Capitals, spaces and punctuation around it do not hide it.
 *
 * @param own The person's e-mail address and name, as far as they are known.
 */
export function isGuessable(password: string, own: readonly string[] = []): boolean {
  const seen = password.replaceAll(/[\p{Z}\p{C}]/gu, "").toLowerCase();
  const bare = bareOf(seen);
  const common = commonPasswords();
  if (new Set(seen).size < 2 || common.has(seen) || common.has(bare)) return true;
  return own
    .flatMap((text) => [text, text.split("@", 1)[0] ?? ""])
    .some((text) => bare !== "" && bareOf(text) === bare);
}

/** Letters and digits alone, in lower case: `Ada Lovelace` and `ada.lovelace` are one. */
const bareOf = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
