/** The texts of a template and their variables. Lengths count Unicode code points everywhere: see `lengthOf`. */
import type { TemplateComponent } from "#core/whatsapp/template-components";

/** The one rule by which text is counted against Meta's limits: Unicode code points, not UTF-16 units, not bytes. */
export const lengthOf = (text: string): number => Array.from(text).length;

export const BODY_LENGTH_MAX = 1024;
export const HEADER_LENGTH_MAX = 60;

/** A template as far as a send depends on it. Components that are not known have no variables. */
export interface SendableTemplate {
  readonly name: string;
  readonly language: string;
  readonly components: readonly TemplateComponent[];
}

/** The parts of a template that may hold variables. */
export type VariablePart = "header" | "body";

/** A well-formed positional variable. */
const VARIABLE = /\{\{([1-9][0-9]?)\}\}/g;

/** The numbers of a text's variables, each once, ascending. */
export const positionsIn = (text: string): readonly number[] =>
  [...new Set(Array.from(text.matchAll(VARIABLE), (match) => Number(match[1])))].toSorted(
    (a, b) => a - b,
  );

/** The text of that part; "" when the template has none. */
export function textOf(components: readonly TemplateComponent[], part: VariablePart): string {
  const type = part === "header" ? "HEADER" : "BODY";
  const found = components.find((component) => component.type === type);
  return found?.type === "HEADER" || found?.type === "BODY" ? found.text : "";
}
