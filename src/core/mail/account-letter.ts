/** Letters about somebody's account. What they say stands in one table for each language. */
import type { AccountLetter, LetterWords } from "#core/mail/kinds";
import type { Letter } from "#core/mail/letter";
import { letterLocale, type LetterLocale } from "#core/mail/locale";
import { plainName } from "#core/mail/plain-name";
import { WORDS_DE } from "#core/mail/words-de";
import { WORDS_EN } from "#core/mail/words-en";
import { WORDS_ES } from "#core/mail/words-es";
import { WORDS_PT } from "#core/mail/words-pt";

const WORDS: Readonly<Record<LetterLocale, LetterWords>> = {
  en: WORDS_EN,
  pt: WORDS_PT,
  es: WORDS_ES,
  de: WORDS_DE,
};

/**
 * Write a letter.
 *
 * @param to The reader's name, null when it is not known, and locale (BCP 47).
 */
export function accountLetter(
  letter: AccountLetter,
  to: { readonly name: string | null; readonly locale: string },
): Letter {
  const { hello, helloThere, bye, ...kinds } = WORDS[letterLocale(to.locale)];
  const { subject, text } = kinds[letter.kind];
  const values = valuesOf(letter);
  const said = (line: string): string => filled(line, values);
  const greeting = to.name === null ? helloThere : filled(hello, { name: plainName(to.name) });
  const lines = [greeting, ...text.map(said), bye];
  return { subject: said(subject), text: `${lines.join("\n\n")}\n` };
}

function valuesOf(letter: AccountLetter): Readonly<Record<string, string>> {
  const { kind: _kind, ...about } = letter;
  return {
    ...("link" in about && { link: about.link }),
    ...("workspace" in about && { workspace: plainName(about.workspace) }),
    ...("codesLeft" in about && { left: String(about.codesLeft) }),
    ...("atMs" in about && {
      when: `${new Date(about.atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`,
      where: about.ip ?? "–",
    }),
  };
}

/** In one pass, so that a value that looks like a place of another is left alone. */
const filled = (line: string, values: Readonly<Record<string, string>>): string =>
  line.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
