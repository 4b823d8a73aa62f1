import { AppError } from "#core/errors";
import { parseFilter, type Filter } from "#core/segment/filter";
import { keysIn, type FilterKeys } from "#core/segment/key-driven";
import { isEveryone, tagDriven } from "#core/segment/tag-driven";
import { compileFilter, type CompiledFilter } from "#db/tenant/compile-filter";
import { filterBody } from "#platform/http/filter-body";

/** A filter in a body: checked, and kept as it was given. `{}` is everyone. */
export const AudienceFilter = filterBody(parseFilter, {
  name: "Filter",
  fields:
    "`tags` (contains, exists); `name`, `external_id` (eq, ne, starts_with); `phone`, `country`, `language` (eq, ne, in, starts_with); `fields.<key>` by the type of its value (eq, ne, in, starts_with, gt, gte, lt, lte, exists); `consent.marketing` (eq, ne); `last_inbound_at`, `created_at` (gt, gte, lt, lte, exists); `campaign.<id>` (eq a status of a message). Texts are compared as they are written; a country is told by how the phone number begins. `{}` is everyone.",
  example: { and: [{ field: "tags", op: "contains", value: "vip" }] },
});

/**
 * A filter of a body, read.
 *
 * @param input JSON that `AudienceFilter` accepted.
 * @throws AppError `filter_too_complex`, `unknown_field`, `invalid_request` for JSON that it did not.
 */
export function filterOf(input: unknown): Filter {
  const parsed = parseFilter(input);
  if (parsed.ok) return parsed.value;
  const { code, pointer, message } = parsed.error;
  throw new AppError(code, message, {
    errors: [{ pointer: `/filter${pointer}`, code, message }],
  });
}

/** How contacts are looked for: by a number or id that the filter demands, among those of a tag, else among all. */
export function drivenBy(
  given: string | undefined,
  filter: Filter | undefined,
): {
  readonly tag: string | undefined;
  readonly condition: CompiledFilter | undefined;
  readonly keys?: FilterKeys;
} {
  if (filter === undefined) return { tag: given, condition: undefined };
  const keys = keysIn(filter);
  if (given === undefined && keys !== undefined)
    return { tag: undefined, condition: compileFilter(filter), keys };
  const { tag, rest } = given === undefined ? tagDriven(filter) : { tag: given, rest: filter };
  return { tag, condition: isEveryone(rest) ? undefined : compileFilter(rest) };
}
