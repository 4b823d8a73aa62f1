import { AppError } from "#core/errors";
import { countMisfits, type FieldRow } from "#features/fields/queries";
import { fieldView } from "#features/fields/view";
import { FIELDS_MAX, isFieldChanged, isFull, isKeyTaken, isMisfit } from "#features/fields/writes";
import { commit, type Commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/**
 * Write a field and answer it.
 *
 * @throws AppError `name_taken`; `field_mismatch` with how many contacts hold values that would not fit; `invalid_state` when
 *   there are as many as there may be; `precondition_failed` when another writer came between.
 */
export async function keepField(
  ctx: ScopedContext,
  row: FieldRow,
  act: Omit<Commit, "answer"> & { readonly status: 200 | 201 },
) {
  const { status, ...rest } = act;
  const view = fieldView(row);
  try {
    await commit(ctx, { ...rest, answer: { status, body: view } });
  } catch (error) {
    throw isMisfit(error) ? await mismatch(ctx, row, error) : asRefusal(error);
  }
  return view;
}

async function mismatch(ctx: ScopedContext, row: FieldRow, cause: unknown): Promise<AppError> {
  const contacts = await countMisfits(ctx.db, row);
  const message = `${contacts} contacts hold another value under ${row.key}: change or clear it first.`;
  return new AppError("field_mismatch", message, {
    members: { contacts },
    errors: [{ pointer: "/type", code: "field_mismatch", message }],
    cause,
  });
}

function asRefusal(cause: unknown): unknown {
  if (isKeyTaken(cause))
    return new AppError("name_taken", "The key is declared already.", {
      errors: [{ pointer: "/key", code: "name_taken", message: "Declared already." }],
      cause,
    });
  if (isFull(cause))
    return new AppError("invalid_state", `A workspace declares ${FIELDS_MAX} fields at most.`, {
      cause,
    });
  if (isFieldChanged(cause))
    return new AppError("precondition_failed", "The field has just changed.", { cause });
  return cause;
}
