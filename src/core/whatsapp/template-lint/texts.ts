/** What holds for any text of a template. Lengths count code points. */
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import { lengthOf } from "#core/whatsapp/template-text";

/** Where a text stands. */
export interface TextPlace {
  readonly pointer: string;
  /** For a person, e.g. `footer`. */
  readonly what: string;
  /** In code points. */
  readonly max: number;
}

/** A text that is there and not too long. */
export const lengthProblems = (
  { pointer, what, max }: TextPlace,
  text: string,
): TemplateProblem[] => {
  if (text.trim() === "") return [found("text_empty", pointer, `The ${what} is empty.`)];
  if (lengthOf(text) <= max) return [];
  const told = `The ${what} has ${lengthOf(text)} characters, at most ${max} are allowed.`;
  return [found("text_too_long", pointer, told)];
};

/** A text of one line. */
export const lineProblems = ({ pointer, what }: TextPlace, text: string): TemplateProblem[] =>
  /[\n\r\t]/.test(text)
    ? [found("text_lines", pointer, `The ${what} has a line break or a tab.`)]
    : [];

/** A text without variables. */
export const noVariable = ({ pointer, what }: TextPlace, text: string): TemplateProblem[] =>
  /\{\{|\}\}/.test(text)
    ? [found("variable_forbidden", pointer, `The ${what} has a variable.`)]
    : [];

/** One line of plain text: a footer, a button's label. */
export const plainProblems = (place: TextPlace, text: string): TemplateProblem[] => [
  ...lengthProblems(place, text),
  ...lineProblems(place, text),
  ...noVariable(place, text),
];
