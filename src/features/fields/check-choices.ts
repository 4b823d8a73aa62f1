import type { FieldType } from "#core/contact/field-types";
import { fieldError } from "#core/errors";

/** What a field of the type is among. @throws AppError `invalid_request` of `/choices` when they are missing, or of no use. */
export function checkChoices(
  type: FieldType,
  choices: readonly string[] | undefined,
): readonly string[] {
  if (type === "choice" && choices === undefined)
    throw fieldError("invalid_request", "/choices", "A choice is among something: give it.");
  if (type !== "choice" && choices !== undefined)
    throw fieldError("invalid_request", "/choices", "Only a choice has choices.");
  return choices ?? [];
}
