/** The rules that Meta checks when a template is submitted, checked before, so that a submission is not refused for them. */
import type { ParameterFormat, TemplateCategory } from "#core/template/states";
import { shapeProblems, type TemplateComponent } from "#core/whatsapp/template-components";
import { TEMPLATE_LANGUAGES } from "#core/whatsapp/template-language";
import { error, unsupported, type TemplateProblem } from "#core/whatsapp/template-problem";
import {
  BODY_LENGTH_MAX,
  HEADER_LENGTH_MAX,
  lengthOf,
  positionsIn,
} from "#core/whatsapp/template-text";

/** A template as far as the rules look at it. */
export interface LintedTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly parameterFormat: ParameterFormat;
  readonly components: readonly TemplateComponent[];
}

type Of<T extends TemplateComponent["type"]> = Extract<TemplateComponent, { type: T }>;

const NAME_LENGTH_MAX = 512;
const FOOTER_LENGTH_MAX = 60;
const BUTTONS_MAX = 10;
const BUTTON_LENGTH_MAX = 25;

/** Every fault of a template. It may be submitted when none is an `error`. */
export const lintTemplate = (template: LintedTemplate): readonly TemplateProblem[] => [
  ...unsupportedParts(template),
  ...nameProblems(template),
  ...shapeProblems(template.components),
  ...setProblems(template.components),
  ...template.components.flatMap((component, at) =>
    componentProblems(component, `/components/${at}`),
  ),
];

/** The faults for which a template cannot even be kept as a draft: what is not understood cannot be shown or sent. */
export const draftProblems = (template: LintedTemplate): readonly TemplateProblem[] => [
  ...unsupportedParts(template),
  ...shapeProblems(template.components),
];

function unsupportedParts({ category, parameterFormat }: LintedTemplate): TemplateProblem[] {
  return [
    ...(category === "AUTHENTICATION"
      ? [unsupported("/category", "Templates of the category AUTHENTICATION")]
      : []),
    ...(parameterFormat === "NAMED" ? [unsupported("/parameter_format", "Named variables")] : []),
  ];
}

function nameProblems({ name, language }: LintedTemplate): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (!/^[a-z0-9_]+$/.test(name))
    problems.push(
      error(
        "name_characters",
        "/name",
        "The name holds something else than lower-case letters, digits and underscores.",
        "Rename it, e.g. order_shipped.",
      ),
    );
  if (lengthOf(name) > NAME_LENGTH_MAX)
    problems.push(tooLong("/name", "name", name, NAME_LENGTH_MAX));
  if (!TEMPLATE_LANGUAGES.has(language))
    problems.push(
      error(
        "language_unknown",
        "/language",
        "Meta has no templates in this language.",
        "Give a code of Meta's list, e.g. en_US, es or pt_BR.",
      ),
    );
  return problems;
}

/** A body must be there; nothing may be there twice. */
function setProblems(components: readonly TemplateComponent[]): TemplateProblem[] {
  const types = components.map(({ type }) => type);
  const problems = types.flatMap((type, at) =>
    type !== "OTHER" && types.indexOf(type) < at
      ? [error("component_twice", `/components/${at}`, `A second ${type}.`, "Keep one.")]
      : [],
  );
  // A body that could not be read has its own problem.
  if (!types.includes("BODY") && !types.includes("OTHER"))
    problems.push(
      error("body_missing", "/components", "The template has no BODY.", "Add a BODY with a text."),
    );
  return problems;
}

/** `pointer` is where the component stands. One that could not be read has no further problem. */
function componentProblems(
  component: TemplateComponent,
  pointer: string,
): readonly TemplateProblem[] {
  switch (component.type) {
    case "HEADER":
      return headerProblems(component, pointer);
    case "BODY":
      return bodyProblems(component, pointer);
    case "FOOTER":
      return footerProblems(component, pointer);
    case "BUTTONS":
      return buttonsProblems(component, pointer);
    case "OTHER":
      return [];
  }
}

function headerProblems({ text, example }: Of<"HEADER">, at: string): TemplateProblem[] {
  const pointer = `${at}/text`;
  const positions = positionsIn(text);
  return [
    ...textProblems(pointer, "header", text, HEADER_LENGTH_MAX),
    ...lineProblems(pointer, "header", text),
    ...(positions.length > 1
      ? [
          error(
            "header_variables",
            pointer,
            "The header has more than one variable.",
            "Keep {{1}} and move the others into the body.",
          ),
        ]
      : []),
    ...exampleProblems(`${at}/example/header_text`, positions.length, example?.header_text),
  ];
}

