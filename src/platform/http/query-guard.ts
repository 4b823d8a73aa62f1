import { createMiddleware } from "hono/factory";

import { AppError } from "#core/errors";
import type { AppEnv } from "#platform/http/router";

/**
 * What a schema cannot see: a parameter given twice, a parameter on an operation that takes none.
 * Unknown names beside known ones are refused by the operation's own strict schema.
 *
 * @throws AppError `duplicate_parameter`, `unknown_parameter`.
 */
export const queryGuard = createMiddleware<AppEnv>(async (c, next) => {
  const takesNone = c.var.operation.contract?.request?.query === undefined;
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (values.length > 1)
      throw parameterError("duplicate_parameter", name, `${name} is given more than once.`);
    if (takesNone)
      throw parameterError("unknown_parameter", name, `This call knows no parameter ${name}.`);
  }
  await next();
});

const parameterError = (
  code: "duplicate_parameter" | "unknown_parameter",
  name: string,
  message: string,
): AppError => new AppError(code, message, { errors: [{ pointer: name, code, message }] });
