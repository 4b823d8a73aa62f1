import type { DraftProblem } from "#core/draft/draft-problem";
import { metaComponents } from "#core/whatsapp/template-components";
import { lintTemplate, type LintedTemplate } from "#core/whatsapp/template-lint";
import type { DraftRow } from "#features/drafts/queries";
import type { DraftView } from "#features/drafts/schemas";

/** A draft as the template that it would be. */
export const templateOf = ({ name, components, asked }: DraftRow): LintedTemplate => ({
  name,
  language: asked.language,
  category: asked.category,
  parameterFormat: "POSITIONAL",
  components,
});

/** A row on the wire. */
export function draftView(row: DraftRow): DraftView {
  const { name, components, asked } = row;
  const { language, category, ...told } = asked;
  return {
    id: row.id,
    template: {
      name,
      language,
      category,
      parameter_format: "POSITIONAL",
      components: metaComponents(components),
    },
    variables: row.variables,
    lint: { problems: [...lintTemplate(templateOf(row)), ...unusedVariables(row)] },
    asked: { ...told, variables: [...told.variables] },
    model: row.model,
    template_id: row.templateId,
    created_at: new Date(row.createdAt).toISOString(),
  };
}

function unusedVariables({ asked, variables, components }: DraftRow): DraftProblem[] {
  const used = Object.values(variables);
  const at = components.findIndex(({ type }) => type === "BODY");
  return asked.variables
    .filter((name) => !used.includes(name))
    .map((name) => ({
      code: "variable_unused",
      severity: "warning",
      pointer: `/components/${at}/text`,
      message: `The text does not use ${name}.`,
      remedy: "Write it into the text, or do without.",
    }));
}
