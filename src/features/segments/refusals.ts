import { AppError } from "#core/errors";
import { isNameTaken, isSegmentChanged, isSegmentInUse } from "#features/segments/writes";

/** Why a segment was not written, as a caller is told; anything else as it came. */
export function asRefusal(error: unknown): unknown {
  if (isNameTaken(error))
    return new AppError("name_taken", "Another segment has this name.", {
      errors: [{ pointer: "/name", code: "name_taken", message: "Used by another segment." }],
      cause: error,
    });
  if (isSegmentChanged(error))
    return new AppError("precondition_failed", "The segment has just changed.", { cause: error });
  if (isSegmentInUse(error))
    return new AppError("invalid_state", "A campaign that is not launched yet goes to it.", {
      cause: error,
    });
  return error;
}
