/** What is wrong with a template that a model drafted: what the linter finds, and what only the brief can tell. */
import type { TemplateProblem } from "#core/whatsapp/template-problem";

/** What the brief tells; the linter does not know it. The names are never changed. */
type BriefCode = "variable_unknown" | "variable_unused" | "contact_invented";

/** A fault of a drafted template, in the linter's shape. */
export interface DraftProblem extends Omit<TemplateProblem, "code"> {
  readonly code: TemplateProblem["code"] | BriefCode;
}
