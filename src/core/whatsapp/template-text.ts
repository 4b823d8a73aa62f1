/** The texts of a template and their variables. Lengths count Unicode code points everywhere: see `lengthOf`. */
import { z } from "zod";

/** The one rule by which text is counted against Meta's limits: Unicode code points, not UTF-16 units, not bytes. */
export const lengthOf = (text: string): number => Array.from(text).length;

export const BODY_LENGTH_MAX = 1024;
export const HEADER_LENGTH_MAX = 60;

/** A template as far as a send depends on it. Components may be of any kind; those that are not known have no variables. */
export interface SendableTemplate {
  readonly name: string;
  readonly language: string;
  readonly components: readonly unknown[];
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

const TextComponent = z.object({ type: z.string(), text: z.string() });
const ButtonsComponent = z.object({
  type: z.string(),
  buttons: z.array(z.object({ type: z.string() })),
});

/** The text of that part; "" when the template has none. */
export function textOf(components: readonly unknown[], part: VariablePart): string {
  for (const component of components) {
    const parsed = TextComponent.safeParse(component);
    if (parsed.success && parsed.data.type.toLowerCase() === part) return parsed.data.text;
  }
  return "";
}

/** The text of that part with its variables filled in, in the order of their numbers. */
export function renderPart(
  components: readonly unknown[],
  part: VariablePart,
  values: readonly string[],
): string {
  const text = textOf(components, part);
  const positions = positionsIn(text);
  return text.replaceAll(VARIABLE, (_, n) => values[positions.indexOf(Number(n))] ?? "");
}

/** The types of a template's buttons in upper case, in their order. */
export function buttonTypes(components: readonly unknown[]): readonly string[] {
  for (const component of components) {
    const parsed = ButtonsComponent.safeParse(component);
    if (parsed.success && parsed.data.type.toUpperCase() === "BUTTONS")
      return parsed.data.buttons.map((button) => button.type.toUpperCase());
  }
  return [];
}
