import type { z } from "@hono/zod-openapi";

import { AppError, PROBLEMS, type FieldError, type ProblemCode } from "#core/errors";

/** More faults than a person reads; a body can hold thousands. */
const ERRORS_MAX = 100;

interface Validation {
  readonly success: boolean;
  readonly target?: string;
  readonly error?: z.ZodError;
}

/**
 * Turn a schema's complaint into a problem that names the field. A custom issue may carry the code it means in
 * `params: { code }` (a refinement that knows it is an `invalid_phone`); a code of ours is then the problem's, any other
 * (`blank`) tells more about an `invalid_request`. A path parameter
 * that no resource can have is simply not found.
 */
export function rejectInvalid(result: Validation): void {
  if (result.success || result.error === undefined) return;
  if (result.target === "param") throw new AppError("not_found", "No such resource.");
  const query = result.target === "query";
  const errors: FieldError[] = result.error.issues.slice(0, ERRORS_MAX).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          pointer: query ? key : pointerOf([...issue.path, key]),
          code: query ? "unknown_parameter" : "unknown_member",
          message: query ? `Unknown query parameter ${key}.` : `Unknown member ${key}.`,
        }))
      : [
          {
            pointer: query ? String(issue.path[0] ?? "") : pointerOf(issue.path),
            code: issueCode(issue),
            message: issue.message,
          },
        ],
  );
  const first = errors[0];
  throw new AppError(
    problemCode(result.error.issues, query),
    first === undefined ? "Invalid." : `${first.pointer}: ${first.message}`,
    { errors: errors.slice(0, ERRORS_MAX) },
  );
}

/** RFC 6901. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

function issueCode(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom")
    return typeof issue.params?.["code"] === "string" ? issue.params["code"] : "custom";
  if (issue.code === "invalid_type")
    return issue.expected === "int" ? "not_integer" : `expected_${issue.expected}`;
  if (issue.code === "too_big" || issue.code === "too_small")
    return issue.origin === "string" || issue.origin === "array" ? issue.code : "out_of_range";
  return issue.code;
}

function problemCode(issues: readonly z.core.$ZodIssue[], query: boolean): ProblemCode {
  for (const issue of issues) {
    const code: unknown = issue.code === "custom" ? issue.params?.["code"] : undefined;
    if (isProblemCode(code)) return code;
  }
  if (!query) return "invalid_request";
  if (issues.some((issue) => issue.code === "unrecognized_keys")) return "unknown_parameter";
  return "out_of_range";
}

const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === "string" && Object.hasOwn(PROBLEMS, code);
