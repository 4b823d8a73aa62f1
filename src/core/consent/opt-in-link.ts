/** Links by which people agree: who sends a link's keyword to its number agrees to the link's statement. */
import { commandFault, meansStop, type WordFault } from "#core/consent/own-words";
import { classifyKeyword, foldPhrase, type OwnPhrases } from "#core/consent/stop-words";
import type { Id } from "#core/ids";

/** Of one number. */
export const OPT_IN_LINKS_MAX = 100;
/** Characters of a keyword, and of the text that is written for the person: Meta's own links take no longer one. */
export const KEYWORD_MAX = 60;
export const PREFILLED_MAX = 140;

/** The phrases of a number's links, folded (`foldPhrase`), and which link each is of. */
export type LinkWords = Readonly<Record<string, Id<"optInLink">>>;

/** What people send by a link. */
export interface LinkTexts {
  readonly keyword: string;
  /** What stands in the person's message box instead of the keyword; null for the keyword itself. */
  readonly prefilled: string | null;
}

/** All that grants by a link, folded: its keyword, and what is written for the person. */
export const phrasesOf = ({ keyword, prefilled }: LinkTexts): readonly string[] => [
  ...new Set([keyword, ...(prefilled === null ? [] : [prefilled])].map(foldPhrase)),
];

/** Why texts cannot be those of a link; empty when they can. What is taken on the number is another question. */
export function linkFaults({ keyword, prefilled }: LinkTexts, own: OwnPhrases): WordFault[] {
  const faults = [
    { pointer: "/keyword", message: commandFault(keyword) ?? stopFault(keyword, own) },
  ];
  if (prefilled !== null)
    faults.push({
      pointer: "/prefilled",
      message: emptyFault(prefilled) ?? stopFault(prefilled, own),
    });
  return faults.flatMap(({ pointer, message }) => (message === null ? [] : [{ pointer, message }]));
}

/** The text of a link that means something else on the number already; undefined when neither does. */
export const takenText = (
  { keyword, prefilled }: LinkTexts,
  { own, words, id }: { own: OwnPhrases; words: LinkWords; id: Id<"optInLink"> },
): { readonly pointer: string; readonly message: string } | undefined =>
  [
    ["/keyword", keyword] as const,
    ...(prefilled === null ? [] : [["/prefilled", prefilled] as const]),
  ].flatMap(([pointer, text]) => {
    const phrase = foldPhrase(text);
    if (own.has(phrase)) return [{ pointer, message: "Is one of the number's own words." }];
    const isOthers = Object.hasOwn(words, phrase) && words[phrase] !== id;
    return isOthers ? [{ pointer, message: "Is a text of another link of this number." }] : [];
  })[0];

/** Phrases of a number with those of one link put in the place of what it had; `null` takes them away. */
export const wordsWith = (
  words: LinkWords,
  id: Id<"optInLink">,
  texts: LinkTexts | null,
): LinkWords => ({
  ...Object.fromEntries(Object.entries(words).filter(([, of]) => of !== id)),
  ...Object.fromEntries(texts === null ? [] : phrasesOf(texts).map((phrase) => [phrase, id])),
});

/**
 * The link whose phrase a message is, and nothing else; null when it is none. Case, accents, width and punctuation do not count.
 * What stops marketing grants nothing, whatever a link says.
 */
export function linkSaid(
  text: string,
  { words, own }: { readonly words: LinkWords; readonly own?: OwnPhrases | undefined },
): Id<"optInLink"> | null {
  if (text.length > TEXT_MAX) return null;
  const phrase = foldPhrase(text);
  const id = Object.hasOwn(words, phrase) ? words[phrase] : undefined;
  return id === undefined || classifyKeyword(text, own) === "stop" ? null : id;
}

/** Opens a talk with the number, with the text in the person's message box. @param phone As Meta displays it. */
export const linkUrl = (phone: string, { keyword, prefilled }: LinkTexts): string =>
  `https://wa.me/${phone.replaceAll(/\D/g, "")}?text=${encodeURIComponent(prefilled ?? keyword)}`;

/** UTF-16 units. No phrase is longer, with room for what folding takes away. */
const TEXT_MAX = 1000;

const emptyFault = (text: string): string | null =>
  foldPhrase(text) === "" ? "Holds no letter and no digit." : null;

const stopFault = (text: string, own: OwnPhrases): string | null =>
  meansStop(text, own) ? "Means stop: nobody grants anything by it." : null;
