import { foldLetters } from "#core/fold-letters";

/** Characters of a word that count. */
const WORD_LENGTH_MAX = 64;

/** As {@link foldLetters}, with the syllables of Hangul whole. */
const folded = (text: string): string => foldLetters(text).normalize("NFKC");

/** Scripts that are written without spaces between words. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー";
const RUNS = new RegExp(`[${UNSPACED}]+|[[\\p{L}\\p{N}]--[${UNSPACED}]]+`, "gv");
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

/** A stretch of a text that is looked for as one: a word, or characters that stand together in a script without spaces. */
interface Run {
  readonly characters: readonly string[];
  readonly isSpaced: boolean;
}

const runsOf = (text: string): readonly Run[] =>
  (folded(text).match(RUNS) ?? []).map((run) => ({
    characters: Array.from(run),
    isSpaced: !IS_UNSPACED.test(run),
  }));

const word = ({ characters }: Run): string => characters.slice(0, WORD_LENGTH_MAX).join("");

/** Each character with the one behind it. */
const pairs = ({ characters }: Run): readonly string[] =>
  characters.slice(0, -1).map((character, i) => `${character}${characters[i + 1] ?? ""}`);

/**
 * A text as the index holds it: its words, folded, in their order, with a space between them. What is written without spaces is
 * held by pairs of characters, and by its last one.
 */
export const indexedWords = (text: string): string =>
  runsOf(text)
    .flatMap((run) => (run.isSpaced ? [word(run)] : [...pairs(run), run.characters.at(-1) ?? ""]))
    .join(" ");

/**
 * A search as SQLite's full-text search reads it: every word must be there, and the last may go on. Each is quoted, and nothing
 * of what was typed stands outside of quotes.
 *
 * @returns null for a text without a letter or digit.
 */
export function searchQuery(text: string): string | null {
  const runs = runsOf(text);
  if (runs.length === 0) return null;
  return runs.map((run, i) => term(run, i === runs.length - 1)).join(" AND ");
}

function term(run: Run, isLast: boolean): string {
  if (run.isSpaced) return `"${word(run)}"${isLast ? "*" : ""}`;
  const [first = ""] = run.characters;
  return run.characters.length === 1 ? `"${first}"*` : `"${pairs(run).join(" ")}"`;
}

/** Characters of an excerpt. */
const EXCERPT_MAX = 160;
const EXCERPT_BEFORE = 40;

/** The part of a text around the first word that a search means, on one line; its beginning when none is recognised. */
export function excerptOf(text: string, search: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  const wanted = runsOf(search).map(({ characters }) => characters.join(""));
  const at = [...line.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].find(({ 0: one }) =>
    wanted.some((each) => folded(one).includes(each)),
  )?.index;
  const from = Math.max(0, (at ?? 0) - EXCERPT_BEFORE);
  const part = Array.from(line.slice(from)).slice(0, EXCERPT_MAX).join("").toWellFormed();
  return `${from > 0 ? "…" : ""}${part}${from + part.length < line.length ? "…" : ""}`;
}
