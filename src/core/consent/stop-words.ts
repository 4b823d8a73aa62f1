import { ASIDES, START_PHRASES, STOP_PHRASES } from "#core/consent/keyword-table";

/** What a message that is nothing but a command asks for. */
export type Keyword = "stop" | "start";

/** Phrases that hold on one number beside the built-in ones, folded ({@link foldPhrase}). */
export type OwnPhrases = ReadonlyMap<string, Keyword>;

const NONE: OwnPhrases = new Map();

/**
 * What a person's message asks for: to stop marketing, to start it, or neither. It asks when it is made of nothing but the
 * phrases of one kind, once or several times, and asides; so "stop, I'll come at 5" is a conversation. Case, accents, width,
 * punctuation and a counter in front do not matter. Who says both says neither.
 *
 * @param own Of the number that was written to. They add to the built-in ones and take no word to stop away.
 */
export function classifyKeyword(text: string, own: OwnPhrases = NONE): Keyword | null {
  if (text.length > TEXT_MAX) return null;
  const tokens = tokensOf(text);
  const isCounted = isCounter(tokens[0]) && !own.has(tokens.join(" "));
  const said = whatSays(isCounted ? tokens.slice(1) : tokens, own);
  if (said.has("stop")) return "stop";
  return said.has("start") ? "start" : null;
}

/** Whether a text is nothing but courtesy: "hi", "please", "ok". */
export const isAside = (text: string): boolean => {
  const said = whatSays(tokensOf(text), NONE);
  return said.size > 0 && !said.has("stop") && !said.has("start");
};

/** A phrase as messages are compared with it; empty when it holds neither letter nor digit. */
export const foldPhrase = (text: string): string => tokensOf(text).join(" ");

const isCounter = (token: string | undefined): boolean => /^\p{Nd}{1,3}$/u.test(token ?? "");

/** The languages whose stop words are known. */
export const STOP_LANGUAGES: readonly string[] = Object.keys(STOP_PHRASES).filter(
  (name) => name !== "emoji",
);

type Said = Keyword | "nothing";

/** All that tokens may say, however they are cut into phrases: nothing at all when they cannot be. */
function whatSays(tokens: readonly string[], own: OwnPhrases): ReadonlySet<Said> {
  built ??= build();
  const { phrases } = built;
  const longest = Math.max(built.longest, ...[...own.keys()].map(wordsIn));
  const upTo: ReadonlySet<Said>[] = [new Set<Said>(["nothing"])];
  for (let end = 1; end <= tokens.length; end++) {
    const said = new Set<Said>();
    for (let begin = Math.max(0, end - longest); begin < end; begin++) {
      const befores = upTo[begin];
      if (befores === undefined || befores.size === 0) continue;
      const words = tokens.slice(begin, end).join(" ");
      const known = phrases.get(words);
      const phrase = known === "stop" ? known : (own.get(words) ?? known);
      if (phrase !== undefined) addTogether(said, befores, phrase);
    }
    upTo.push(said);
  }
  return upTo[tokens.length] ?? new Set();
}

/** What was said before, and then a phrase. Both kinds together say neither. */
function addTogether(said: Set<Said>, befores: ReadonlySet<Said>, phrase: Said): void {
  for (const before of befores)
    if (before === "nothing") said.add(phrase);
    else if (phrase === "nothing" || phrase === before) said.add(before);
}

/** UTF-16 units. Room for an angry person's repetitions; a longer message is not even folded. */
const TEXT_MAX = 1000;

/** Letters whose plain form Unicode does not know, and those that people type for one another. */
const PLAIN: Readonly<Record<string, string>> = {
  ı: "i",
  ß: "ss",
  ł: "l",
  ø: "o",
  æ: "ae",
  đ: "d",
  ى: "ي",
  ة: "ه",
  ـ: "",
};

/** Accents are the marks that no script owns: those of Devanagari or Thai are letters. */
const fold = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{Script=Inherited}\p{Cf}]/gu, "")
    .replace(/[ıßłøæđىةـ]/gu, (letter) => PLAIN[letter] ?? letter)
    .replace(/(\p{L})\1{2,}/gu, "$1")
    .normalize("NFC");

/** The folded words of a text, and the signs that are words. Letters that stand one by one are one word: `S.T.O.P.` */
export function tokensOf(text: string): string[] {
  const tokens = fold(text).match(/[\p{L}\p{M}\p{N}]+|[🛑⛔🚫]/gu) ?? [];
  const isSpelled = tokens.length > 2 && tokens.every((token) => /^\p{L}$/u.test(token));
  return isSpelled ? [tokens.join("")] : tokens;
}

/** All that a row of slots may read, folded. */
export const expandPhrases = (row: string): readonly string[] =>
  row
    .split(" ")
    .map((slot) => slot.split("|").map((one) => (one === "-" ? [] : tokensOf(spaced(one)))))
    .reduce<string[][]>(
      (before, slot) => before.flatMap((words) => slot.map((more) => [...words, ...more])),
      [[]],
    )
    .map((words) => words.join(" "));

const wordsIn = (phrase: string): number => phrase.split(" ").length;

const spaced = (words: string): string => words.replaceAll("_", " ");

const entries = (rows: readonly string[], said: Said): readonly (readonly [string, Said])[] =>
  rows.flatMap(expandPhrases).map((phrase) => [phrase, said]);

interface Table {
  readonly phrases: ReadonlyMap<string, Said>;
  /** Words in the longest phrase. */
  readonly longest: number;
}

/** Folding the table takes longer than a start should: it is done for the first message. */
let built: Table | undefined;

/** Where a word is in several lists, the stop holds. */
function build(): Table {
  const phrases = new Map([
    ...entries(ASIDES, "nothing"),
    ...entries(Object.values(START_PHRASES).flat(), "start"),
    ...entries(Object.values(STOP_PHRASES).flat(), "stop"),
  ]);
  return { phrases, longest: Math.max(...[...phrases.keys()].map(wordsIn)) };
}
