import { identityOf, parseContactSelector } from "#core/contact/selector";
import { AppError, type FieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { findContacts } from "#features/campaigns/queries";
import type { ScopedContext } from "#platform/context";

const FAULTS_MAX = 20;

/**
 * Find the contacts that a list names, all in one query. A contact that is named twice is answered twice.
 *
 * @throws AppError naming the places (`/audience/contacts/3`) of selectors that are no selectors, or that nobody answers to.
 */
export const resolveContacts = async (
  ctx: ScopedContext,
  selectors: readonly string[],
): Promise<readonly Id<"contact">[]> => {
  const keys = parseAll(selectors, ctx.tenant.settings.default_country ?? null);
  const found = await findContacts(ctx.db, keys);
  const unknown: FieldError[] = [];
  const ids = selectors.flatMap((_, i) => {
    const id = found.get(i);
    if (id === undefined)
      unknown.push({
        pointer: `/audience/contacts/${i}`,
        code: "not_found",
        message: "There is no such contact.",
      });
    return id ?? [];
  });
  if (unknown.length > 0)
    throw new AppError("not_found", `${unknown.length} of the contacts do not exist.`, {
      errors: unknown.slice(0, FAULTS_MAX),
    });
  return ids;
};

function parseAll(selectors: readonly string[], defaultCountry: string | null) {
  const errors: FieldError[] = [];
  let code:
    | "invalid_phone"
    | "country_required"
    | "invalid_user_id"
    | "invalid_request"
    | undefined;
  const keys = selectors.map((text, i) => {
    const parsed = parseContactSelector(text, defaultCountry);
    if (parsed.ok) return identityOf(parsed.value) ?? parsed.value;
    code ??= parsed.error.code;
    errors.push({ pointer: `/audience/contacts/${i}`, ...parsed.error });
    return null;
  });
  if (code !== undefined)
    throw new AppError(code, errors[0]?.message ?? "A selector is not valid.", {
      errors: errors.slice(0, FAULTS_MAX),
    });
  return keys;
}
