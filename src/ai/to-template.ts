import type { Answer } from "#ai/answer";
import type { Brief } from "#core/draft/brief";
import type { DraftProblem } from "#core/draft/draft-problem";
import { personalDataIn } from "#core/privacy/personal-data";
import { parseComponents } from "#core/whatsapp/template-components";
import { lintTemplate, type LintedTemplate } from "#core/whatsapp/template-lint";

/** A template as a model drafted it. */
export interface DraftedTemplate {
  readonly template: LintedTemplate;
  /** The variable's name by where its value goes, e.g. `body.1`. */
  readonly variables: Readonly<Record<string, string>>;
  /** What is wrong with it; it can be kept when none is an `error`. */
  readonly problems: readonly DraftProblem[];
}

const NAMED = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;
const NAME_LENGTH_MAX = 60;

/**
 * Make a template of a model's answer. Its language and category are those that were asked for, whatever the model thinks of
 * them; variables become numbers, in the order of the text.
 */
export function toTemplate(answer: Answer, brief: Brief): DraftedTemplate {
  const names = [...new Set(Array.from(answer.body.matchAll(NAMED), (match) => match[1] ?? ""))];
  const body = answer.body
    .trim()
    .replaceAll(NAMED, (_, name: string) => `{{${names.indexOf(name) + 1}}}`);
  const template: LintedTemplate = {
    name: nameOf(answer.name),
    language: brief.language,
    category: brief.category,
    parameterFormat: "POSITIONAL",
    components: parseComponents(rawComponents({ ...answer, body }, names)),
  };
  return {
    template,
    variables: Object.fromEntries(names.map((name, at) => [`body.${at + 1}`, name])),
    problems: [...lintTemplate(template), ...ownProblems(template, names, brief)],
  };
}

/** Letters with accents lose them; what else Meta does not take becomes an underscore. */
const nameOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, NAME_LENGTH_MAX);

function rawComponents({ header, body, footer, buttons, variables }: Answer, names: string[]) {
  const examples = names.map(
    (name) => variables.find((variable) => variable.name === name)?.example ?? "",
  );
  return [
    ...(header.trim() === "" ? [] : [{ type: "HEADER", format: "TEXT", text: header.trim() }]),
    {
      type: "BODY",
      text: body,
      ...(names.length === 0 ? {} : { example: { body_text: [examples] } }),
    },
    ...(footer.trim() === "" ? [] : [{ type: "FOOTER", text: footer.trim() }]),
    ...(buttons.length === 0
      ? []
      : [
          {
            type: "BUTTONS",
            buttons: buttons.map((text) => ({ type: "QUICK_REPLY", text: text.trim() })),
          },
        ]),
  ];
}

/** What a linter cannot know: which variables there are, and that whoever is reached by a number was not in the brief. */
function ownProblems(
  { components }: LintedTemplate,
  names: readonly string[],
  { variables }: Brief,
): DraftProblem[] {
  const at = components.findIndex(({ type }) => type === "BODY");
  const unknown = names.filter((name) => !variables.includes(name));
  const invented = components.flatMap((component, index) =>
    textsIn(component).every((text) => personalDataIn(text) === undefined) ? [] : [index],
  );
  return [
    ...unknown.map((name) => ({
      code: "variable_unknown" as const,
      severity: "error" as const,
      pointer: `/components/${at}/text`,
      message: `There is no variable ${name}.`,
      remedy: variables.length === 0 ? "Use none." : `Use only ${variables.join(", ")}.`,
    })),
    ...invented.map((index) => ({
      code: "contact_invented" as const,
      severity: "error" as const,
      pointer: `/components/${index}`,
      message: "The text has a number, an address or an id that the brief did not give.",
      remedy: "Leave it out.",
    })),
  ];
}

/** Every text of a component, wherever it stands. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
