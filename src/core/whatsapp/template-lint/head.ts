import { TEMPLATE_LANGUAGES } from "#core/whatsapp/template-language";
/** The name and the language. */
import type { LintedTemplate } from "#core/whatsapp/template-lint/linted";
import { found, type TemplateProblem } from "#core/whatsapp/template-problem";
import { lengthOf } from "#core/whatsapp/template-text";

const NAME_LENGTH_MAX = 512;
/** Meta's own sample stands in every account under this name. */
const RESERVED = "hello_world";

export function headProblems({ name, language }: LintedTemplate): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (!/^[a-z0-9_]+$/.test(name))
    problems.push(
      found(
        "name_characters",
        "/name",
        "The name holds something else than lower-case letters, digits and underscores: [a-z0-9_].",
      ),
    );
  if (lengthOf(name) > NAME_LENGTH_MAX) {
    const told = `The name has ${lengthOf(name)} characters, at most ${NAME_LENGTH_MAX} are allowed.`;
    problems.push(found("text_too_long", "/name", told));
  }
  if (name === RESERVED)
    problems.push(found("name_reserved", "/name", "The name is taken by Meta's own sample."));
  if (!TEMPLATE_LANGUAGES.has(language))
    problems.push(
      found("language_unknown", "/language", "Meta has no templates in this language."),
    );
  return problems;
}
