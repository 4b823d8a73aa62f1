import { notFound } from "#core/errors";
import { selectorOf } from "#db/tenant/find-contact";
import { noteWhole } from "#features/contacts/note-whole";
import { lastInboundOf, readContact } from "#features/contacts/queries";
import type { ContactView } from "#features/contacts/schemas";
import { sightOf } from "#features/contacts/sight";
import { wholeContactView } from "#features/contacts/view";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`, and a selector's own. */
export async function getContact(ctx: TenantContext, selector: string): Promise<ContactView> {
  requireScope(ctx, "contacts:read");
  const { contact, numberIds, merges } = await readContact(
    ctx.db,
    selectorOf(selector, ctx.tenant.settings.default_country ?? null),
  );
  if (contact === undefined) throw notFound();
  noteWhole(ctx, contact.id);
  const seen = await lastInboundOf(ctx.db, [contact.id], numberIds);
  return wholeContactView(contact, await sightOf(ctx), seen.get(contact.id) ?? null, merges);
}
