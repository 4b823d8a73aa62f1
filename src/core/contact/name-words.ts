/** Words of a name that are found; whoever has more is found by the first. */
export const NAME_WORDS_MAX = 8;
/** Characters of a word that count. */
const WORD_LENGTH_MAX = 64;

/** Letters that Unicode does not take apart, as people without that key write them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  þ: "th",
  ς: "σ",
};

/** A text in which accents, case, width and apostrophes are gone, so that spellings of one name meet. */
const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{Mn}'’‘ʼ`´]/gu, "")
    .replaceAll(/[ßæœøđðłıþς]/g, (letter) => PLAIN[letter] ?? letter);

/** The words under which a name is found, folded, each once, at most {@link NAME_WORDS_MAX}; none of a name without letters or digits. */
export function nameWords(name: string | null): readonly string[] {
  if (name === null) return [];
  const words = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => Array.from(word).slice(0, WORD_LENGTH_MAX).join(""));
  return [...new Set(words)].slice(0, NAME_WORDS_MAX);
}
