import { AppError, notFound } from "#core/errors";
import type { TemplateProblem } from "#core/whatsapp/template-problem";
import { findTemplate, type TemplateRow } from "#features/templates/queries";
import type { ScopedContext } from "#platform/context";

/** The template, or `not_found`. */
export const requireTemplate = async (ctx: ScopedContext, id: string): Promise<TemplateRow> => {
  const row = await findTemplate(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
};

/** Refuse a template for its errors; warnings and hints pass. @throws AppError `lint_failed` with a pointer for each. */
export function requireNoErrors(problems: readonly TemplateProblem[]): void {
  const errors = problems.filter((problem) => problem.severity === "error");
  const [first] = errors;
  if (first === undefined) return;
  throw new AppError("lint_failed", `${first.message} ${first.remedy}`, {
    errors: errors.map(({ pointer, code, message }) => ({ pointer, code, message })),
  });
}
