/** Whether a template may be submitted. `error` stops it, `warning` is likely to cost approval, `hint` is advice. */
export interface TemplateProblem {
  readonly code: string;
  readonly severity: "error" | "warning" | "hint";
  /** JSON pointer into the template as it is given. */
  readonly pointer: string;
  readonly message: string;
  readonly remedy: string;
}

/** A problem that stops a template. */
export const error = (
  code: string,
  pointer: string,
  message: string,
  remedy: string,
): TemplateProblem => ({ code, severity: "error", pointer, message, remedy });

/** Something that Meta knows and this platform does not handle yet. */
export const unsupported = (pointer: string, what: string): TemplateProblem =>
  error(
    "unsupported",
    pointer,
    `${what} are not supported.`,
    "Use a text header, a body, a footer and quick-reply buttons with positional variables.",
  );
