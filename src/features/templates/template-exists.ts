import { fieldError, type AppError } from "#core/errors";

/** An account holds one template of a name and language. */
export const templateExists = (): AppError =>
  fieldError("template_exists", "/name", "A template has this name in this language.");
