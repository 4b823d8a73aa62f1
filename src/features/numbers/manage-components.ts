import type { NumberRow } from "#features/numbers/queries";
import { requireNumberInUse } from "#features/numbers/require-number";
import type { ComponentsBody, ComponentsView } from "#features/numbers/schemas-profile";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { getComponents, setComponents, type Components } from "#platform/meta/business-profile";
import { callsOf } from "#platform/meta/graph";
import { managed } from "#platform/meta/graph-failure";

/** @throws AppError `not_found`, `invalid_state`, `number_needs_reauth`, `meta_refused`, `meta_error`. */
export async function getNumberComponents(ctx: TenantContext, id: string): Promise<ComponentsView> {
  requireScope(ctx, "numbers:read");

  const row = await requireNumberInUse(ctx, id);
  return view(row, managed(await getComponents(await callsOf(ctx, row), row.phoneNumberId)));
}

/**
 * Replace what is offered in a chat.
 *
 * @throws AppError as {@link getNumberComponents}.
 */
export async function setNumberComponents(
  ctx: TenantContext,
  id: string,
  input: ComponentsBody,
): Promise<ComponentsView> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  const components = { iceBreakers: input.ice_breakers, commands: input.commands };
  managed(await setComponents(await callsOf(ctx, row), row.phoneNumberId, components));
  const after = view(row, components);
  await commit(ctx, {
    statements: [],
    audit: { action: "number.set_components", target: row.id },
    answer: { status: 200, body: after },
  });
  return after;
}

const view = (row: NumberRow, { iceBreakers, commands }: Components): ComponentsView => ({
  number_id: row.id,
  ice_breakers: [...iceBreakers],
  commands: [...commands],
});
