import { LINT_RULES, type LintCode } from "#core/whatsapp/template-lint/rules";

/** Whether a template may be submitted. `error` stops it, `warning` is likely to cost approval, `hint` is advice. */
export interface TemplateProblem {
  readonly code: LintCode;
  readonly severity: "error" | "warning" | "hint";
  /** JSON pointer into the template as it is given. */
  readonly pointer: string;
  readonly message: string;
  readonly remedy: string;
}

/** A rule that a template breaks, at a place. What it weighs and what to do about it are the rule's. */
export const found = (code: LintCode, pointer: string, message: string): TemplateProblem => ({
  code,
  severity: LINT_RULES[code].severity,
  pointer,
  message,
  remedy: LINT_RULES[code].remedy,
});
