import { selectorOf } from "#db/tenant/find-contact";
import { takeUp } from "#features/privacy/create-request";
import type { RequestView } from "#features/privacy/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Erase a contact: the short way to a request of the kind `erase`.
 *
 * @param contact A selector, as it stands in a path.
 * @throws AppError `not_found`, `invalid_state` when the person is being erased, and a selector's own.
 */
export async function eraseContact(ctx: TenantContext, contact: string): Promise<RequestView> {
  requireScope(ctx, "privacy:write");

  const selector = selectorOf(contact, ctx.tenant.settings.default_country ?? null);
  return takeUp(ctx, selector, { kind: "erase", law: "gdpr" });
}
