/** One rule of the linter. */
export interface LintRule {
  /** `error` keeps a template from being submitted, `warning` is likely to cost its approval, `hint` is advice. */
  readonly severity: "error" | "warning" | "hint";
  /** For a person, in one sentence. */
  readonly remedy: string;
}
