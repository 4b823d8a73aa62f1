import type { TemplateProblem } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";
import { normaliseLanguage } from "#core/whatsapp/template-status";
import type { LintTemplateBody } from "#features/templates/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** What Meta would refuse in a template, without storing it. */
export async function lintTemplateBody(
  ctx: TenantContext,
  input: LintTemplateBody,
): Promise<{ problems: TemplateProblem[] }> {
  requireScope(ctx, "templates:read");

  const { parameter_format: parameterFormat, ...template } = input;
  const language = normaliseLanguage(input.language);
  return { problems: [...lintTemplate({ ...template, language, parameterFormat })] };
}
