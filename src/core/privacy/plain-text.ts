/** What nobody sees, wherever it stands: joiners, marks of direction, soft hyphens and such. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

const DIGIT = /\p{Nd}/u;

/**
 * A text as a person reads it: full-width and styled letters as plain ones, digits of every script as 0 to 9, without marks
 * that nobody sees. For looking at, not for keeping.
 */
export const plainText = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(INVISIBLE, "")
    .replaceAll(/\p{Nd}/gu, asciiDigit);

/** Unicode keeps decimal digits in runs of ten that begin with 0, so the way back to the run's begin tells which it is. */
function asciiDigit(digit: string): string {
  const at = digit.codePointAt(0) ?? 0;
  let first = at;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((at - first) % 10);
}
