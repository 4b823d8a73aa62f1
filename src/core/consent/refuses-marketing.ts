import { REFUSAL_PHRASES } from "#core/consent/refusal-table";
import { expandPhrases, tokensOf } from "#core/consent/stop-words";

/** UTF-16 units: WhatsApp's longest text. */
const TEXT_MAX = 4096;

interface Phrases {
  readonly all: ReadonlySet<string>;
  /** Words in the longest phrase. */
  readonly longest: number;
}

/** Folded when the first message comes. */
let built: Phrases | undefined;

/**
 * Whether a message says somewhere that its writer wants no advertising. A list decides, and no model. It says too much rather
 * than too little: what it finds is held until a human has read it, while a stop word (`classifyKeyword`) acts by itself.
 */
export function refusesMarketing(text: string): boolean {
  built ??= build();
  const { all, longest } = built;
  const tokens = tokensOf(text.slice(0, TEXT_MAX));
  return tokens.some((_, begin) => {
    for (let length = 2; length <= longest && begin + length <= tokens.length; length++)
      if (all.has(tokens.slice(begin, begin + length).join(" "))) return true;
    return false;
  });
}

/** A phrase of one word is none: it would be a stop word. */
function build(): Phrases {
  const phrases = Object.values(REFUSAL_PHRASES).flat().flatMap(expandPhrases);
  const lengths = phrases.map((phrase) => phrase.split(" ").length);
  return {
    all: new Set(phrases.filter((phrase) => phrase.includes(" "))),
    longest: Math.max(...lengths),
  };
}
