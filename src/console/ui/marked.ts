/** Which parts of a text are what was looked for. Pure, so that a test can hold it. */

/** A letter is the same with and without accents, small or large. */
const folded = (text: string): string =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** The text in parts; one is marked when it is a word that a word of the search begins. */
export function markedParts(
  text: string,
  search: string,
): readonly { readonly text: string; readonly isFound: boolean }[] {
  const wanted = folded(search).match(/[\p{L}\p{N}]+/gu) ?? [];
  return text
    .split(/([\p{L}\p{N}\p{M}]+)/u)
    .filter((part) => part !== "")
    .map((part) => ({
      text: part,
      isFound: wanted.some((word) => folded(part).startsWith(word)),
    }));
}
