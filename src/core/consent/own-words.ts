import { refusesMarketing } from "#core/consent/refuses-marketing";
import {
  classifyKeyword,
  foldPhrase,
  isAside,
  type Keyword,
  type OwnPhrases,
} from "#core/consent/stop-words";

/** What a business has people write on one number, beside the built-in words; as it wrote them. */
export interface OwnWords {
  readonly stop: readonly string[];
  readonly start: readonly string[];
}

/** Of each kind. */
export const OWN_WORDS_MAX = 50;
/** Characters of one. */
export const OWN_WORD_MAX = 60;
/** A longer phrase is a sentence, and nobody writes it twice the same. */
const PARTS_MAX = 8;

/** What messages are compared with; null stands for a number without words of its own. */
export const ownPhrases = (words: OwnWords | null): OwnPhrases =>
  new Map<string, Keyword>([
    ...(words?.start ?? []).map((word) => [foldPhrase(word), "start"] as const),
    // Last: where a word is both, the stop holds.
    ...(words?.stop ?? []).map((word) => [foldPhrase(word), "stop"] as const),
  ]);

/** A word that cannot be one of a number's own, and why. */
export interface WordFault {
  /** JSON pointer into the words. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * Every word that cannot be taken as it stands: one that says nothing or means the other thing already, and the second of two
 * that read the same.
 *
 * @param taken Folded phrases that mean something else on the number.
 */
export function ownWordFaults(words: OwnWords, taken: ReadonlySet<string>): readonly WordFault[] {
  const before = new Set<string>();
  return (["stop", "start"] as const).flatMap((kind) =>
    words[kind].flatMap((word, i): WordFault[] => {
      const folded = foldPhrase(word);
      const message = before.has(folded)
        ? "Reads the same as a word before it: case, accents and punctuation do not count."
        : (commandFault(word) ?? meansOther(word, kind) ?? takenFault(taken.has(folded)));
      before.add(folded);
      return message === null ? [] : [{ pointer: `/${kind}/${i}`, message }];
    }),
  );
}

/** Why a text cannot be a command at all; null when it can. */
export function commandFault(word: string): string | null {
  const folded = foldPhrase(word);
  if (folded === "") return "Holds no letter and no digit.";
  if (folded.split(" ").length > PARTS_MAX) return `Has more than ${PARTS_MAX} words.`;
  return isAside(word) ? "People write this without meaning anything by it." : null;
}

function meansOther(word: string, kind: Keyword): string | null {
  const known = classifyKeyword(word);
  if (kind === "stop") return known === "start" ? "Is a built-in word to start." : null;
  return meansStop(word) ? "Means stop: nobody grants anything by it." : null;
}

/** Whether a text stops marketing, or refuses it. @param own Of the number that it is written to. */
export const meansStop = (text: string, own?: OwnPhrases): boolean =>
  classifyKeyword(text, own) === "stop" || refusesMarketing(text);

const takenFault = (isTaken: boolean): string | null =>
  isTaken ? "Is the keyword of an opt-in link of this number." : null;
