/** The variables of a text, how they are written and where they stand, and their examples. */
import type { ParameterFormat } from "#core/template/states";
import type { TextPlace } from "#core/whatsapp/template-lint/texts";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import { lengthOf } from "#core/whatsapp/template-text";

/** A variable as the format writes it. */
const VARIABLE: Readonly<Record<ParameterFormat, RegExp>> = {
  POSITIONAL: /\{\{([1-9][0-9]?)\}\}/g,
  NAMED: /\{\{([a-z_][a-z0-9_]*)\}\}/g,
};

/** The well-formed variables of a text, each once: numbers ascending, names in order of appearance. */
export function declaredIn(text: string, format: ParameterFormat): readonly string[] {
  const all = Array.from(text.matchAll(VARIABLE[format]), (match) => match[1] ?? "");
  const once = [...new Set(all)];
  return format === "NAMED" ? once : once.toSorted((a, b) => Number(a) - Number(b));
}

/** How the variables of a text are written. */
export function writingProblems(
  { pointer, what }: TextPlace,
  text: string,
  format: ParameterFormat,
): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const rest = text.replaceAll(VARIABLE[format], "");
  if (format === "NAMED" && /\{\{\w*\}\}/.test(rest))
    problems.push(found("variable_name", pointer, `The ${what} has a variable that is no name.`));
  else if (/\{\{|\}\}/.test(rest)) {
    const told = `The ${what} has braces that are no variable.`;
    problems.push(found("variable_malformed", pointer, told));
  }
  const hasGap = declaredIn(text, format).some((number, at) => Number(number) !== at + 1);
  if (format === "POSITIONAL" && hasGap) {
    const told = `The variables of the ${what} are not {{1}}, {{2}}, … without a gap.`;
    problems.push(found("variable_sequence", pointer, told));
  }
  return problems;
}

/** Where the variables of a body stand, and whether enough is written around them. */
export function placeProblems(
  { pointer, what }: TextPlace,
  text: string,
  variables: number,
): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const trimmed = text.trim();
  if (/^\{\{\w+\}\}/.test(trimmed) || /\{\{\w+\}\}$/.test(trimmed))
    problems.push(
      found("variable_at_edge", pointer, `The ${what} begins or ends with a variable.`),
    );
  if (/\}\}\s*\{\{/.test(text))
    problems.push(found("variables_adjacent", pointer, "Two variables stand next to each other."));
  // Meta does not publish the ratio; below this one refusals are common.
  const words = text.replaceAll(/\{\{\w+\}\}/g, " ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (variables > 0 && words <= variables * 2) {
    const told = `${variables} variable(s) in ${words} word(s): Meta may refuse so few words.`;
    problems.push(found("variable_density", pointer, told));
  }
  return problems;
}

/** Examples as a component gives them: in the order of the variables, or by their names. */
export interface GivenExamples {
  readonly positional: readonly string[] | undefined;
  readonly named: readonly { readonly param_name: string; readonly example: string }[] | undefined;
}

/**
 * Meta's reviewers need one example for each variable.
 *
 * @param pointer To the positional examples; those of names stand beside them.
 */
export function exampleProblems(
  text: string,
  format: ParameterFormat,
  {
    given,
    pointer,
    max,
  }: { readonly given: GivenExamples; readonly pointer: string; readonly max: number },
): TemplateProblem[] {
  const variables = declaredIn(text, format);
  const at = format === "NAMED" ? `${pointer}_named_params` : pointer;
  const values = new Map(
    format === "NAMED"
      ? (given.named ?? []).map((one) => [one.param_name, one.example] as const)
      : (given.positional ?? []).map((example, i) => [String(i + 1), example] as const),
  );
  const isWhole =
    values.size === variables.length &&
    variables.every((variable, i) => {
      const key = format === "NAMED" ? variable : String(i + 1);
      return (values.get(key) ?? "").trim() !== "";
    });
  if (!isWhole) {
    const told = `${values.size} example(s) for ${variables.length} variable(s), or an empty one.`;
    return [found("example_missing", at, told)];
  }
  const filled = text.replaceAll(VARIABLE[format], (_, name: string) => values.get(name) ?? "");
  if (variables.length === 0 || lengthOf(filled) <= max) return [];
  const told = `With its examples the text has ${lengthOf(filled)} characters, at most ${max}.`;
  return [found("example_too_long", at, told)];
}
