import { requireLink } from "#features/opt-in-links/require-link";
import type { OptInLinkView } from "#features/opt-in-links/schemas";
import { linkView } from "#features/opt-in-links/view";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getOptInLink(ctx: TenantContext, id: string): Promise<OptInLinkView> {
  requireScope(ctx, "consents:read");

  return linkView(await requireLink(ctx, id));
}