function bodyProblems({ text, example }: Of<"BODY">, at: string): TemplateProblem[] {
  const pointer = `${at}/text`;
  const positions = positionsIn(text);
  const trimmed = text.trim();
  const problems = textProblems(pointer, "body", text, BODY_LENGTH_MAX);
  if (/^\{\{\d+\}\}/.test(trimmed) || /\{\{\d+\}\}$/.test(trimmed))
    problems.push(
      error(
        "variable_at_edge",
        pointer,
        "The body begins or ends with a variable.",
        "Put words before the first and after the last variable.",
      ),
    );
  if (/\}\}\s*\{\{/.test(text))
    problems.push(
      error(
        "variables_adjacent",
        pointer,
        "Two variables stand next to each other.",
        "Put words between them.",
      ),
    );
  return [
    ...problems,
    ...densityProblems(pointer, text, positions.length),
    ...exampleProblems(`${at}/example/body_text`, positions.length, example?.body_text[0]),
  ];
}

/** Meta does not publish the ratio; below this one refusals are common. */
function densityProblems(pointer: string, text: string, variables: number): TemplateProblem[] {
  const words = text.replaceAll(/\{\{\d+\}\}/g, " ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (variables === 0 || words > variables * 2) return [];
  return [
    {
      code: "variable_density",
      severity: "warning",
      pointer,
      message: `${variables} variable(s) in ${words} word(s): Meta may refuse so few words.`,
      remedy: "Write more text around the variables, or use fewer of them.",
    },
  ];
}

function footerProblems({ text }: Of<"FOOTER">, at: string): TemplateProblem[] {
  const pointer = `${at}/text`;
  return [
    ...blankProblems(pointer, "footer", text),
    ...(lengthOf(text) > FOOTER_LENGTH_MAX
      ? [tooLong(pointer, "footer", text, FOOTER_LENGTH_MAX)]
      : []),
    ...lineProblems(pointer, "footer", text),
    ...noVariable(pointer, "footer", text),
  ];
}

function buttonsProblems({ buttons }: Of<"BUTTONS">, at: string): TemplateProblem[] {
  const pointer = `${at}/buttons`;
  const problems: TemplateProblem[] = [];
  if (buttons.length === 0 || buttons.length > BUTTONS_MAX)
    problems.push(
      error(
        "button_count",
        pointer,
        `${buttons.length} buttons, 1 to ${BUTTONS_MAX} are allowed.`,
        "Add or remove buttons, or leave BUTTONS out.",
      ),
    );
  buttons.forEach(({ text }, index) => {
    const here = `${pointer}/${index}/text`;
    problems.push(...blankProblems(here, "button", text), ...lineProblems(here, "button", text));
    problems.push(...noVariable(here, "button", text));
    if (lengthOf(text) > BUTTON_LENGTH_MAX)
      problems.push(tooLong(here, "button", text, BUTTON_LENGTH_MAX));
    if (buttons.findIndex((other) => other.text === text) < index)
      problems.push(
        error("button_twice", here, "Two buttons have the same text.", "Give each its own text."),
      );
  });
  return problems;
}

/** What holds for a text with variables. */
function textProblems(
  pointer: string,
  what: string,
  text: string,
  lengthMax: number,
): TemplateProblem[] {
  const problems = blankProblems(pointer, what, text);
  if (lengthOf(text) > lengthMax) problems.push(tooLong(pointer, what, text, lengthMax));
  if (/\{\{|\}\}/.test(text.replaceAll(/\{\{[1-9][0-9]?\}\}/g, "")))
    problems.push(
      error(
        "variable_malformed",
        pointer,
        `The ${what} has braces that are no variable.`,
        "Write variables as {{1}}, {{2}}, … without spaces or names.",
      ),
    );
  if (positionsIn(text).some((position, index) => position !== index + 1))
    problems.push(
      error(
        "variable_sequence",
        pointer,
        `The variables of the ${what} are not {{1}}, {{2}}, … without a gap.`,
        "Number them from 1.",
      ),
    );
  return problems;
}

const blankProblems = (pointer: string, what: string, text: string): TemplateProblem[] =>
  text.trim() === ""
    ? [error("text_empty", pointer, `The ${what} is empty.`, "Write a text, or leave it out.")]
    : [];

const lineProblems = (pointer: string, what: string, text: string): TemplateProblem[] =>
  /[\n\r\t]/.test(text)
    ? [error("text_lines", pointer, `The ${what} has a line break or a tab.`, "Keep one line.")]
    : [];

const noVariable = (pointer: string, what: string, text: string): TemplateProblem[] =>
  /\{\{|\}\}/.test(text)
    ? [error("variable_forbidden", pointer, `The ${what} has a variable.`, "Write plain text.")]
    : [];

const tooLong = (pointer: string, what: string, text: string, max: number): TemplateProblem =>
  error(
    "text_too_long",
    pointer,
    `The ${what} has ${lengthOf(text)} characters, at most ${max} are allowed.`,
    "Shorten it.",
  );

/** Meta's reviewers need one example for each variable. */
function exampleProblems(
  pointer: string,
  variables: number,
  examples: readonly string[] | undefined,
): TemplateProblem[] {
  const given = examples ?? [];
  if (given.length === variables && given.every((example) => example.trim() !== "")) return [];
  return [
    error(
      "example_missing",
      pointer,
      `${given.length} example(s) for ${variables} variable(s), or an empty one.`,
      "Give one example text for each variable, in their order.",
    ),
  ];
}
