/**
 * The form in which keywords, button titles and what people type meet: without case, width, accents and punctuation, words
 * parted by one space.
 */
export const foldText = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{Script=Inherited}\p{Cf}]/gu, "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}\p{So}]+/gu, " ")
    .trim();

/** Whether a folded text holds folded words, as words. */
export const holdsWords = (text: string, words: string): boolean =>
  words !== "" && ` ${text} `.includes(` ${words} `);
