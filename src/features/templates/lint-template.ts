import { markedTexts, withoutMarks } from "#core/template/opt-out-buttons";
import { parseComponents } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";
import type { TemplateProblem } from "#core/whatsapp/template-problem";
import { normaliseLanguage } from "#core/whatsapp/template-status";
import type { LintTemplateBody } from "#features/templates/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** What Meta would refuse in a template, without storing it. */
export async function lintTemplateBody(
  ctx: TenantContext,
  input: LintTemplateBody,
): Promise<{ problems: TemplateProblem[] }> {
  requireScope(ctx, "templates:read");

  const { name, category, parameter_format: parameterFormat } = input;
  const language = normaliseLanguage(input.language);
  const components = parseComponents(withoutMarks(input.components));
  const optOutButtons = markedTexts(input.components);
  const template = { name, language, category, parameterFormat, components, optOutButtons };
  return { problems: [...lintTemplate(template)] };
}
