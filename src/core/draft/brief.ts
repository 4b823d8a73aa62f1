import type { DraftedCategory } from "#core/draft/states";

/** All that a model is told. Somebody wrote it for the model: no member is, or leads to, what a customer wrote. */
export interface Brief {
  /** What the template is about, in the words of the business. */
  readonly brief: string;
  /** What the reader should do. */
  readonly goal: string | null;
  /** Meta's code of the language to write in, e.g. `pt_BR`. */
  readonly language: string;
  readonly category: DraftedCategory;
  readonly tone: string | null;
  /** How the business is called in the text. */
  readonly brand: string | null;
  /** Names of the variables that the text may use. Their values are never told. */
  readonly variables: readonly string[];
}

/** The members that a brief fills, by their names: what the ledger keeps of it. */
export const filledMembers = (brief: Brief): readonly string[] =>
  Object.entries(brief)
    .filter(([, value]: [string, unknown]) =>
      Array.isArray(value) ? value.length > 0 : value !== null,
    )
    .map(([name]) => name);
