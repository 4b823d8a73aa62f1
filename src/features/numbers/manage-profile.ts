import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import type { ProfileView, UpdateProfileBody } from "#features/numbers/schemas-profile";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import type { Call } from "#platform/meta/answers";
import { getProfile, updateProfile } from "#platform/meta/business-profile";
import { callsOf } from "#platform/meta/graph";
import { managed } from "#platform/meta/graph-failure";

/** @throws AppError `not_found`, `invalid_state`, `number_needs_reauth`, `meta_refused`, `meta_error`. */
export async function getNumberProfile(ctx: TenantContext, id: string): Promise<ProfileView> {
  requireScope(ctx, "numbers:read");

  const row = await requireNumberInUse(ctx, id);
  return readProfile(row, await callsOf(ctx, row));
}

/**
 * Change what people see of the business. What is not given stays.
 *
 * @throws AppError as {@link getNumberProfile}.
 */
export async function updateNumberProfile(
  ctx: TenantContext,
  id: string,
  input: UpdateProfileBody,
): Promise<ProfileView> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  const call = await callsOf(ctx, row);
  managed(await updateProfile(call, row.phoneNumberId, input));
  const view = await readProfile(row, call);
  await commit(ctx, {
    statements: [],
    audit: {
      action: "number.update_profile",
      target: row.id,
      changes: { fields: Object.keys(input) },
    },
    answer: { status: 200, body: view },
  });
  return view;
}

const readProfile = async (row: NumberRow, call: Call): Promise<ProfileView> => ({
  number_id: row.id,
  ...managed(await getProfile(call, row.phoneNumberId)),
});
