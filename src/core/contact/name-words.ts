import { foldLetters } from "#core/fold-letters";

/** Words of a name that are found; whoever has more is found by the first. */
export const NAME_WORDS_MAX = 8;
/** Characters of a word that count. */
const WORD_LENGTH_MAX = 64;

/** The words under which a name is found, folded, each once, at most {@link NAME_WORDS_MAX}; none of a name without letters or digits. */
export function nameWords(name: string | null): readonly string[] {
  if (name === null) return [];
  const words = foldLetters(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => Array.from(word).slice(0, WORD_LENGTH_MAX).join(""));
  return [...new Set(words)].slice(0, NAME_WORDS_MAX);
}
