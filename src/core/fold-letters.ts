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

/**
 * A text in which accents, case, width and apostrophes are gone, so that spellings of one word meet. What is searched by words is
 * filed and asked for in this form: a change of it wants all of that filed again.
 */
export const foldLetters = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{Mn}'’‘ʼ`´]/gu, "")
    .replaceAll(/[ßæœøđðłıþς]/g, (letter) => PLAIN[letter] ?? letter);
