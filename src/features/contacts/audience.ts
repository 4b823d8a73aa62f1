import { AppError } from "#core/errors";
import { parseFilter } from "#core/segment/filter";
import { compileFilter, type CompiledFilter } from "#db/tenant/compile-filter";
import { filterBody } from "#platform/http/filter-body";

/** A filter in a body: checked, and kept as it was given. `{}` is everyone. */
export const AudienceFilter = filterBody(parseFilter, {
  name: "Filter",
  fields:
    "`tags` (contains, exists), `consent.marketing` (eq, ne), `created_at` (gt, gte, lt, lte, exists). `{}` is everyone.",
  example: { and: [{ field: "tags", op: "contains", value: "vip" }] },
});

/**
 * The SQL of a filter over the contacts table under the alias `c`.
 *
 * @param filter     JSON that `AudienceFilter` accepted.
 * @param firstParam The number of the condition's first parameter in the statement it becomes a part of.
 * @throws AppError `filter_too_complex`, `unknown_field`, `invalid_request` for JSON that it did not.
 */
export function audienceWhere(filter: unknown, firstParam = 1): CompiledFilter {
  const parsed = parseFilter(filter);
  if (parsed.ok) return compileFilter(parsed.value, firstParam);
  const { code, pointer, message } = parsed.error;
  throw new AppError(code, message, {
    errors: [{ pointer: `/filter${pointer}`, code, message }],
  });
}
