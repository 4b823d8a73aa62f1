import { tagFault } from "#core/contact/tag";
import { AppError } from "#core/errors";

/** @throws AppError `invalid_request` for a tag in a path that no contact can have. */
export function checkTag(tag: string): void {
  const fault = tagFault(tag);
  if (fault !== null)
    throw new AppError("invalid_request", fault.message, {
      errors: [{ pointer: "tag", ...fault }],
    });
}
